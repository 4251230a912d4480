import { z } from 'zod'
import {
  ColumnSort,
  DataLabels,
  Decimals,
  Dimension,
  FieldSort,
  Hidden,
  Labels,
  Legend,
  Limit,
  Measure,
  Palette,
  Separators,
  Shown,
  Sort,
  Sorts,
  Visibility,
} from './fields.ts'

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
      ComparisonFormat: z
        .strictObject({
          PercentageDisplayFormatConfiguration: z.strictObject({
            DecimalPlacesConfiguration: Decimals,
            SeparatorConfiguration: Separators,
          }),
        })
        .exactOptional(),
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
  VisualPalette: Palette.exactOptional(),
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
  VisualPalette: Palette.exactOptional(),
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
  SingleAxisOptions: z
    .strictObject({ YAxisOptions: z.strictObject({ YAxis: z.literal('PRIMARY_Y_AXIS') }) })
    .exactOptional(),
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
  VisualPalette: Palette.exactOptional(),
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
  SelectedFieldOptions: z.array(z.strictObject({ FieldId: z.string(), CustomLabel: z.string() })),
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
  SortConfiguration: z.strictObject({ RowSort: z.array(Sort).min(1) }),
  FieldOptions,
})
export type Table = z.infer<typeof Table>

const Text = z.strictObject({ FormatText: z.strictObject({ PlainText: z.string() }) })
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
