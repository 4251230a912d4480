import { Call, Email, Key, Sms, WhatsApp } from '../../contracts/event-fields.ts'
import { MINOR_DIGITS, type Money } from '../../domain/money.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { type AmountFormat, readAmount } from './amounts.ts'
import { CONTACT_FIELDS, type Columns, type Field } from './columns.ts'
import { type DateFormat, readDate } from './dates.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import type { Row } from './read-rows.ts'

/** Where a debtor is, and the language in which they are written to. */
export interface Place {
  readonly country: string
  readonly zone: string
  readonly language: string
}

/** A way to reach a debtor, as `ContactPointUpserted` tells it. */
export interface Point {
  readonly channel: 'email' | 'sms' | 'whatsapp' | 'call'
  readonly address: string
}

/** How the lines of one file are to be read. */
export interface Reading {
  readonly columns: Columns
  readonly headers: readonly string[]
  readonly dates: DateFormat
  readonly amounts: AmountFormat
  readonly currency?: string
  readonly source: string
  readonly home: Place
  readonly countries?: Readonly<Record<string, Place>>
  /** Whether the file's own addresses are read. */
  readonly contacts: boolean
}

/** One invoice of the ledger, read. */
export interface LedgerLine {
  readonly line: number
  readonly invoice: string
  readonly customer: string
  readonly customerName?: string
  readonly total: Money
  readonly issueDate: CalendarDate
  readonly dueDate: CalendarDate
  readonly settledDate?: CalendarDate
  readonly isDisputed: boolean
  readonly place: Place
  /** The file's own addresses; absent where they are not read. */
  readonly points?: readonly Point[]
}

const DISPUTED: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'y', 'true', '1', 'si', 'sí', 's'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', ''].map((word) => [word, false] as const),
])
/** What a column of addresses may hold: a number that takes no texts can still be called. */
const WAYS = { email: [Email], phone: [Sms, Call], whatsapp: [WhatsApp] } as const
/** Long enough for any number in use, and short enough that the ids made of it fit their contracts. */
const LONGEST_ID = 50

/** Reads one line: the invoice, or everything that is wrong with it. */
export function readLine(row: Row, reading: Reading): LedgerLine | readonly LedgerProblem[] {
  const { columns, headers, dates, amounts, source, home, countries } = reading
  const problems: LedgerProblem[] = []
  const value = (field: Field): string => row.values[columns.get(field) ?? -1] ?? ''
  const refuse = (field: Field, allowed: string): undefined => {
    problems.push({ line: row.line, column: headers[columns.get(field) ?? -1] ?? field, value: value(field), allowed })
  }
  const id = (field: 'invoice' | 'customer'): string | undefined => {
    const fits = value(field).length <= LONGEST_ID && Key.safeParse(`${source}:${value(field)}`).success
    return fits ? value(field) : refuse(field, `1 to ${LONGEST_ID} letters, digits or . _ / - (no spaces)`)
  }
  const date = (field: Field): CalendarDate | undefined =>
    readDate(value(field), dates) ?? refuse(field, `a date of the calendar as ${dates}`)
  const currencyOf = (): string | undefined => {
    const currency = value('currency') || reading.currency
    if (currency !== undefined && Object.hasOwn(MINOR_DIGITS, currency)) return currency
    return refuse('currency', `one of ${Object.keys(MINOR_DIGITS).join(', ')}`)
  }
  const amount = (currency: string): Money | undefined => {
    const parsed = readAmount(value('amount'), currency, amounts)
    return parsed.kind === 'money' ? parsed.money : refuse('amount', parsed.reason)
  }
  const placeOf = (): Place | undefined =>
    countries === undefined
      ? home
      : (countries[value('country')] ??
        refuse('country', `one of ${Object.keys(countries).join(', ')}, as in the mapping`))

  const point = (field: 'email' | 'phone' | 'whatsapp'): Point[] => {
    const address = value(field)
    if (address === '') return []
    const kinds = WAYS[field]
    for (const kind of kinds) {
      const read = kind.safeParse({ channel: kind.shape.channel.value, address })
      if (read.success) return [read.data]
    }
    refuse(field, kinds.map(({ shape }) => shape.address.meta()?.allowed).join('; or '))
    return []
  }

  const invoice = id('invoice')
  const customer = id('customer')
  const currency = currencyOf()
  const total = currency === undefined ? undefined : amount(currency)
  const issueDate = date('issueDate')
  const dueDate = date('dueDate')
  const settledDate = value('settledDate') === '' ? undefined : date('settledDate')
  const isDisputed = DISPUTED.get(value('disputed').toLowerCase()) ?? refuse('disputed', 'yes or no, sí or no')
  const place = placeOf()
  const points = reading.contacts ? CONTACT_FIELDS.flatMap(point) : undefined
  if (issueDate && dueDate && dueDate < issueDate) refuse('dueDate', `the issue date (${issueDate}) or later`)
  if (issueDate && settledDate && settledDate < issueDate)
    refuse('settledDate', `the issue date (${issueDate}) or later; a payment in advance is not read`)
  if (!invoice || !customer || !total || !issueDate || !dueDate || isDisputed === undefined || !place) return problems
  if (problems.length > 0) return problems
  const customerName = value('customerName')
  return {
    line: row.line,
    invoice,
    customer,
    ...(customerName === '' ? {} : { customerName }),
    total,
    issueDate,
    dueDate,
    ...(settledDate === undefined ? {} : { settledDate }),
    isDisputed,
    place,
    ...(points && { points }),
  }
}
