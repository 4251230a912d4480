import type { Expression } from '../analytics/expression/parse.ts'
import { NotDrawn } from './not-drawn.ts'

/** What the names of an expression stand for, as SQL. */
export interface SqlNames {
  readonly field: (name: string) => string
  readonly parameter: (name: string) => string
  /** The day the picture is of, `2026-08-30`; `now()` in the cloud. */
  readonly today: string
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Periods of QuickSight, and how many of which the two databases add to a date. */
const UNITS: Readonly<Record<string, { readonly name: string; readonly count: number; readonly of: string }>> = {
  DD: { name: 'day', count: 1, of: 'DAY' },
  WK: { name: 'week', count: 7, of: 'DAY' },
  MM: { name: 'month', count: 1, of: 'MONTH' },
  Q: { name: 'quarter', count: 3, of: 'MONTH' },
  YYYY: { name: 'year', count: 1, of: 'YEAR' },
}
/** Functions that have one argument and another name in SQL. */
const PLAIN: Readonly<Record<string, string>> = {
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  count: 'count',
  abs: 'abs',
  floor: 'floor',
  ceil: 'ceil',
  coalesce: 'coalesce',
  toUpper: 'upper',
  toLower: 'lower',
}

/** A calculated field as DuckDB and Trino run it. Throws NotDrawn for a function that no dashboard of ours has needed yet. */
export function expressionSql(tree: Expression, names: SqlNames): string {
  const sql = (one: Expression): string => expressionSql(one, names)
  switch (tree.kind) {
    case 'number':
      return String(tree.value)
    case 'text':
      return literal(tree.value)
    case 'null':
      return 'NULL'
    case 'field':
      return names.field(tree.name)
    case 'parameter':
      return names.parameter(tree.name)
    case 'minus':
      return `(- ${sql(tree.of)})`
    case 'not':
      return `(NOT ${sql(tree.of)})`
    case 'list':
      return `(${tree.items.map(sql).join(', ')})`
    case 'pair': {
      const [left, right] = [sql(tree.left), sql(tree.right)]
      if (tree.sign === '/') return `(CAST(${left} AS DOUBLE) / NULLIF(${right}, 0))`
      return `(${left} ${tree.sign} ${right})`
    }
    case 'call':
      return called(tree.name, tree.args, names)
  }
}

function called(name: string, args: readonly Expression[], names: SqlNames): string {
  const given = args.map((arg) => expressionSql(arg, names))
  const [first = 'NULL', second = 'NULL', third = 'NULL'] = given
  const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined
  if (plain) return `${plain}(${given.join(', ')})`
  switch (name) {
    case 'distinct_count':
      return `count(DISTINCT ${first})`
    case 'isNull':
      return `(${first} IS NULL)`
    case 'isNotNull':
      return `(${first} IS NOT NULL)`
    case 'concat':
      return `(${given.join(' || ')})`
    case 'ifelse':
      return cases(given, (condition) => condition)
    case 'switch':
      return cases(given.slice(1), (value) => `${first} = ${value}`)
    case 'now':
      return `DATE ${literal(names.today)}`
    case 'dateDiff':
      if (unitOf(args[2]).name !== 'day') throw new NotDrawn('the local look counts differences of dates in days only')
      return `date_diff('day', CAST(${first} AS DATE), ${second})`
    case 'truncDate':
      return `CAST(date_trunc(${literal(unitOf(args[0]).name)}, ${second}) AS DATE)`
    case 'addDateTime':
      return added(third, first, unitOf(args[1]))
    default:
      throw new NotDrawn(`the local look does not know the function ${name} of calculated fields`)
  }
}

function cases(given: readonly string[], condition: (value: string) => string): string {
  const pairs = given.slice(0, -1)
  const whens = pairs.flatMap((value, index) =>
    index % 2 === 0 ? [`WHEN ${condition(value)} THEN ${pairs[index + 1] ?? 'NULL'}`] : [],
  )
  return `CASE ${whens.join(' ')} ELSE ${given.at(-1) ?? 'NULL'} END`
}

const added = (date: string, times: string, { count, of }: (typeof UNITS)[string]): string =>
  `CAST(${date} + ${count === 1 ? '' : `${count} * `}${times} * INTERVAL '1' ${of} AS DATE)`

function unitOf(period: Expression | undefined): (typeof UNITS)[string] {
  const unit = period?.kind === 'text' ? UNITS[period.value] : undefined
  if (unit === undefined) throw new NotDrawn(`the local look does not know the period ${JSON.stringify(period)}`)
  return unit
}
