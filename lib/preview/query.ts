import { parseExpression } from '../analytics/expression/parse.ts'
import type { Definition, Filter } from './contract/definition.ts'
import type { Sort } from './contract/fields.ts'
import { expressionSql, literal, quoted, type SqlNames } from './expression-sql.ts'
import type { Field } from './field.ts'
import { NotDrawn } from './not-drawn.ts'
import type { Question } from './question.ts'
import type { PreviewDataset } from './read-dashboards.ts'

/** What the reader of the picture has chosen; a parameter that is not here has the value it begins with. */
export interface Chosen {
  readonly today: string
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** Where a question is asked: its definition, sheet, datasets, and what is chosen. */
export interface Asked {
  readonly definition: Definition
  readonly sheet: string
  readonly visual: string
  readonly datasets: ReadonlyMap<string, PreviewDataset>
  readonly chosen: Chosen
  /** What stands behind FROM for a dataset. */
  readonly tableOf: (dataset: string) => string
}

/** The most rows that a picture has use for. */
const MOST_ROWS = 2000

/** Table of DuckDB that holds a dataset, as SPICE would. */
export const spice = (dataset: string): string => `spice.${quoted(dataset)}`

/** The SQL of a question: one row a group, its fields under their ids; dates as `2026-08-30`, numbers as doubles. */
export function queryOf(question: Question, asked: Asked): string {
  const { dataset, dimensions, measures, most = MOST_ROWS } = question
  const names = namesIn(dataset, asked)
  const columns = [
    ...dimensions.map((field) => `${dimensionSql(field, names)} AS ${quoted(field.id)}`),
    ...measures.map((field) => `${measureSql(field, names)} AS ${quoted(field.id)}`),
    ...question.sort.flatMap((sort) =>
      'ColumnSort' in sort ? [`${placeSql(sort, names)} AS ${quoted(orderId(sort.ColumnSort.SortBy.ColumnName))}`] : [],
    ),
  ]
  const where = wheres(dataset, asked)
  // Equals stand in the order of their groups, the same on every day and in every database.
  const places = dimensions.map((_, index) => index + 1)
  return [
    `SELECT ${columns.join(', ')}`,
    `FROM ${asked.tableOf(dataset)}`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    dimensions.length > 0 ? `GROUP BY ${places.join(', ')}` : '',
    dimensions.length > 0
      ? `ORDER BY ${[...question.sort.map((sort) => orderSql(sort, names)), ...places].join(', ')}`
      : '',
    `LIMIT ${most}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** Columns, calculated fields and parameters as the SQL of one dataset knows them. */
function namesIn(dataset: string, { definition, datasets, chosen }: Asked): SqlNames {
  const columns = datasets.get(dataset)?.columns ?? {}
  const names: SqlNames = {
    today: chosen.today,
    field: (name) => {
      if (Object.hasOwn(columns, name)) return quoted(name)
      const calculated = definition.CalculatedFields.find(
        (one) => one.DataSetIdentifier === dataset && one.Name === name,
      )
      if (!calculated) throw new NotDrawn(`${dataset} has no column ${name}`)
      return expressionSql(parseExpression(calculated.Expression), names)
    },
    parameter: (name) => literal(valuesOf(name, definition, chosen)[0] ?? ''),
  }
  return names
}

/** What is chosen for a parameter; nothing means everything. */
export function valuesOf(name: string, definition: Definition, chosen: Chosen): readonly string[] {
  const given = chosen.values[name]
  if (given) return given
  for (const one of definition.ParameterDeclarations)
    if ('StringParameterDeclaration' in one && one.StringParameterDeclaration.Name === name)
      return one.StringParameterDeclaration.DefaultValues.StaticValues
  throw new NotDrawn(`${name} is no parameter that begins with a value`)
}

/** The SQL of a date parameter: its rolling expression on the day of the picture. */
export function dateSql(name: string, definition: Definition, { today, values }: Chosen): string {
  const given = values[name]?.[0]
  if (given !== undefined) return `DATE ${literal(given)}`
  for (const one of definition.ParameterDeclarations)
    if ('DateTimeParameterDeclaration' in one && one.DateTimeParameterDeclaration.Name === name) {
      return rollingSql(one.DateTimeParameterDeclaration.DefaultValues.RollingDate.Expression, today)
    }
  throw new NotDrawn(`${name} is no date parameter`)
}

/** A date that moves with the day of the picture. */
function rollingSql(expression: string, today: string): string {
  const nothing = (name: string): never => {
    throw new NotDrawn(`a rolling date names ${name}: ${expression}`)
  }
  return expressionSql(parseExpression(expression), { today, field: nothing, parameter: nothing })
}

function wheres(dataset: string, { definition, sheet, visual, chosen }: Asked): string[] {
  return definition.FilterGroups.flatMap(({ Filters, ScopeConfiguration }) => {
    const concerns =
      'AllSheets' in ScopeConfiguration ||
      ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations.some(
        (scope) => scope.SheetId === sheet && (scope.Scope === 'ALL_VISUALS' || scope.VisualIds.includes(visual)),
      )
    return concerns ? Filters.flatMap((filter) => filterSql(filter, dataset, definition, chosen)) : []
  })
}

function filterSql(filter: Filter, dataset: string, definition: Definition, chosen: Chosen): string[] {
  if ('CategoryFilter' in filter) {
    const { Column, Configuration } = filter.CategoryFilter
    if (Column.DataSetIdentifier !== dataset) return []
    const column = quoted(Column.ColumnName)
    if ('FilterListConfiguration' in Configuration)
      return [`${column} NOT IN (${Configuration.FilterListConfiguration.CategoryValues.map(literal).join(', ')})`]
    const values = valuesOf(Configuration.CustomFilterConfiguration.ParameterName, definition, chosen)
    return values.length === 0 ? [] : [`${column} IN (${values.map(literal).join(', ')})`]
  }
  if ('TimeEqualityFilter' in filter) {
    const { Column, RollingDate } = filter.TimeEqualityFilter
    if (Column.DataSetIdentifier !== dataset) return []
    return [
      `CAST(date_trunc('month', ${quoted(Column.ColumnName)}) AS DATE) = ${rollingSql(RollingDate.Expression, chosen.today)}`,
    ]
  }
  const { Column, RangeMinimumValue, RangeMaximumValue } = filter.TimeRangeFilter
  if (Column.DataSetIdentifier !== dataset) return []
  const [from, to] = [RangeMinimumValue, RangeMaximumValue].map(({ Parameter }) =>
    dateSql(Parameter, definition, chosen),
  )
  return [`CAST(${quoted(Column.ColumnName)} AS DATE) BETWEEN ${from} AND ${to}`]
}

function dimensionSql({ column, granularity }: Field, names: SqlNames): string {
  const sql = names.field(column)
  if (granularity === undefined) return sql
  return `CAST(CAST(date_trunc(${literal(granularity.toLowerCase())}, ${sql}) AS DATE) AS VARCHAR)`
}

const AGGREGATIONS = { SUM: 'sum', AVERAGE: 'avg', MIN: 'min', MAX: 'max' } as const

function measureSql({ column, aggregation, date }: Field, names: SqlNames): string {
  const sql = names.field(column)
  if (date !== undefined)
    return `replace(substr(CAST(${aggregation === 'MIN' ? 'min' : 'max'}(${sql}) AS VARCHAR), 1, 16), ' ', 'T')`
  if (aggregation === 'DISTINCT_COUNT') return `CAST(count(DISTINCT ${sql}) AS DOUBLE)`
  return `CAST(${aggregation === undefined ? sql : `${AGGREGATIONS[aggregation]}(${sql})`} AS DOUBLE)`
}

function orderSql(sort: Sort, names: SqlNames): string {
  if ('FieldSort' in sort) return `${quoted(sort.FieldSort.FieldId)} ${sort.FieldSort.Direction} NULLS LAST`
  return `${placeSql(sort, names)} ${sort.ColumnSort.Direction}`
}

function placeSql({ ColumnSort }: Extract<Sort, { ColumnSort: unknown }>, names: SqlNames): string {
  const { SimpleNumericalAggregation } = ColumnSort.AggregationFunction.NumericalAggregationFunction
  return `CAST(${AGGREGATIONS[SimpleNumericalAggregation]}(${names.field(ColumnSort.SortBy.ColumnName)}) AS DOUBLE)`
}

/** Column of the answer with the place of a group, where a column beside the dimension says it. */
export const orderId = (column: string): string => `order of ${column}`
