import { parse } from 'csv-parse/sync'
import { ENCODED_ONCE, encodedTwice } from './encoded-twice.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'

/** One record of the file with the line on which it ends. */
export interface Row {
  readonly line: number
  readonly values: readonly string[]
}

/** The header and the records of a delimited file; records of the wrong length or with a stray quote are problems. */
export interface Rows {
  readonly headers: readonly string[]
  readonly rows: readonly Row[]
  readonly problems: readonly LedgerProblem[]
}

/** What stands in place of a column where a line is no record. */
export const WHOLE_LINE = '(the line)'
const DELIMITERS = [',', ';', '\t', '|'] as const

/** Reads a delimited file with a header; throws a LedgerRefused when its records cannot be told apart. */
export function readRows(text: string, delimiter: string = delimiterOf(text)): Rows {
  if (text.includes('\uFFFD'))
    throw new LedgerRefused([
      { line: lineOf(text, text.indexOf('\uFFFD')), column: '(the file)', value: '\uFFFD', allowed: 'text in UTF-8' },
    ])
  const twice = encodedTwice(text)
  if (twice !== undefined) {
    const line = lineOf(text, twice)
    const value = (text.split('\n')[line - 1] ?? '').slice(0, 80)
    throw new LedgerRefused([{ line, column: '(the file)', value, allowed: ENCODED_ONCE }])
  }
  const problems: LedgerProblem[] = []
  const ends: number[] = []
  const records = parse(text, {
    bom: true,
    delimiter,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (record, { lines }) => {
      ends.push(lines)
      return record
    },
    on_skip: (error) => {
      const line = Number(error?.lines ?? 0)
      const first = Math.max(ends.at(-1) ?? 0, problems.at(-1)?.line ?? 0) + 1
      const value = text.split('\n')[first - 1] ?? ''
      // After an unclosed quotation mark the rest of the file is one value: rows would be lost without a word.
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED')
        throw new LedgerRefused([
          { line: first, column: WHOLE_LINE, value, allowed: 'no quotation mark that is never closed' },
        ])
      const lost = line > first ? `; lines ${first} to ${line} are left out` : ''
      problems.push({ line, column: WHOLE_LINE, value, allowed: `quotation marks around whole values only${lost}` })
      return undefined
    },
  })
  const [header, ...rest] = records.map((values, index) => ({ line: ends[index] ?? 0, values }))
  if (!header)
    throw new LedgerRefused([
      { line: 1, column: '(the file)', value: '', allowed: 'a header line and one line an invoice' },
    ])
  const width = header.values.length
  const rows = rest.filter(({ line, values }) => {
    if (values.length === width) return true
    const allowed = `${width} values, as in the header; this line has ${values.length}`
    problems.push({ line, column: WHOLE_LINE, value: values.join(delimiter), allowed })
    return false
  })
  return { headers: header.values, rows, problems }
}

/** The delimiter that occurs most often in the header. */
export function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  const count = (sign: string): number => header.split(sign).length
  return DELIMITERS.reduce<string>((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
