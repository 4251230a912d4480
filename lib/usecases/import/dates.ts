import type { CalendarDate } from '../../domain/time.ts'

/** The ways of writing a date that a ledger may use; day and month may have one digit, the year has four. */
export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'MM-DD-YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

const readers: ReadonlyMap<DateFormat, RegExp> = new Map(DATE_FORMATS.map((format) => [format, readerOf(format)]))

function readerOf(format: DateFormat): RegExp {
  const pattern = format
    .replaceAll('.', String.raw`\.`)
    .replace('YYYY', String.raw`(?<year>\d{4})`)
    .replace('MM', String.raw`(?<month>\d{1,2})`)
    .replace('DD', String.raw`(?<day>\d{1,2})`)
  return new RegExp(`^${pattern}$`)
}

/** The calendar date that a text says in this format; undefined when it says none, such as 31/02/2026. */
export function readDate(text: string, format: DateFormat): CalendarDate | undefined {
  const { year = '', month = '', day = '' } = readers.get(format)?.exec(text)?.groups ?? {}
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : undefined
}

/** A value of a file, and where it stands: the line (from 1) and the header of its column. */
export interface Cell {
  readonly line: number
  readonly column: string
  readonly value: string
}

/** What the values of a whole file prove about how they are written; `example` is one to show. */
export type Detected<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'ambiguous'; readonly example: Cell; readonly allowed: string }

/** Different texts that are looked at once only; a file whose dates are all different is looked at all the same. */
const REMEMBERED = 10_000

/**
 * The one format in which all dates of a file can be read, from one date after the other. A text that only one format can
 * read proves it; two formats proved, or two that read everything, are ambiguous: 01/02/2026 is never guessed.
 */
export class DateEvidence {
  readonly #proofs = new Map<DateFormat, Cell>()
  readonly #possible = new Map<DateFormat, Cell>()
  readonly #seen = new Set<string>()
  #first: Cell | undefined

  see(cell: Cell): void {
    if (this.#seen.has(cell.value)) return
    if (this.#seen.size === REMEMBERED) this.#seen.clear()
    this.#seen.add(cell.value)
    this.#first ??= cell
    const reading = DATE_FORMATS.filter((format) => readDate(cell.value, format) !== undefined)
    for (const format of reading) if (!this.#possible.has(format)) this.#possible.set(format, cell)
    const [only] = reading
    if (only && reading.length === 1 && !this.#proofs.has(only)) this.#proofs.set(only, cell)
  }

  /** What was proved; a file without any date needs no format. */
  settled(): Detected<DateFormat> {
    const [proved, other] = [...this.#proofs]
    if (this.#first === undefined) return { kind: 'found', value: DATE_FORMATS[0] }
    if (proved && !other) return { kind: 'found', value: proved[0] }
    if (proved && other) {
      const allowed = `one format in the whole file; "${proved[1].value}" is ${proved[0]} and this is ${other[0]}: name the right one as "dates" in the mapping`
      return { kind: 'ambiguous', example: other[1], allowed }
    }
    const formats = [...this.#possible.keys()]
    const allowed =
      formats.length > 0
        ? `dates that read in one way only; these could be ${formats.join(' or ')}: name one as "dates" in the mapping`
        : `dates in one of the formats ${DATE_FORMATS.join(', ')}`
    return { kind: 'ambiguous', example: [...this.#possible.values()][0] ?? this.#first, allowed }
  }
}
