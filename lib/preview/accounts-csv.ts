import { type CsvStyle, csvOf } from '../analytics/csv.ts'
import { ACTION_WORDS, SEGMENT_WORDS } from '../analytics/dashboards/code-words.ts'
import type { Words } from '../analytics/dashboards/fields.ts'
import type { priorityAccounts } from '../analytics/datasets/priority-accounts.ts'
import { minorDigits } from '../domain/money.ts'
import type { Row } from './charts/style.ts'

/** What the file says of an account, in its order, each under the name that its reader knows it by. */
const COLUMNS = {
  rank: ['Puesto', 'Rank'],
  currency: ['Moneda', 'Currency'],
  entity: ['Empresa', 'Company'],
  business_unit: ['Segmento', 'Segment'],
  debtor: ['Deudor', 'Debtor'],
  action: ['Qué hacer', 'What to do'],
  open_amount: ['Por cobrar', 'Open'],
  overdue_amount: ['Vencido', 'Overdue'],
  days_past_due: ['Días vencida', 'Days past due'],
  invoices: ['Facturas', 'Invoices'],
  expected_loss: ['Pérdida esperada', 'Expected loss'],
  assumed_loss: ['Parte supuesta', 'Assumed part'],
  last_touch_date: ['Último contacto', 'Last contact'],
  open_tasks: ['Tareas', 'Tasks'],
} as const satisfies Partial<Record<keyof typeof priorityAccounts.columns, Words>>

export const ACCOUNT_COLUMNS = Object.keys(COLUMNS)
const CODES: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  business_unit: SEGMENT_WORDS,
  action: ACTION_WORDS,
}
const AMOUNTS = ['open_amount', 'overdue_amount', 'expected_loss', 'assumed_loss']

/**
 * Accounts as a table for whoever reads a report: in its language, with amounts to the minor unit of their currency. Accounts
 * in the report's own currency come first, each currency's of one company together, the first to speak to first.
 */
export function accountsCsv(
  rows: readonly Row[],
  { language, currency }: { readonly language: 'es' | 'en'; readonly currency: string },
): string {
  const say = ([es, en]: Words) => (language === 'es' ? es : en)
  const names = Object.values(COLUMNS).map(say)
  const said = (row: Row, name: string) => {
    const value = row[name] ?? null
    if (typeof value === 'number' && AMOUNTS.includes(name))
      return Number(value.toFixed(minorDigits(String(row.currency))))
    const words = CODES[name]?.[String(value)]
    return words ? say(words) : value
  }
  const key = (row: Row) => `${row.currency === currency ? 0 : 1} ${row.currency} ${row.entity}`
  const inOrder = rows.toSorted((a, b) =>
    key(a) === key(b) ? Number(a.rank) - Number(b.rank) : key(a) < key(b) ? -1 : 1,
  )
  const lines = inOrder.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, said(row, ACCOUNT_COLUMNS[index] ?? '')])),
  )
  return csvOf(names, lines, styleOf(language, currency))
}

/**
 * How a spreadsheet of the country of a currency (the first two letters of its code) reads numbers in a language: 1,5 parted
 * by semicolons in Colombia, 1.5 parted by commas in Mexico. A line `sep=;` would do for Excel alone, and there it undoes
 * the mark of UTF-8.
 */
function styleOf(language: 'es' | 'en', currency: string): CsvStyle {
  const parts = new Intl.NumberFormat(`${language}-${currency.slice(0, 2)}`).formatToParts(0.5)
  return parts.some(({ type, value }) => type === 'decimal' && value === ',')
    ? { separator: ';', decimal: ',' }
    : { separator: ',', decimal: '.' }
}
