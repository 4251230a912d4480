import type { Company } from '../../contracts/company.ts'
import { blocksOf } from './blocks.ts'
import type { FileKind } from './kinds/file-kind.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { type Mapping, sourceOf } from './mapping.ts'
import { profileOf } from './profiles.ts'
import { delimiterOf, readRows, WHOLE_LINE } from './read-rows.ts'
import { declaredBy, type FileFormat, namesOf, openQuotes, recordsOf } from './records.ts'
import { type Repeat, Repeats } from './repeats.ts'
import { Understanding } from './understand.ts'

/** What was learnt of a whole file, and is needed to read any part of it. */
export interface CheckedFile {
  readonly format: FileFormat
  /** The mapping with everything in it that the file proved. */
  readonly mapping: Mapping
  /** Records, sound or not. */
  readonly records: number
  /** Lines that repeat an earlier one. */
  readonly repeats: readonly Repeat[]
  /** Headers of columns that nobody reads in a file of this kind. */
  readonly unread: readonly string[]
  /** How long the file is. */
  readonly bytes: number
}

type Learnt = Omit<CheckedFile, 'bytes'>

/** A file to be checked: its bytes, in which of the two forms it says to be, and how it is read. */
export interface FileToCheck {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly form: FileFormat['kind']
  readonly kind: FileKind
  readonly mapping: Mapping
  readonly company: Company
}

const WHOLE_FILE = '(the file)'
/** Problems that are named when a file is refused. */
const NAMED = 100

/**
 * Reads a file of any size once, keeping none of it. Throws a LedgerRefused when it is not whole (cut in a line, in a value or
 * in a record, or other than its last line counts), when its bytes are no UTF-8, or when it cannot be read without guessing.
 */
export async function checkFile(file: FileToCheck): Promise<CheckedFile> {
  let bytes = 0
  const reader = file.form === 'csv' ? new CsvCheck(file) : new ObjectsCheck(file)
  let last = { line: 0, text: '' }
  let declared: { readonly line: number; readonly count: number } | undefined
  for await (const { line, lines, next, isCut } of blocksOf(file.bytes)) {
    const end = line + lines.length - 1
    const text = lines.at(-1) ?? ''
    if (isCut)
      throw cut(end, text, 'a line break at the end of the last line: without it nobody knows whether it is whole')
    const at = lines.findIndex((one) => declaredBy(one) !== undefined)
    const after = declared ? lines : lines.slice(at < 0 ? lines.length : at + 1)
    declared ??= at < 0 ? undefined : { line: line + at, count: declaredBy(lines[at] ?? '') ?? 0 }
    if (declared && after.some((one) => one.trim() !== ''))
      throw cut(declared.line, `# ${declared.count}`, 'the line that counts the others, as the last one')
    const counted = lines.slice(0, lines.length - after.length - (at < 0 ? 0 : 1))
    if (counted.length > 0) reader.see(counted, line)
    last = { line: end, text }
    bytes = next.offset
  }
  const checked = reader.settle(last)
  if (checked.records === 0) throw cut(1, '', 'at least one record under the header')
  if (declared && declared.count !== checked.records)
    throw cut(declared.line, `# ${declared.count}`, `the number of records before it: the file has ${checked.records}`)
  return { ...checked, bytes }
}

/** Delimited values: every value ends on its line, and the last record is as wide as the header. */
class CsvCheck {
  readonly #file: FileToCheck
  #read:
    | { readonly format: FileFormat & { kind: 'csv' }; readonly mapping: Mapping; readonly learns: Understanding }
    | undefined
  #records = 0
  #lastProblem: LedgerProblem | undefined
  readonly #open: LedgerProblem[] = []
  readonly #repeats: Repeats

  constructor(file: FileToCheck) {
    this.#file = file
    this.#repeats = repeatsIn(file)
  }

  see(lines: readonly string[], first: number): void {
    this.#open.push(...openQuotes(lines, first).slice(0, NAMED - this.#open.length))
    if (this.#open.length > 0) return
    const [header = '', ...others] = lines
    const read = this.#read ?? this.#begin(header)
    const { rows, problems } = this.#read
      ? recordsOf(lines, first, read.format)
      : recordsOf(others, first + 1, read.format)
    this.#read = read
    read.learns.see(rows)
    this.#repeats.see(rows, read.learns.columns)
    this.#records += rows.length + problems.length
    this.#lastProblem = problems.at(-1) ?? this.#lastProblem
  }

  settle(last: { readonly line: number; readonly text: string }): Learnt {
    if (this.#open.length > 0) throw new LedgerRefused(this.#open)
    if (!this.#read) throw cut(1, '', 'a header line and one line a record')
    refuseHalf(this.#lastProblem, last.line)
    const { format, mapping, learns } = this.#read
    const known = proved(mapping, learns)
    return { format, mapping: known, records: this.#records, repeats: this.#repeats.found(), unread: learns.unread }
  }

  #begin(header: string) {
    const { mapping, kind, company } = this.#file
    const delimiter = mapping.delimiter ?? delimiterOf(header)
    const { headers } = readRows(header, delimiter)
    const known = { ...profileOf(headers), ...mapping }
    const format = { kind: 'csv', header, delimiter } as const
    return { format, mapping: known, learns: new Understanding(headers, known, kind, company) }
  }
}

/** JSON objects, one a line; their names are the headers, as far as any object has them. */
class ObjectsCheck {
  readonly #file: FileToCheck
  readonly #names = new Set<string>()
  #learns: Understanding | undefined
  #records = 0
  #lastProblem: LedgerProblem | undefined
  readonly #repeats: Repeats

  constructor(file: FileToCheck) {
    this.#file = file
    this.#repeats = repeatsIn(file)
  }

  see(lines: readonly string[], first: number): void {
    const before = this.#names.size
    namesOf(lines, this.#names)
    const { mapping, kind, company } = this.#file
    const headers = [...this.#names]
    const learnt = this.#learns
    const learns = learnt
      ? this.#names.size > before
        ? learnt.with(headers)
        : learnt
      : new Understanding(headers, mapping, kind, company)
    this.#learns = learns
    const { rows, problems } = recordsOf(lines, first, { kind: 'ndjson', headers })
    learns.see(rows)
    this.#repeats.see(rows, learns.columns)
    this.#records += rows.length + problems.length
    this.#lastProblem = problems.at(-1) ?? this.#lastProblem
  }

  settle(last: { readonly line: number }): Learnt {
    if (!this.#learns) throw cut(1, '', 'one JSON object a line')
    refuseHalf(this.#lastProblem, last.line)
    const format = { kind: 'ndjson', headers: [...this.#names] } as const
    const mapping = proved(this.#file.mapping, this.#learns)
    return { format, mapping, records: this.#records, repeats: this.#repeats.found(), unread: this.#learns.unread }
  }
}

/** A last line that is no record may be half of one. */
function refuseHalf(problem: LedgerProblem | undefined, last: number): void {
  if (problem?.line !== last || problem.column !== WHOLE_LINE) return
  throw new LedgerRefused([{ ...problem, allowed: `a whole last line: ${problem.allowed}` }])
}

/** The mapping with what a file proved of its dates and decimals. */
function proved(mapping: Mapping, learns: Understanding): Mapping {
  const { dates, amounts } = learns.settle().reading
  return { ...mapping, dates, decimals: amounts.decimals === ',' ? ',' : '.' }
}

const repeatsIn = ({ mapping, kind }: FileToCheck): Repeats => new Repeats(sourceOf(mapping), kind.about)

const cut = (line: number, value: string, allowed: string): LedgerRefused =>
  new LedgerRefused([{ line, column: WHOLE_FILE, value: value.slice(0, 200), allowed }])
