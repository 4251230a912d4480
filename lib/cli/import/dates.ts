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

/** What the dates of a whole file prove about how they are written. */
export type Detected<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'ambiguous'; readonly example: number; readonly allowed: string }

/**
 * The one format in which these texts can be read. A text that only one format can read proves it; two formats proved,
 * or two that read everything, are ambiguous: 01/02/2026 is never guessed. `example` is the index of a text to show.
 */
export function detectDates(texts: readonly string[]): Detected<DateFormat> {
  const proofs = new Map<DateFormat, number>()
  const possible = new Map<DateFormat, number>()
  const seen = new Set<string>()
  for (const [index, text] of texts.entries()) {
    if (seen.has(text)) continue
    seen.add(text)
    const reading = DATE_FORMATS.filter((format) => readDate(text, format) !== undefined)
    for (const format of reading) if (!possible.has(format)) possible.set(format, index)
    const [only] = reading
    if (only && reading.length === 1 && !proofs.has(only)) proofs.set(only, index)
  }
  const [proved, other] = [...proofs]
  if (proved && !other) return { kind: 'found', value: proved[0] }
  if (proved && other) {
    const allowed = `one format in the whole file; "${texts[proved[1]]}" is ${proved[0]} and this is ${other[0]}: name the right one as "dates" in the mapping`
    return { kind: 'ambiguous', example: other[1], allowed }
  }
  const formats = [...possible.keys()]
  const allowed =
    formats.length > 0
      ? `dates that read in one way only; these could be ${formats.join(' or ')}: name one as "dates" in the mapping`
      : `dates in one of the formats ${DATE_FORMATS.join(', ')}`
  return { kind: 'ambiguous', example: [...possible.values()][0] ?? 0, allowed }
}
