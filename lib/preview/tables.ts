import type { Row } from './charts/style.ts'
import type { Pivot, Table } from './contract/kinds.ts'
import { dimensionOf, type Field, measureOf } from './field.ts'
import { formatted, type Language, type Value } from './formatted.ts'
import { escaped } from './markup.ts'
import { orderId } from './query.ts'

type FieldOptions = Table['FieldOptions']

/** What a reader sees before scrolling; QuickSight scrolls, a picture says how many more there are. */
const rowsIn = (height: number): number => Math.max(3, Math.floor((height - 34) / 28))
const MORE = { es: (more: number) => `y ${more} más`, en: (more: number) => `and ${more} more` } as const

/** Rows under the labels of their fields, as many as fit. */
export function table(chart: Table, rows: readonly Row[], language: Language, height: number): string {
  const { GroupBy, Values } = chart.FieldWells.TableAggregatedFieldWells
  const fields = [...GroupBy.map(dimensionOf), ...Values.map(measureOf)]
  const head = fields.map((field) => cell('th', labelOf(field, chart.FieldOptions), isNumber(field, rows))).join('')
  const most = rowsIn(height)
  const body = rows
    .slice(0, most)
    .map(
      (row) =>
        `<tr>${fields.map((field) => valueCell(row[field.id], field, language, isNumber(field, rows))).join('')}</tr>`,
    )
    .join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${rest(rows.length - most, language)}`
}

/** Rows and columns of groups, and a value where they meet. */
export function pivot(chart: Pivot, rows: readonly Row[], language: Language, height: number): string {
  const { Rows, Columns, Values } = chart.FieldWells.PivotTableAggregatedFieldWells
  const down = Rows.map(dimensionOf)
  const [across] = Columns.map(dimensionOf)
  const values = Values.map(measureOf)
  const keys = across ? inOrder(rows, across, chart) : []
  const keyOf = (row: Row): string => JSON.stringify(down.map((field) => row[field.id] ?? null))
  const lines = [...Map.groupBy(rows, keyOf).values()]
  const columns = across
    ? keys.flatMap((key) => values.map((value) => ({ key, value })))
    : values.map((value) => ({ key: undefined, value }))
  const name = ({ key, value }: (typeof columns)[number]): string =>
    across && key !== undefined
      ? [formatted(key, across, language), ...(values.length > 1 ? [labelOf(value, chart.FieldOptions)] : [])].join(
          ' · ',
        )
      : labelOf(value, chart.FieldOptions)
  const head = [
    ...down.map((field) => cell('th', labelOf(field, chart.FieldOptions), false)),
    ...columns.map((column) => cell('th', name(column), true)),
  ].join('')
  const body = lines.slice(0, rowsIn(height)).map((line) => {
    const labels = down.map((field) => valueCell(line[0]?.[field.id], field, language, false)).join('')
    const cells = columns.map(({ key, value }) => {
      const row = across ? line.find((one) => (one[across.id] ?? null) === key) : line[0]
      return cell('td', formatted(row?.[value.id], value, language), true)
    })
    return `<tr>${labels}${cells.join('')}</tr>`
  })
  return `<table class="pivot"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${rest(lines.length - rowsIn(height), language)}`
}

/** The values of a dimension in the order of the column that says it, else their own. */
function inOrder(rows: readonly Row[], field: Field, chart: Pivot): readonly Value[] {
  const by = chart.SortConfiguration.FieldSortOptions.find(({ FieldId }) => FieldId === field.id)?.SortBy
  const order = by && 'Column' in by ? orderId(by.Column.SortBy.ColumnName) : field.id
  const places = new Map(rows.map((row) => [row[field.id] ?? null, row[order] ?? null]))
  const compare = (a: Value, b: Value): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
  return [...places.keys()].toSorted((a, b) => compare(places.get(a) ?? null, places.get(b) ?? null))
}

const rest = (more: number, language: Language): string =>
  more > 0 ? `<p class="more">${MORE[language](more)}</p>` : ''

const isNumber = (field: Field, rows: readonly Row[]): boolean =>
  field.number !== undefined || (field.date === undefined && rows.some((row) => typeof row[field.id] === 'number'))

const labelOf = (field: Field, { SelectedFieldOptions }: FieldOptions): string =>
  SelectedFieldOptions.find(({ FieldId }) => FieldId === field.id)?.CustomLabel ?? field.column

const cell = (tag: 'th' | 'td', text: string, number: boolean): string =>
  `<${tag}${number ? ' class="n"' : ''}>${escaped(text)}</${tag}>`

const valueCell = (value: Value | undefined, field: Field, language: Language, number: boolean): string =>
  cell('td', formatted(value, field, language), number)
