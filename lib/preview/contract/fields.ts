import { z } from 'zod'

// What the local look can draw, strictly: a kind of visual, a field or an option that is not here is refused by name, so
// that nobody takes for QuickSight's picture what leaves something out.

export const Visibility = z.enum(['VISIBLE', 'HIDDEN'])
export const Shown = z.strictObject({ Visibility })
export const Hidden = z.strictObject({ Visibility: z.literal('HIDDEN') })
export const Column = z.strictObject({ DataSetIdentifier: z.string(), ColumnName: z.string() })

export const Separators = z.strictObject({
  DecimalSeparator: z.enum(['COMMA', 'DOT']),
  ThousandsSeparator: z.strictObject({ Symbol: z.enum(['COMMA', 'DOT']), Visibility: z.literal('VISIBLE') }),
})
export const Decimals = z.strictObject({ DecimalPlaces: z.number() })
export const NumberFormat = z.strictObject({
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
export const DateFormat = z.strictObject({ DateTimeFormat: z.string() })

export const Granularity = z.enum(['DAY', 'WEEK', 'MONTH'])
export const Dimension = z.union([
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
export const Aggregation = z.enum(['SUM', 'AVERAGE', 'MIN', 'MAX'])
export const Measure = z.union([
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

export const Direction = z.enum(['ASC', 'DESC'])
export const ColumnSort = z.strictObject({
  SortBy: Column,
  Direction,
  AggregationFunction: z.strictObject({
    NumericalAggregationFunction: z.strictObject({ SimpleNumericalAggregation: Aggregation }),
  }),
})
export const FieldSort = z.strictObject({ FieldId: z.string(), Direction })
export const Sort = z.union([z.strictObject({ FieldSort }), z.strictObject({ ColumnSort })])
export type Sort = z.infer<typeof Sort>
export const Sorts = z.array(Sort).length(1)
export const Limit = z.strictObject({ ItemsLimit: z.number(), OtherCategories: z.literal('EXCLUDE') })
export const Labels = z.strictObject({
  AxisLabelOptions: z.array(
    z.strictObject({ CustomLabel: z.string(), ApplyTo: z.strictObject({ FieldId: z.string(), Column }) }),
  ),
})
export type Labels = z.infer<typeof Labels>
/** Colours of single values of a field. */
export const Palette = z.strictObject({
  ColorMap: z.array(
    z.strictObject({ Element: z.strictObject({ FieldId: z.string(), FieldValue: z.string() }), Color: z.string() }),
  ),
})
export type Palette = z.infer<typeof Palette>
export const Legend = z.union([
  Hidden,
  z.strictObject({ Visibility: z.literal('VISIBLE'), Position: z.enum(['BOTTOM', 'RIGHT']) }),
])
export const DataLabels = z.union([
  Hidden,
  z.strictObject({
    Visibility: z.literal('VISIBLE'),
    Overlap: z.literal('DISABLE_OVERLAP'),
    LabelContent: z.literal('PERCENT').exactOptional(),
  }),
])
