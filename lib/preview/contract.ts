import { z } from 'zod'

// What the local look can draw, strictly: a kind of visual, a field or an option that is not here is refused by name, so
// that nobody takes for QuickSight's picture what leaves something out.

const Visibility = z.enum(['VISIBLE', 'HIDDEN'])
const Shown = z.strictObject({ Visibility })
const Hidden = z.strictObject({ Visibility: z.literal('HIDDEN') })
const Column = z.strictObject({ DataSetIdentifier: z.string(), ColumnName: z.string() })

const Separators = z.strictObject({
  DecimalSeparator: z.enum(['COMMA', 'DOT']),
  ThousandsSeparator: z.strictObject({ Symbol: z.enum(['COMMA', 'DOT']), Visibility: z.literal('VISIBLE') }),
})
const Decimals = z.strictObject({ DecimalPlaces: z.number() })
const NumberFormat = z.strictObject({
  FormatConfiguration: z.union([
    z.strictObject({
      NumberDisplayFormatConfiguration: z.strictObject({
        DecimalPlacesConfiguration: Decimals,
        SeparatorConfiguration: Separators,
        NumberScale: z.enum(['NONE', 'AUTO']),
      }),
    }),
    z.strictObject({
      PercentageDisplayFormatConfiguration: z.strictObject({
        DecimalPlacesConfiguration: Decimals,
        SeparatorConfiguration: Separators,
      }),
    }),
  ]),
})
export type NumberFormat = z.infer<typeof NumberFormat>
const DateFormat = z.strictObject({ DateTimeFormat: z.string() })

const Granularity = z.enum(['DAY', 'WEEK', 'MONTH'])
const Dimension = z.union([
  z.strictObject({ CategoricalDimensionField: z.strictObject({ FieldId: z.string(), Column }) }),
  z.strictObject({ NumericalDimensionField: z.strictObject({ FieldId: z.string(), Column }) }),
  z.strictObject({
    DateDimensionField: z.strictObject({
      FieldId: z.string(),
      Column,
      DateGranularity: Granularity,
      FormatConfiguration: DateFormat,
    }),
  }),
])
export type Dimension = z.infer<typeof Dimension>
const Aggregation = z.enum(['SUM', 'AVERAGE', 'MIN', 'MAX'])
const Measure = z.union([
  z.strictObject({
    NumericalMeasureField: z.strictObject({
      FieldId: z.string(),
      Column,
      AggregationFunction: z.strictObject({ SimpleNumericalAggregation: Aggregation }).exactOptional(),
      FormatConfiguration: NumberFormat,
    }),
  }),
  z.strictObject({
    DateMeasureField: z.strictObject({
      FieldId: z.string(),
      Column,
      AggregationFunction: z.enum(['MIN', 'MAX']),
      FormatConfiguration: DateFormat,
    }),
  }),
  z.strictObject({
    CategoricalMeasureField: z.strictObject({
      FieldId: z.string(),
      Column,
      AggregationFunction: z.literal('DISTINCT_COUNT'),
    }),
  }),
])
export type Measure = z.infer<typeof Measure>

const Direction = z.enum(['ASC', 'DESC'])
const ColumnSort = z.strictObject({
  SortBy: Column,
  Direction,
  AggregationFunction: z.strictObject({
    NumericalAggregationFunction: z.strictObject({ SimpleNumericalAggregation: Aggregation }),
  }),
})
const FieldSort = z.strictObject({ FieldId: z.string(), Direction })
const Sort = z.union([z.strictObject({ FieldSort }), z.strictObject({ ColumnSort })])
export type Sort = z.infer<typeof Sort>
const Sorts = z.array(Sort).length(1)
const Limit = z.strictObject({ ItemsLimit: z.number(), OtherCategories: z.literal('EXCLUDE') })
const Labels = z.strictObject({
  AxisLabelOptions: z.array(
    z.strictObject({ CustomLabel: z.string(), ApplyTo: z.strictObject({ FieldId: z.string(), Column }) }),
  ),
})
export type Labels = z.infer<typeof Labels>
const Legend = z.union([
  Hidden,
  z.strictObject({ Visibility: z.literal('VISIBLE'), Position: z.enum(['BOTTOM', 'RIGHT']) }),
])
const DataLabels = z.union([
  Hidden,
  z.strictObject({
    Visibility: z.literal('VISIBLE'),
    Overlap: z.literal('DISABLE_OVERLAP'),
    LabelContent: z.literal('PERCENT').exactOptional(),
  }),
])

const Font = z.strictObject({ FontSize: z.strictObject({ Relative: z.string() }) })
const Kpi = z.strictObject({
  FieldWells: z.strictObject({
    Values: z.array(Measure).length(1),
    TargetValues: z.array(Measure).max(1),
    TrendGroups: z.array(Dimension).max(1),
  }),
  KPIOptions: z.strictObject({
    Comparison: z.strictObject({
      ComparisonMethod: z.literal('PERCENT_DIFFERENCE'),
      ComparisonFormat: z.strictObject({
        PercentageDisplayFormatConfiguration: z.strictObject({
          DecimalPlacesConfiguration: Decimals,
          SeparatorConfiguration: Separators,
        }),
      }),
    }),
    PrimaryValueDisplayType: z.literal('ACTUAL'),
    PrimaryValueFontConfiguration: Font,
    ProgressBar: Hidden,
    SecondaryValue: Shown,
    SecondaryValueFontConfiguration: Font,
    Sparkline: z.strictObject({ Visibility, Type: z.literal('LINE'), Color: z.string() }),
    TrendArrows: Shown,
    VisualLayoutOptions: z.strictObject({ StandardLayout: z.strictObject({ Type: z.literal('CLASSIC') }) }),
  }),
})
export type Kpi = z.infer<typeof Kpi>

const Bars = z.strictObject({
  FieldWells: z.strictObject({
    BarChartAggregatedFieldWells: z.strictObject({
      Category: z.array(Dimension).length(1),
      Values: z.array(Measure).min(1),
      Colors: z.array(Dimension).max(1).exactOptional(),
    }),
  }),
  SortConfiguration: z.strictObject({
    CategorySort: Sorts,
    CategoryItemsLimit: Limit,
    ColorSort: Sorts.exactOptional(),
    ColorItemsLimit: Limit.exactOptional(),
  }),
  Orientation: z.enum(['HORIZONTAL', 'VERTICAL']),
  BarsArrangement: z.enum(['CLUSTERED', 'STACKED', 'STACKED_PERCENT']),
  CategoryLabelOptions: Labels,
  ValueLabelOptions: Labels,
  ColorLabelOptions: Labels.exactOptional(),
  DataLabels,
  Legend,
})
export type Bars = z.infer<typeof Bars>

const Lines = z.strictObject({
  Type: z.enum(['LINE', 'STACKED_AREA']),
  FieldWells: z.strictObject({
    LineChartAggregatedFieldWells: z.strictObject({
      Category: z.array(Dimension).length(1),
      Values: z.array(Measure).min(1),
      Colors: z.array(Dimension).max(1).exactOptional(),
    }),
  }),
  SortConfiguration: z.strictObject({
    CategorySort: Sorts,
    CategoryItemsLimitConfiguration: Limit,
    ColorItemsLimitConfiguration: Limit.exactOptional(),
  }),
  XAxisLabelOptions: Labels,
  PrimaryYAxisLabelOptions: Labels,
  DataLabels: Hidden,
  Legend,
})
export type Lines = z.infer<typeof Lines>

const Combo = z.strictObject({
  FieldWells: z.strictObject({
    ComboChartAggregatedFieldWells: z.strictObject({
      Category: z.array(Dimension).length(1),
      BarValues: z.array(Measure).min(1),
      LineValues: z.array(Measure).min(1),
    }),
  }),
  SortConfiguration: z.strictObject({ CategorySort: Sorts, CategoryItemsLimit: Limit }),
  BarsArrangement: z.enum(['CLUSTERED', 'STACKED']),
  CategoryLabelOptions: Labels,
  PrimaryYAxisLabelOptions: Labels,
  SecondaryYAxisLabelOptions: Labels,
  BarDataLabels: Hidden,
  LineDataLabels: Hidden,
  Legend,
})
export type Combo = z.infer<typeof Combo>

const Pie = z.strictObject({
  FieldWells: z.strictObject({
    PieChartAggregatedFieldWells: z.strictObject({
      Category: z.array(Dimension).length(1),
      Values: z.array(Measure).length(1),
    }),
  }),
  SortConfiguration: z.strictObject({ CategorySort: Sorts, CategoryItemsLimit: Limit }),
  CategoryLabelOptions: Labels,
  ValueLabelOptions: Labels,
  DonutOptions: z.strictObject({ ArcOptions: z.strictObject({ ArcThickness: z.literal('MEDIUM') }) }),
  DataLabels,
  Legend,
})
export type Pie = z.infer<typeof Pie>

const Waterfall = z.strictObject({
  FieldWells: z.strictObject({
    WaterfallChartAggregatedFieldWells: z.strictObject({
      Categories: z.array(Dimension).length(1),
      Values: z.array(Measure).length(1),
    }),
  }),
  SortConfiguration: z.strictObject({ CategorySort: Sorts }),
  CategoryAxisLabelOptions: Labels,
  PrimaryYAxisLabelOptions: Labels,
  DataLabels,
  Legend: Hidden,
  WaterfallChartOptions: z.strictObject({ TotalBarLabel: z.string() }),
})
export type Waterfall = z.infer<typeof Waterfall>

const FieldOptions = z.strictObject({
  SelectedFieldOptions: z.array(
    z.strictObject({ FieldId: z.string(), CustomLabel: z.string(), Visibility: z.literal('VISIBLE') }),
  ),
})
const Pivot = z.strictObject({
  FieldWells: z.strictObject({
    PivotTableAggregatedFieldWells: z.strictObject({
      Rows: z.array(Dimension).min(1),
      Columns: z.array(Dimension).max(1),
      Values: z.array(Measure).min(1),
    }),
  }),
  SortConfiguration: z.strictObject({
    FieldSortOptions: z.array(
      z.strictObject({
        FieldId: z.string(),
        SortBy: z.union([z.strictObject({ Column: ColumnSort }), z.strictObject({ Field: FieldSort })]),
      }),
    ),
  }),
  TableOptions: z.strictObject({
    MetricPlacement: z.enum(['COLUMN', 'ROW']),
    SingleMetricVisibility: z.literal('HIDDEN'),
  }),
  FieldOptions,
})
export type Pivot = z.infer<typeof Pivot>

const Table = z.strictObject({
  FieldWells: z.strictObject({
    TableAggregatedFieldWells: z.strictObject({ GroupBy: z.array(Dimension).min(1), Values: z.array(Measure) }),
  }),
  SortConfiguration: z.strictObject({ RowSort: Sorts }),
  FieldOptions,
})
export type Table = z.infer<typeof Table>

const Text = z.strictObject({ Visibility: z.literal('VISIBLE'), FormatText: z.strictObject({ PlainText: z.string() }) })
/** A click changes nothing in a picture, but it says which account is shown on the sheet it opens. */
const Action = z.strictObject({
  CustomActionId: z.string(),
  Name: z.string(),
  Status: z.literal('ENABLED'),
  Trigger: z.literal('DATA_POINT_CLICK'),
  ActionOperations: z.array(
    z.union([
      z.strictObject({ FilterOperation: z.unknown() }),
      z.strictObject({ NavigationOperation: z.unknown() }),
      z.strictObject({
        SetParametersOperation: z.strictObject({
          ParameterValueConfigurations: z.array(
            z.strictObject({
              DestinationParameterName: z.string(),
              Value: z.strictObject({ SourceField: z.string() }),
            }),
          ),
        }),
      }),
    ]),
  ),
})
export type Action = z.infer<typeof Action>
const visual = <C extends z.ZodType>(ChartConfiguration: C) =>
  z.strictObject({
    VisualId: z.string(),
    Title: Text,
    Subtitle: Text,
    Actions: z.array(Action).exactOptional(),
    ChartConfiguration,
  })

const Parameter = z.union([
  z.strictObject({
    StringParameterDeclaration: z.strictObject({
      Name: z.string(),
      ParameterValueType: z.enum(['SINGLE_VALUED', 'MULTI_VALUED']),
      DefaultValues: z.strictObject({ StaticValues: z.array(z.string()) }),
      ValueWhenUnset: z.strictObject({ ValueWhenUnsetOption: z.literal('RECOMMENDED_VALUE') }),
    }),
  }),
  z.strictObject({
    DateTimeParameterDeclaration: z.strictObject({
      Name: z.string(),
      TimeGranularity: z.literal('DAY'),
      DefaultValues: z.strictObject({ RollingDate: z.strictObject({ Expression: z.string() }) }),
      ValueWhenUnset: z.strictObject({ ValueWhenUnsetOption: z.literal('RECOMMENDED_VALUE') }),
    }),
  }),
])
const Named = z.strictObject({ Parameter: z.string() })
const Filter = z.union([
  z.strictObject({
    CategoryFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      Configuration: z.union([
        z.strictObject({
          CustomFilterConfiguration: z.strictObject({
            MatchOperator: z.literal('EQUALS'),
            ParameterName: z.string(),
            NullOption: z.literal('NON_NULLS_ONLY'),
          }),
        }),
        z.strictObject({
          FilterListConfiguration: z.strictObject({
            MatchOperator: z.literal('DOES_NOT_CONTAIN'),
            CategoryValues: z.array(z.string()).min(1),
            NullOption: z.literal('NON_NULLS_ONLY'),
          }),
        }),
      ]),
    }),
  }),
  z.strictObject({
    TimeEqualityFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      TimeGranularity: z.literal('MONTH'),
      RollingDate: z.strictObject({ Expression: z.string() }),
    }),
  }),
  z.strictObject({
    TimeRangeFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      IncludeMinimum: z.literal(true),
      IncludeMaximum: z.literal(true),
      NullOption: z.literal('NON_NULLS_ONLY'),
      TimeGranularity: z.literal('DAY'),
      RangeMinimumValue: Named,
      RangeMaximumValue: Named,
    }),
  }),
])
export type Filter = z.infer<typeof Filter>
const FilterGroup = z.strictObject({
  FilterGroupId: z.string(),
  CrossDataset: z.literal('SINGLE_DATASET'),
  Status: z.literal('ENABLED'),
  Filters: z.array(Filter).min(1),
  ScopeConfiguration: z.strictObject({
    SelectedSheets: z.strictObject({
      SheetVisualScopingConfigurations: z.array(
        z.union([
          z.strictObject({ SheetId: z.string(), Scope: z.literal('ALL_VISUALS') }),
          z.strictObject({
            SheetId: z.string(),
            Scope: z.literal('SELECTED_VISUALS'),
            VisualIds: z.array(z.string()).min(1),
          }),
        ]),
      ),
    }),
  }),
})
const control = { ParameterControlId: z.string(), Title: z.string(), SourceParameterName: z.string() }
const Control = z.union([
  z.strictObject({ DateTimePicker: z.strictObject(control) }),
  z.strictObject({
    Dropdown: z.strictObject({
      ...control,
      Type: z.enum(['SINGLE_SELECT', 'MULTI_SELECT']),
      SelectableValues: z.strictObject({ LinkToDataSetColumn: Column }),
    }),
  }),
])
const Canvas = z.strictObject({
  ScreenCanvasSizeOptions: z.strictObject({ ResizeOption: z.literal('FIXED'), OptimizedViewPortWidth: z.string() }),
})
const Element = z.strictObject({
  ElementId: z.string(),
  ElementType: z.literal('VISUAL'),
  ColumnIndex: z.number(),
  ColumnSpan: z.number(),
  RowIndex: z.number(),
  RowSpan: z.number(),
})
export type Element = z.infer<typeof Element>

/** The kinds of visuals that can be drawn. */
export const VISUALS = {
  KPIVisual: visual(Kpi),
  BarChartVisual: visual(Bars),
  LineChartVisual: visual(Lines),
  ComboChartVisual: visual(Combo),
  PieChartVisual: visual(Pie),
  WaterfallVisual: visual(Waterfall),
  PivotTableVisual: visual(Pivot),
  TableVisual: visual(Table),
} as const
export type Kind = keyof typeof VISUALS

/** A dashboard that can be drawn; its visuals are read one by one, each by its kind. */
export const Definition = z.strictObject({
  DataSetIdentifierDeclarations: z.array(
    z.strictObject({
      Identifier: z.string(),
      DataSetArn: z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    }),
  ),
  CalculatedFields: z.array(
    z.strictObject({ DataSetIdentifier: z.string(), Name: z.string(), Expression: z.string() }),
  ),
  ParameterDeclarations: z.array(Parameter),
  FilterGroups: z.array(FilterGroup),
  Options: z.strictObject({ WeekStart: z.literal('MONDAY') }),
  Sheets: z.array(
    z.strictObject({
      SheetId: z.string(),
      Name: z.string(),
      Description: z.string(),
      ContentType: z.literal('INTERACTIVE'),
      ParameterControls: z.array(Control),
      Visuals: z.array(z.record(z.string(), z.unknown())),
      Layouts: z
        .array(
          z.strictObject({
            Configuration: z.strictObject({
              GridLayout: z.strictObject({ Elements: z.array(Element), CanvasSizeOptions: Canvas }),
            }),
          }),
        )
        .length(1),
    }),
  ),
})
export type Definition = z.infer<typeof Definition>
