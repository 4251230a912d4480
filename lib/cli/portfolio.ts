import { inOrder, type TimedEvent } from '../contracts/timed-event.ts'
import { addDays, DAY, type Instant, instantOf, MINUTE } from '../domain/time.ts'
import { type Seeded, seeded } from '../simulation/seeded.ts'
import { type Bill, makeBills } from './portfolio-bills.ts'
import { fact } from './portfolio-facts.ts'
import { introduced } from './portfolio-introductions.ts'
import { makePeople, type Person } from './portfolio-people.ts'
import { remittance, storyOf } from './portfolio-stories.ts'
import { watermarks } from './portfolio-terms.ts'

/** How to make a synthetic portfolio: `invoices` at least 100, `days` at least 60, `start` an instant. */
export interface PortfolioOptions {
  readonly seed: number
  readonly invoices?: number
  readonly start: Instant
  readonly days?: number
}

/** The people and invoices of a synthetic portfolio, with the part each plays. */
export interface Cast {
  readonly people: readonly Person[]
  readonly bills: readonly Bill[]
}

/** Two debtors for every five invoices. */
const DEBTORS_PER_INVOICE = 0.4
/** Of a hundred events, how many the bus delivers twice. */
const DELIVERED_TWICE = 2

/**
 * The events of an invented portfolio in order of time; the same options make the same events.
 *
 * Payments are written into the script by date: they do not react to any reminder. Three events are deliberately
 * unsound, and the intake refuses them. Throws a RangeError on options outside their limits.
 */
export function portfolio(options: PortfolioOptions): TimedEvent[] {
  const { bills, people } = castOf(options)
  const { seed, start, days = 90 } = options
  const random = seeded(seed + 1)
  const stories = bills.map((bill) => ({ bill, events: storyOf(bill, random) }))
  const remittances = groups(bills.filter(isPaidInRuns)).map((group) => remittance(group, random))
  const introductions = people.flatMap((person) => {
    const own = stories.filter(({ bill }) => bill.person === person)
    const first = Math.min(...own.flatMap(({ events }) => events.map(({ at }) => at)))
    return own[0] ? introduced(own[0].bill, first) : []
  })
  const sound = inOrder([...introductions, ...stories.flatMap(({ events }) => events), ...remittances])
  const end = start + days * DAY
  const [first] = bills
  const refused = first ? [{ issueDate: first.dayZero, ...UNSOUND }] : []
  const declared = watermarks(bills, refused, start, end)
  return inOrder([...sound, ...repeated(sound, end, random), ...unsound(bills, start), ...declared])
}

/** Who and what the portfolio of these options is about, before anything happens. */
export function castOf({ seed, invoices = 300, start, days = 90 }: PortfolioOptions): Cast {
  within('invoices', invoices, 100, 100_000)
  within('days', days, 60, 365)
  const random = seeded(seed)
  const people = makePeople(Math.round(invoices * DEBTORS_PER_INVOICE), random)
  return { people, bills: makeBills(people, invoices, days, start, random) }
}

function within(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new RangeError(`${name} is ${value}; it must be a whole number from ${low} to ${high}`)
}

const isPaidInRuns = ({ person, twist }: Bill): boolean => person.payer === 'payRun' && !twist

/** Invoices that one payment settles: of one debtor, due on one day, in one currency. */
const groups = (bills: readonly Bill[]): Bill[][] =>
  Object.values(Object.groupBy(bills, ({ person, dueDate, currency }) => `${person.id} ${dueDate} ${currency}`)).map(
    (group) => group ?? [],
  )

/** Second deliveries of some events, up to two days later. */
function repeated(events: readonly TimedEvent[], end: Instant, random: Seeded): TimedEvent[] {
  const count = Math.ceil((events.length * DELIVERED_TWICE) / 100)
  const early = events.filter(({ at }) => at < end - 3 * DAY)
  return random
    .shuffled(early)
    .slice(0, count)
    .map((event) => ({ ...event, at: event.at + random.int(1, 2880) * MINUTE }))
}

/** The invoice that we cannot accept, as its source counts it. */
const UNSOUND = { amount: 125_050, currency: 'COP' }

/** Three events that a careless upstream system could send; none of them says anything true. */
function unsound(bills: readonly Bill[], start: Instant): TimedEvent[] {
  const [bill] = bills
  if (!bill) return []
  const { person, dayZero } = bill
  const at = (day: number) => Math.max(start, instantOf(addDays(dayZero, day), 11 * 60, person.place.zone))
  return [
    fact(at(3), 'erp', 'InvoiceIssued', {
      invoice: 'erp:FV-9901',
      debtor: person.id,
      // The amount in pesos instead of cents.
      total: { ...UNSOUND, amount: UNSOUND.amount / 100 },
      issueDate: dayZero,
      dueDate: addDays(dayZero, 30),
    }),
    fact(at(12), 'bank', 'PaymentReceived', { payment: 'bank:P-9902', total: { amount: 100_00, currency: 'COP' } }),
    fact(at(30), 'crm', 'ContactPointUpserted', {
      debtor: person.id,
      contactPoint: 'celular',
      point: { channel: 'sms', address: '300 123' },
    }),
  ]
}
