import { isThere, type Json, type JsonObject, listAt, objectAt, objectsIn } from './json.ts'
import type { Subject } from './template.ts'

const DIMENSION = ['CategoricalDimensionField', 'DateDimensionField', 'NumericalDimensionField']
const MEASURE = ['CalculatedMeasureField', 'CategoricalMeasureField', 'DateMeasureField', 'NumericalMeasureField']
const SORT = ['ColumnSort', 'FieldSort']

/** Properties whose value, or each of a list, must be exactly one of these kinds; null for any one kind. */
const UNIONS: Readonly<Record<string, readonly string[] | null>> = {
  Visuals: null,
  Filters: null,
  ParameterDeclarations: null,
  ParameterControls: null,
  FilterControls: null,
  ActionOperations: null,
  Computations: null,
  ScopeConfiguration: ['AllSheets', 'SelectedSheets'],
  FormatText: ['PlainText', 'RichText'],
  Category: DIMENSION,
  Categories: DIMENSION,
  Colors: DIMENSION,
  GroupBy: DIMENSION,
  Rows: DIMENSION,
  Columns: DIMENSION,
  TrendGroups: DIMENSION,
  SmallMultiples: DIMENSION,
  Breakdowns: DIMENSION,
  TargetValues: MEASURE,
  BarValues: MEASURE,
  LineValues: MEASURE,
  CategorySort: SORT,
  ColorSort: SORT,
  RowSort: SORT,
  TrendGroupSort: SORT,
  AggregationFunction: null,
  RangeMinimumValue: ['Parameter', 'RollingDate', 'StaticValue'],
  RangeMaximumValue: ['Parameter', 'RollingDate', 'StaticValue'],
}
/** Objects of one name that are unions only where they stand: the wells of visuals, filters and layouts. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  ChartConfiguration: ['FieldWells'],
  CategoryFilter: ['Configuration'],
  Layouts: ['Configuration'],
}
/** A format may say how nulls look beside the one way numbers look. */
const NUMBER_FORMAT = /DisplayFormatConfiguration$/

/** Exactly one kind wherever one must be chosen: QuickSight shows a visual with two or none blank. */
export function checkUnions({ definition, tell }: Subject): void {
  for (const [name, object] of objectsIn(definition)) {
    for (const [property, value] of Object.entries(object)) {
      const kinds = UNIONS[property]
      if (kinds !== undefined) for (const one of each(value)) checkOne(property, one, kinds, tell)
      // The values of a visual are measures; those of a list of columns or choices are texts.
      if (property === 'Values' && name !== 'TableUnaggregatedFieldWells')
        for (const one of each(value)) if (typeof one === 'object') checkOne(property, one, MEASURE, tell)
      if (INSIDE[name]?.includes(property) && !isKpi(value))
        for (const one of each(value)) checkOne(property, one, null, tell)
      if (property === 'FormatConfiguration') checkFormat(objectAt(value), tell)
    }
  }
}

/** The wells of a KPI are its three lists, not kinds to choose from. */
const isKpi = (value: Json | undefined): boolean => isThere(value, 'TargetValues') || isThere(value, 'TrendGroups')

const each = (value: Json | undefined): readonly Json[] => (listAt(value).length > 0 ? listAt(value) : isEmpty(value))
const isEmpty = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) || value === undefined ? [] : [value]

function checkOne(property: string, one: Json, kinds: readonly string[] | null, tell: Subject['tell']): void {
  if (typeof one !== 'object') return
  const given = Object.keys(objectAt(one))
  const odd = kinds ? given.filter((kind) => !kinds.includes(kind)) : []
  if (given.length === 1 && odd.length === 0) return
  const allowed = kinds ? `; allowed: one of ${kinds.join(', ')}` : ''
  tell('union', property, `has ${given.length === 0 ? 'no kind' : given.join(' and ')}${allowed}`)
}

function checkFormat(format: JsonObject, tell: Subject['tell']): void {
  const kinds = Object.keys(format).filter((kind) => NUMBER_FORMAT.test(kind))
  if (kinds.length > 1) tell('union', 'FormatConfiguration', `has ${kinds.join(' and ')}`)
}
