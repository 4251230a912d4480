import { parsed } from '../../domain/parsed-json.ts'
import { exactObject, isObject } from './exact-json.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { type Row, readRows, WHOLE_LINE } from './read-rows.ts'

/** How the records of a file are written: delimited values under a header, or a JSON object a line. */
export type FileFormat =
  | { readonly kind: 'csv'; readonly header: string; readonly delimiter: string }
  | { readonly kind: 'ndjson'; readonly headers: readonly string[] }

/** Records of some lines, and what was wrong with the others. */
export interface Records {
  readonly rows: readonly Row[]
  readonly problems: readonly LedgerProblem[]
}

/** A last line that counts: `# 400000`. */
const TRAILER = /^#\D*(\d+)\D*$/

/** The number of records that a last line declares; undefined for a line that is none. */
export const declaredBy = (line: string): number | undefined => {
  const [, count] = TRAILER.exec(line) ?? []
  return count === undefined ? undefined : Number(count)
}

/** The headers of a file. */
export const headersOf = (format: FileFormat): readonly string[] =>
  format.kind === 'csv' ? readRows(format.header, format.delimiter).headers : format.headers

/** Reads lines of a file, each a record of its own, by the same code as a file that is read at once. `first` is the number of the first. */
export function recordsOf(lines: readonly string[], first: number, format: FileFormat): Records {
  if (format.kind === 'ndjson') return objectsOf(lines, first, format.headers)
  const { rows, problems } = readRows([format.header, ...lines].join('\n'), format.delimiter)
  // The header stands before these lines as their line 1.
  const moved = <At extends { readonly line: number }>(one: At): At => ({ ...one, line: one.line + first - 2 })
  return { rows: rows.map(moved), problems: problems.map(moved) }
}

/** The names that the objects of some lines have, in the order in which they come. */
export function namesOf(lines: readonly string[], known: Set<string>): void {
  for (const line of lines) {
    const object = parsed(line)
    if (isObject(object)) for (const name of Object.keys(object)) known.add(name)
    if (known.size > MOST_NAMES)
      throw new LedgerRefused([
        { line: 1, column: '(the file)', value: '', allowed: `at most ${MOST_NAMES} different names in all objects` },
      ])
  }
}

const MOST_NAMES = 200

function objectsOf(lines: readonly string[], first: number, headers: readonly string[]): Records {
  const rows: Row[] = []
  const problems: LedgerProblem[] = []
  for (const [index, text] of lines.entries()) {
    const line = first + index
    if (text.trim() === '') continue
    const read = exactObject(text)
    if (read.kind === 'none')
      problems.push({ line, column: WHOLE_LINE, value: text.slice(0, 200), allowed: 'one JSON object on the line' })
    else if (read.kind === 'lost') problems.push({ line, ...read.lost })
    else rows.push({ line, values: headers.map((header) => valueAt(read.object, header)) })
  }
  return { rows, problems }
}

const valueAt = (object: Readonly<Record<string, unknown>>, name: string): string =>
  Object.hasOwn(object, name) ? textOf(object[name]) : ''

/** A value of JSON as the text it would be in a delimited file. */
function textOf(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'string' ? value.trim() : JSON.stringify(value)
}

/** The lines that cannot be whole: a value in quotation marks has to end on its line. */
export function openQuotes(lines: readonly string[], first: number): LedgerProblem[] {
  return lines.flatMap((text, index) => {
    let marks = 0
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) marks++
    if (marks % 2 === 0) return []
    const allowed = 'quotation marks that are closed on the same line'
    return [{ line: first + index, column: WHOLE_LINE, value: text.slice(0, 200), allowed }]
  })
}
