import { Call, Email, Sms, WhatsApp } from '../../contracts/event-fields.ts'
import type { Money } from '../../domain/money.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { CONTACT_FIELDS } from './columns.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import { LineReader, type Place, type Reading } from './line-reader.ts'
import type { Row } from './read-rows.ts'

/** A way to reach a debtor, as `ContactPointUpserted` tells it. */
export interface Point {
  readonly channel: 'email' | 'sms' | 'whatsapp' | 'call'
  readonly address: string
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

/** Reads one line: the invoice, or everything that is wrong with it. */
export function readLine(row: Row, reading: Reading): LedgerLine | readonly LedgerProblem[] {
  const read = new LineReader(row, reading)
  const invoice = read.id('invoice')
  const customer = read.id('customer')
  const total = read.money('amount')
  const issueDate = read.date('issueDate')
  const dueDate = read.date('dueDate')
  const settledDate = read.optionalDate('settledDate')
  const isDisputed = read.value('disputed') === '' ? false : read.flag('disputed')
  const place = read.place()
  const points = CONTACT_FIELDS.flatMap((field) => pointOf(read, field))
  const hasContacts = CONTACT_FIELDS.some((field) => reading.columns.has(field))
  if (issueDate && dueDate && dueDate < issueDate) read.refuse('dueDate', `the issue date (${issueDate}) or later`)
  if (issueDate && settledDate && settledDate < issueDate)
    read.refuse('settledDate', `the issue date (${issueDate}) or later; a payment in advance is not read`)
  if (!invoice || !customer || !total || !issueDate || !dueDate || isDisputed === undefined || !place)
    return read.problems
  if (read.problems.length > 0) return read.problems
  const customerName = read.optional('customerName')
  return {
    line: row.line,
    invoice,
    customer,
    ...(customerName === undefined ? {} : { customerName }),
    total,
    issueDate,
    dueDate,
    ...(settledDate === undefined ? {} : { settledDate }),
    isDisputed,
    place,
    ...(hasContacts && { points }),
  }
}

/** What a column of addresses may hold: a number that takes no texts can still be called. */
const WAYS = { email: [Email], phone: [Sms, Call], whatsapp: [WhatsApp] } as const

/** The address in a column, or none where nothing stands; one that is no address is a problem. */
export function pointOf(read: LineReader, field: keyof typeof WAYS): Point[] {
  const address = field === 'email' ? read.value(field) : read.number(field)
  if (address === '') return []
  const kinds = WAYS[field]
  for (const kind of kinds) {
    const point = kind.safeParse({ channel: kind.shape.channel.value, address })
    if (point.success) return [point.data]
  }
  const allowed = kinds.map(({ shape }) => shape.address.meta()?.allowed)
  const national =
    field === 'email' ? [] : ['a mobile number as its country writes it, where the line or the mapping says "country"']
  read.refuse(field, [...allowed, ...national].join('; or '))
  return []
}
