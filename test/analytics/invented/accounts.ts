import type { Invoice } from '../../../lib/domain/invoice.ts'
import { unheardOf } from '../../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { record } from '../../../lib/domain/ledger.ts'
import { addDays, type CalendarDate } from '../../../lib/domain/time.ts'
import type { BookedEntry } from '../../../lib/domain/verify/evidence.ts'
import type { Seeded } from '../../../lib/simulation/seeded.ts'
import type { InvoiceStanding, LakeFact } from '../../../lib/usecases/map-to-lake.ts'

/** An invented invoice: as it stands, its lines, and how it stood before. */
export interface Invented {
  readonly invoice: Invoice
  readonly entries: readonly BookedEntry[]
  readonly facts: readonly LakeFact[]
  readonly history: readonly LakeFact[]
}

/** Eight in the evening of Bogota is the next day of UTC. */
const at = (day: CalendarDate, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:30:00.000Z`

const CURRENCIES = ['COP', 'CLP', 'USD', 'COP', 'MXN'] as const
const WAITS = ['payment', 'reminderTime', 'release', undefined] as const

/** An invoice with a life that a ledger knows how to keep: paid late or in parts, credited, amended, charged, written off. */
export function inventedInvoice(
  number: number,
  debtor: string,
  today: CalendarDate,
  { random, isOld }: { readonly random: Seeded; readonly isOld: boolean },
): Invented {
  const id = `erp:F-${number}`
  const currency = CURRENCIES[number % CURRENCIES.length] ?? 'COP'
  // Some fell due more than 800 days ago, before the window; most within a year; a few lie ahead.
  const dueDate = addDays(today, isOld && number % 29 === 0 ? -random.int(790, 900) : random.int(-420, 45))
  const issueDate = number % 41 === 0 ? addDays(today, 3) : earlier(addDays(dueDate, -random.int(10, 70)), today)
  const amount = random.int(10_000, 900_000) * 10
  const due = issueDate > dueDate ? addDays(issueDate, 20) : dueDate
  const terms = {
    debtor,
    entity: currency === 'COP' && number % 4 === 0 ? 'norte' : 'andina',
    amount,
    issueDate,
    dueDate: due,
    ...(number % 3 === 0 ? {} : { segment: number % 3 === 1 ? 'consumer' : 'business' }),
  }
  const stamp = (day: CalendarDate, rank: number) => `${at(day, 15)}#${rank}#${id}`
  const told: InvoiceFact[] = [{ kind: 'issued', stamp: stamp(issueDate, 1), currency, terms }]
  const from = issueDate
  const day = (earliest: number, most: number): CalendarDate => addDays(due, random.int(earliest, most))
  const money = (kind: 'paid', on: CalendarDate, sum: number, payment: string): InvoiceFact => ({
    kind,
    payment: `bank:${number}-${payment}`,
    amount: sum,
    currency,
    at: at(on, random.pick([2, 14, 20])),
  })
  const life = number % 12
  if (life < 4) told.push(money('paid', day(-15, 50), amount, 'whole'))
  if (life === 4 || life === 5) told.push(money('paid', day(-5, 40), Math.floor(amount / 3), 'part'))
  if (life === 5) told.push(money('paid', day(40, 120), amount - Math.floor(amount / 3), 'rest'))
  if (life === 6)
    told.push({
      kind: 'credited',
      note: `N-${number}`,
      amount: Math.floor(amount / 4),
      currency,
      at: at(day(1, 60), 16),
    })
  if (life === 6 && number % 24 === 6) told.push(money('paid', day(20, 90), amount, 'tooMuch'))
  if (life === 7) told.push({ kind: 'writtenOff', at: at(day(35, 160), 16), reason: 'bad debt' })
  if (life === 7 && number % 24 === 7) told.push(money('paid', day(-3, 30), Math.floor(amount / 2), 'before'))
  if (life === 8) {
    told.push({
      kind: 'charged',
      charge: `C-${number}`,
      chargeKind: 'interest',
      amount: 7_770,
      currency,
      at: at(day(5, 30), 16),
    })
    if (number % 24 === 8)
      told.push({ kind: 'chargeReversed', charge: `C-${number}`, at: at(day(31, 60), 16), reason: 'goodwill' })
  }
  if (life === 9) {
    told.push(money('paid', day(-10, 20), amount, 'bounced'))
    told.push({
      kind: 'reversed',
      payment: `bank:${number}-bounced`,
      reversal: 'r1',
      amount,
      currency,
      at: at(day(21, 50), 16),
    })
  }
  if (life === 10) {
    const less = { amount: Math.floor(amount * 0.7) }
    told.push({ kind: 'amended', stamp: stamp(day(-8, 35), 2), currency, terms: less })
  }
  if (number % 7 === 3) told.push(...holdOf(number, addDays(from, 2)))
  if (number % 60 === 35) told.push({ kind: 'voided', at: at(day(1, 10), 16), reason: 'wrong customer' })
  return kept(
    id,
    told.filter((one) => isPast(one, today)),
    number,
    random,
  )
}

const earlier = (one: CalendarDate, other: CalendarDate): CalendarDate => (one < other ? one : other)

function holdOf(number: number, day: CalendarDate): InvoiceFact[] {
  const hold = `H-${number}`
  const placed: InvoiceFact = {
    kind: 'holdPlaced',
    hold,
    placedAt: at(day, 13),
    reason: 'asked for time',
    author: 'ana',
  }
  return number % 2 === 0
    ? [placed]
    : [placed, { kind: 'holdReleased', hold, releasedAt: at(addDays(day, 4), 13), author: 'ana' }]
}

/** Nobody knows yet what is still to come; what is only dated ahead may be known. */
function isPast(fact: InvoiceFact, today: CalendarDate): boolean {
  if (fact.kind === 'issued') return true
  const said = 'at' in fact ? fact.at : 'stamp' in fact ? fact.stamp : 'placedAt' in fact ? fact.placedAt : undefined
  return said === undefined || said.slice(0, 10) < today
}

/** The life as the domain's own ledger records it, and the journeys beside it. */
function kept(id: string, told: readonly InvoiceFact[], number: number, random: Seeded): Invented {
  let invoice = unheardOf(id)
  const entries: BookedEntry[] = []
  const stages: Invoice[] = []
  for (const fact of told) {
    const heard = saidAt(fact)
    const recorded = record(invoice, fact, heard)
    if (recorded.kind === 'refused') throw new Error(recorded.problem)
    invoice = recorded.invoice
    stages.push(invoice)
    entries.push(...recorded.entries.map((one) => ({ ...one, at: heard, version: invoice.version })))
  }
  const generation = number % 10 === 0 ? 0 : number % 9 === 0 ? 2 : 1
  const level = number % 4
  const of = (one: Invoice, of: number): Invoice => ({ ...one, generation: of, journey: { ...one.journey, level } })
  const last = entries.at(-1)?.at ?? ''
  const isOpen = invoice.balance > 0 && generation > 0
  const waitingFor = isOpen ? WAITS[random.int(0, WAITS.length - 1)] : undefined
  const standing: InvoiceStanding = {
    invoice: ended(of({ ...invoice, version: invoice.version + generation }, generation)),
    ...(waitingFor !== undefined && { waitingFor }),
    ...(waitingFor === undefined && number % 5 !== 0 && { endedAt: last }),
  }
  const [first = invoice] = stages
  return {
    invoice: standing.invoice,
    entries,
    facts: [
      { kind: 'invoice', after: standing, at: last },
      ...entries.map((entry): LakeFact => ({ kind: 'entry', invoice: id, entry })),
    ],
    // A journey that went on as new left its first one open in the stream.
    history: [
      { kind: 'invoice', after: { invoice: of(first, Math.min(1, generation)), waitingFor: 'payment' }, at: last },
    ],
  }
}

/** A journey ends once nothing is left. */
function ended(invoice: Invoice): Invoice {
  if (invoice.balance > 0 || invoice.generation === 0) return invoice
  const outcome = invoice.writtenOff ? 'writtenOff' : invoice.voided ? 'cancelled' : 'settled'
  return { ...invoice, status: 'closed', outcome }
}

function saidAt(fact: InvoiceFact): string {
  switch (fact.kind) {
    case 'issued':
    case 'amended':
      return fact.stamp.slice(0, 24)
    case 'holdPlaced':
      return fact.placedAt
    case 'holdReleased':
      return fact.releasedAt
    default:
      return ('at' in fact ? fact.at : undefined) ?? '2026-01-01T00:00:00.000Z'
  }
}

/** An invoice of which only a payment is known: nobody owes it yet. */
export function awaited(): LakeFact[] {
  const id = 'erp:F-unknown'
  const fact: InvoiceFact = {
    kind: 'paid',
    payment: 'bank:early',
    amount: 5_000,
    currency: 'COP',
    at: '2026-08-03T15:00:00.000Z',
  }
  const recorded = record(unheardOf(id), fact, '2026-08-03T15:00:00.000Z')
  if (recorded.kind === 'refused') throw new Error(recorded.problem)
  const { invoice, entries } = recorded
  return [
    { kind: 'invoice', after: { invoice }, at: '2026-08-03T15:00:00.000Z' },
    ...entries.map(
      (one): LakeFact => ({
        kind: 'entry',
        invoice: id,
        entry: { ...one, at: '2026-08-03T15:00:00.000Z', version: 1 },
      }),
    ),
  ]
}
