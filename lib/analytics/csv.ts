import type { Row } from './lake.ts'

/** First characters by which a spreadsheet takes a text for a formula. Source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/

/**
 * Rows as a CSV file (RFC 4180) that spreadsheets open as it is meant: UTF-8 with its mark, each column under its name,
 * and no text that begins as a formula; such a text gets an apostrophe before it. Numbers stay numbers, and what is not known is an empty cell.
 */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return `\uFEFF${lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** What a cell says that was kept from beginning as a formula. */
export const saidBy = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
