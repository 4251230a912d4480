import type { Row } from './lake.ts'

/** First characters by which a spreadsheet takes a text for a formula. Source: OWASP, "CSV Injection" and ASVS 5.0, 1.2.10. */
const FORMULA = /^[=+\-@\t\r\0]/

/** What parts the cells, and what the decimals of a number: by both a spreadsheet of that country reads them. */
export interface CsvStyle {
  readonly separator: ',' | ';'
  readonly decimal: '.' | ','
}

/**
 * Rows as a CSV file (RFC 4180) that spreadsheets open as it is meant: UTF-8 with its mark, each column under its name,
 * and no text that begins as a formula; such a text gets an apostrophe before it. Numbers stay numbers, and what is not known is an empty cell.
 */
export function csvOf(
  columns: readonly string[],
  rows: readonly Row[],
  { separator, decimal }: CsvStyle = { separator: ',', decimal: '.' },
): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return `\uFEFF${lines.map((line) => `${line.map((value) => cellOf(value, decimal)).join(separator)}\r\n`).join('')}`
}

function cellOf(value: string | number | boolean | null, decimal: string): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value).replace('.', decimal)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** What a cell says that was kept from beginning as a formula. */
export const saidBy = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
