import { Country, Key } from '../../contracts/event-fields.ts'
import { inFull } from '../../contracts/national-number.ts'
import { MINOR_DIGITS, type Money } from '../../domain/money.ts'
import { type CalendarDate, dateAt, type Instant } from '../../domain/time.ts'
import { type AmountFormat, readAmount } from './amounts.ts'
import type { Columns } from './columns.ts'
import { type DateFormat, readDate } from './dates.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import type { Row } from './read-rows.ts'

/** Where a debtor is, and the language in which they are written to. */
export interface Place {
  readonly country: string
  readonly zone: string
  readonly language: string
}

/** How the lines of one file are to be read. */
export interface Reading {
  readonly columns: Columns
  readonly headers: readonly string[]
  readonly dates: DateFormat
  readonly amounts: AmountFormat
  readonly currency?: string
  /** The system whose names the ids of the file are. */
  readonly source: string
  readonly home: Place
  readonly countries?: Readonly<Record<string, Place>>
  /** The country of every debtor of the file, where the mapping says so. */
  readonly country?: string
}

/** Long enough for any number in use, and short enough that the ids made of it fit their contracts. */
const LONGEST_ID = 50

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'y', 'true', '1', 'si', 'sí', 's', 'sim'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', 'não', 'nao'].map((word) => [word, false] as const),
])

/** Reads the values of one line by the names of their columns, and keeps whatever is wrong with them. */
export class LineReader {
  readonly problems: LedgerProblem[] = []
  readonly line: number
  readonly reading: Reading
  readonly #values: readonly string[]

  constructor({ line, values }: Row, reading: Reading) {
    this.line = line
    this.reading = reading
    this.#values = values
  }

  /** What stands there; empty where the file has no such column. */
  value(field: string): string {
    return this.#values[this.#index(field)] ?? ''
  }

  /** What stands there; undefined when nothing does. */
  optional(field: string): string | undefined {
    return this.value(field) || undefined
  }

  refuse(field: string, allowed: string): undefined {
    this.problems.push({ line: this.line, column: this.column(field), value: this.value(field), allowed })
  }

  /** The header of a column, or its own name where the file has none. */
  column(field: string): string {
    return this.reading.headers[this.#index(field)] ?? field
  }

  /** An id as its own system writes it; `erp:F-1` in a file of the system `erp` is F-1. */
  id(field: string): string | undefined {
    const { source } = this.reading
    const bare = this.value(field).startsWith(`${source}:`)
      ? this.value(field).slice(source.length + 1)
      : this.value(field)
    const fits = bare.length <= LONGEST_ID && Key.safeParse(`${source}:${bare}`).success
    return fits ? bare : this.refuse(field, `1 to ${LONGEST_ID} letters, digits or . _ / - (no spaces)`)
  }

  /** An id with its system: that of the file, unless it names another (`crm:D-7`). */
  key(field: string): string | undefined {
    if (Key.safeParse(this.value(field)).success) return this.value(field)
    const id = this.id(field)
    return id === undefined ? undefined : `${this.reading.source}:${id}`
  }

  /** The same where nothing may stand. */
  optionalKey(field: string): string | undefined {
    return this.value(field) === '' ? undefined : this.key(field)
  }

  date(field: string): CalendarDate | undefined {
    const { dates } = this.reading
    return readDate(this.value(field), dates) ?? this.refuse(field, `a date of the calendar as ${dates}`)
  }

  optionalDate(field: string): CalendarDate | undefined {
    return this.value(field) === '' ? undefined : this.date(field)
  }

  /** A day that has come where the company is; what is told of a later one has not happened. */
  day(field: string, at: Instant): CalendarDate | undefined {
    const today = dateAt(at, this.reading.home.zone)
    const date = this.date(field)
    return date === undefined || date <= today
      ? date
      : this.refuse(field, `a day that has come: the file was dropped on ${today}`)
  }

  optionalDay(field: string, at: Instant): CalendarDate | undefined {
    return this.value(field) === '' ? undefined : this.day(field, at)
  }

  /** The currency of the line, or that of the file. */
  currency(): string | undefined {
    const currency = this.value('currency') || this.reading.currency
    if (currency !== undefined && Object.hasOwn(MINOR_DIGITS, currency)) return currency
    return this.refuse('currency', `one of ${Object.keys(MINOR_DIGITS).join(', ')}`)
  }

  /** Yes or no, in the words of files; undefined where nothing stands. */
  flag(field: string): boolean | undefined {
    const word = this.value(field).toLowerCase()
    return word === '' ? undefined : (YES_OR_NO.get(word) ?? this.refuse(field, 'yes or no, sí or no'))
  }

  /** A sum above zero in the currency of the line. */
  money(field: string): Money | undefined {
    const currency = this.currency()
    if (currency === undefined) return undefined
    const parsed = readAmount(this.value(field), currency, this.reading.amounts)
    return parsed.kind === 'money' ? parsed.money : this.refuse(field, parsed.reason)
  }

  /** A number in full, where the line or the mapping says of which country it is; nobody guesses it from the company's. */
  number(field: string): string {
    const said = this.value('country')
    const told = Country.safeParse(said).data
    return inFull(this.value(field), said === '' ? this.reading.country : (this.#named()?.country ?? told))
  }

  /** Where the debtor of the line is: what its country means, if the mapping says so, or where the file is from. */
  place(): Place | undefined {
    const { countries, home } = this.reading
    if (countries === undefined) return home
    return this.#named() ?? this.refuse('country', `one of ${Object.keys(countries).join(', ')}, as in the mapping`)
  }

  /** What the mapping says that the country of the line means. */
  #named(): Place | undefined {
    const { countries = {} } = this.reading
    const said = this.value('country')
    return Object.hasOwn(countries, said) ? countries[said] : undefined
  }

  #index(field: string): number {
    return this.reading.columns.get(field) ?? -1
  }
}
