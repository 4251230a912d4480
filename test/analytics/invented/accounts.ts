import type { Invoice } from '../../../lib/domain/invoice.ts'
import { unheardOf } from '../../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { record } from '../../../lib/domain/ledger.ts'
import { addDays, type CalendarDate, weekday } from '../../../lib/domain/time.ts'
import type { BookedEntry } from '../../../lib/domain/verify/evidence.ts'
import type { Seeded } from '../../../lib/simulation/seeded.ts'
import type { InvoiceStanding, LakeFact } from '../../../lib/usecases/map-to-lake.ts'
import { at, holdOf, lifeOf } from './lives.ts'
import { idOf } from './people.ts'

/** An invented invoice: as it stands, its lines, and how it stood before. */
export interface Invented {
  readonly invoice: Invoice
  readonly entries: readonly BookedEntry[]
  readonly facts: readonly LakeFact[]
  readonly history: readonly LakeFact[]
}

const CURRENCIES = ['COP', 'CLP', 'USD', 'COP', 'MXN'] as const
const WAITS = ['payment', 'reminderTime', 'release', undefined] as const
/** Days past due at which a bucket begins or ends. */
const EDGES = [0, 1, 30, 31, 60, 61, 90, 91] as const
/** The day of the first message, at the end of a month: what is due and paid on it stands on the edge of before and after. */
export const GO_LIVE = '2026-01-31'
const ON_GO_LIVE = 121
/** Of a currency that nobody owed before, to a company that has sent no message yet: one was paid when it fell due, one is to come. */
const OF_A_NEW_CURRENCY = 140
const NEXT_OF_IT = 143
export const SILENT = 'sur'
/** Of one debtor, unit and currency, owed to two companies: there are more messages about each than a timeline shows. */
export const MUCH_SPOKEN_OF: readonly number[] = [10, 40]
const ON_THE_FIRST_DAY = 141
/** From here on one falls due each Monday and is paid on the next, or rarely not at all. */
export const REGULAR = 300
/** Of 48: given up, and paid in part before that was told. */
const LATE = 47
/** Who owes the invoices on an edge owes nothing else, and nobody has told anything of them. */
export const STRANGERS = 30

/** When an invoice falls due: some before the window of 800 days, most within a year, a few ahead, and some on an edge. */
function dueOf(number: number, today: CalendarDate, { random, isOld }: Chances): CalendarDate {
  const edge = EDGES[number - 100]
  if (edge !== undefined) return addDays(today, -edge)
  if (number >= REGULAR) return addDays(mondayOf(today), 7 * (number - REGULAR - 56))
  if (number === ON_THE_FIRST_DAY) return addDays(today, isOld ? -815 : -30)
  if (number === ON_GO_LIVE) return GO_LIVE
  if (number === OF_A_NEW_CURRENCY) return addDays(today, -8)
  if (number === NEXT_OF_IT) return addDays(today, 56)
  return addDays(today, isOld && number % 29 === 0 ? -random.int(790, 900) : random.int(-420, 45))
}

interface Chances {
  readonly random: Seeded
  readonly isOld: boolean
}

/** An invoice with a life that a ledger knows how to keep. */
export function inventedInvoice(number: number, debtor: string, today: CalendarDate, chances: Chances): Invented {
  const { random, isOld } = chances
  const id = `erp:F-${number}`
  const isNew = number === OF_A_NEW_CURRENCY || number === NEXT_OF_IT
  const currency = isNew ? 'EUR' : number >= REGULAR ? 'USD' : (CURRENCIES[number % CURRENCIES.length] ?? 'COP')
  const dueDate = dueOf(number, today, chances)
  const issueDate = number % 41 === 0 ? addDays(today, 3) : earlier(addDays(dueDate, -random.int(10, 70)), today)
  const isRegular = number >= REGULAR
  const amount = isRegular ? 50_000_000 + (number % 3) * 1_000_000 : random.int(10_000, 900_000) * 10
  const due = issueDate > dueDate ? addDays(issueDate, 20) : dueDate
  const terms = {
    debtor: EDGES[number - 100] === undefined ? debtor : `erp:D-${STRANGERS + number - 100}`,
    entity: isNew ? SILENT : currency === 'COP' && number % 4 === 0 ? 'norte' : 'andina',
    amount,
    issueDate,
    dueDate: due,
    ...segmentOf(number, debtor),
  }
  const told: InvoiceFact[] = [{ kind: 'issued', stamp: `${at(issueDate, 15)}#1#${id}`, currency, terms }]
  const on = (day: CalendarDate) => ({
    kind: 'paid' as const,
    payment: 'bank:on-the-day',
    amount,
    currency,
    at: at(day, 14),
  })
  if (isRegular && number % 9 !== 0) told.push(on(addDays(due, 7)))
  if (number === ON_THE_FIRST_DAY && isOld) told.push(on(addDays(today, -799)))
  const isPlain = EDGES[number - 100] === undefined && !isRegular && !isNew && number !== ON_GO_LIVE
  if (isPlain) told.push(...lifeOf({ number, amount, currency, due }, random))
  if (number === ON_GO_LIVE) told.push(on(GO_LIVE))
  if (number === OF_A_NEW_CURRENCY) told.push(on(due))
  if (number % 7 === 3) told.push(...holdOf(number, addDays(issueDate, 2)))
  const past = told.filter((one) => isPast(one, today))
  return kept(
    id,
    past.toSorted((a, b) => (heardAt(a, number, today) < heardAt(b, number, today) ? -1 : 1)),
    { number, today },
    random,
  )
}

/** What is owed by the first of two ids that are one debtor names none: its unit is that of the other's invoices. */
function segmentOf(number: number, debtor: string): { readonly segment?: string } {
  if (debtor === idOf(0)) return {}
  if (number >= REGULAR) return { segment: 'services' }
  return number % 3 === 0 ? {} : { segment: number % 3 === 1 ? 'consumer' : 'business' }
}

const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, 1 - weekday(day))
const earlier = (one: CalendarDate, other: CalendarDate): CalendarDate => (one < other ? one : other)

/** Nobody knows yet what is still to come; what is only dated ahead may be known. */
function isPast(fact: InvoiceFact, today: CalendarDate): boolean {
  if (fact.kind === 'issued') return true
  const said = 'at' in fact ? fact.at : 'stamp' in fact ? fact.stamp : 'placedAt' in fact ? fact.placedAt : undefined
  return said === undefined || said.slice(0, 10) < today
}

/** The life as the domain's own ledger records it, and the journeys beside it. */
function kept(
  id: string,
  told: readonly InvoiceFact[],
  { number, today }: { readonly number: number; readonly today: CalendarDate },
  random: Seeded,
): Invented {
  let invoice = unheardOf(id)
  const entries: BookedEntry[] = []
  const stages: Invoice[] = []
  for (const fact of told) {
    const heard = heardAt(fact, number, today)
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
    ...(waitingFor !== undefined && { waitingFor, parkedAt: '2026-11-02T13:27:00.250Z' }),
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
      // It waited for something else at the same version, a moment before.
      ...(waitingFor === undefined
        ? []
        : [
            {
              kind: 'invoice' as const,
              after: { ...standing, waitingFor: 'contact', parkedAt: '2026-11-02T13:27:00.100Z' },
              at: last,
            },
          ]),
    ],
  }
}

/** A journey ends once nothing is left. */
function ended(invoice: Invoice): Invoice {
  if (invoice.balance > 0 || invoice.generation === 0) return invoice
  const outcome =
    invoice.id === 'erp:F-16' ? undefined : invoice.writtenOff ? 'writtenOff' : invoice.voided ? 'cancelled' : 'settled'
  return { ...invoice, status: 'closed', ...(outcome && { outcome }) }
}

/** Some facts are told days after they came to be, and some write-offs after the payments that followed them. */
function heardAt(fact: InvoiceFact, number: number, today: CalendarDate): string {
  const said = saidAt(fact)
  const days =
    fact.kind === 'issued'
      ? 0
      : number % 48 === LATE
        ? fact.kind === 'writtenOff'
          ? 60
          : 3
        : number % 11 === 5
          ? 3
          : 0
  if (days === 0) return said
  const late = `${addDays(said.slice(0, 10), days)}${said.slice(10)}`
  const last = at(addDays(today, -1), 23)
  return late < last ? late : said > last ? said : last
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
