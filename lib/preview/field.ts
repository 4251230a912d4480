import type { Dimension, Measure, NumberFormat } from './contract/fields.ts'

/** A field of a visual, whatever its kind. */
export interface Field {
  readonly id: string
  readonly dataset: string
  readonly column: string
  readonly granularity?: 'DAY' | 'WEEK' | 'MONTH'
  /** How its values become one; undefined for dimensions, and for calculated fields that hold their aggregation. */
  readonly aggregation?: 'SUM' | 'AVERAGE' | 'MIN' | 'MAX' | 'DISTINCT_COUNT'
  readonly isMeasure: boolean
  readonly number?: NumberFormat
  readonly date?: string
}

/** A dimension in the wells. */
export function dimensionOf(dimension: Dimension): Field {
  if ('DateDimensionField' in dimension) {
    const { FieldId, Column, DateGranularity, FormatConfiguration } = dimension.DateDimensionField
    return {
      ...shared(FieldId, Column),
      isMeasure: false,
      granularity: DateGranularity,
      date: FormatConfiguration.DateTimeFormat,
    }
  }
  const { FieldId, Column } =
    'NumericalDimensionField' in dimension ? dimension.NumericalDimensionField : dimension.CategoricalDimensionField
  return { ...shared(FieldId, Column), isMeasure: false }
}

/** A measure in the wells. */
export function measureOf(measure: Measure): Field {
  if ('DateMeasureField' in measure) {
    const { FieldId, Column, AggregationFunction, FormatConfiguration } = measure.DateMeasureField
    return {
      ...shared(FieldId, Column),
      isMeasure: true,
      aggregation: AggregationFunction,
      date: FormatConfiguration.DateTimeFormat,
    }
  }
  if ('CategoricalMeasureField' in measure) {
    const { FieldId, Column, AggregationFunction } = measure.CategoricalMeasureField
    return { ...shared(FieldId, Column), isMeasure: true, aggregation: AggregationFunction }
  }
  const { FieldId, Column, AggregationFunction, FormatConfiguration } = measure.NumericalMeasureField
  return {
    ...shared(FieldId, Column),
    isMeasure: true,
    number: FormatConfiguration,
    ...(AggregationFunction && { aggregation: AggregationFunction.SimpleNumericalAggregation }),
  }
}

const shared = (id: string, column: { readonly DataSetIdentifier: string; readonly ColumnName: string }) => ({
  id,
  dataset: column.DataSetIdentifier,
  column: column.ColumnName,
})
