import { addDays, type CalendarDate, dateAt, type Instant } from '../domain/time.ts'
import type { Seeded } from '../simulation/seeded.ts'
import { BUSINESSES, DOLLAR_AMOUNTS } from './portfolio-houses.ts'
import { NAMES } from './portfolio-names.ts'
import type { Payer } from './portfolio-payers.ts'
import type { Person } from './portfolio-people.ts'

/** What happens to an invoice beside the way its debtor pays; how many of 300 invoices meet it. */
export const TWISTS = {
  firstSeenLate: 3,
  paidBeforeIssued: 4,
  chargedBack: 1,
  chargedBackAndPaid: 1,
  dueDateAmended: 2,
  voided: 1,
  writtenOff: 1,
  creditNote: 3,
  paymentFailsFirst: 2,
  depositFirst: 1,
  inInstalments: 4,
  charged: 2,
  paymentScheduled: 2,
  scheduledPaymentFails: 1,
} as const satisfies Record<string, number>
export type Twist = keyof typeof TWISTS

/** The payers on whom each twist looks natural; with none of them left it falls on somebody else. */
const NATURAL: Record<Twist, readonly Payer[]> = {
  firstSeenLate: ['nonPayer', 'late'],
  paidBeforeIssued: ['punctual'],
  chargedBack: ['forgetful'],
  chargedBackAndPaid: ['forgetful'],
  dueDateAmended: ['late'],
  voided: ['nonPayer'],
  writtenOff: ['nonPayer'],
  creditNote: ['forgetful', 'punctual'],
  paymentFailsFirst: ['forgetful'],
  depositFirst: ['late'],
  inInstalments: ['punctual', 'forgetful'],
  charged: ['late'],
  paymentScheduled: ['late'],
  scheduledPaymentFails: ['late'],
}

/** How a payment says what it is for. */
export type Naming = 'allocation' | 'reference' | 'debtor'

/** One invoice of the synthetic portfolio, with the part it plays. */
export interface Bill {
  readonly id: string
  readonly person: Person
  readonly amount: number
  readonly currency: string
  readonly issueDate: CalendarDate
  readonly dueDate: CalendarDate
  /** The first day of the portfolio, in the debtor's zone. */
  readonly dayZero: CalendarDate
  readonly reference: string
  readonly description: string
  readonly naming: Naming
  readonly twist?: Twist
}

/** Due dates begin this many days after the start, so that the reminder before the due date can still be sent. */
const FIRST_DUE = 5
/** Age of the invoices that are first seen long after their due date, in days. */
const FORGOTTEN_DAYS = 200
/** The account with the most invoices, all due on one day. */
const LARGEST_ACCOUNT = 12

/** Makes `count` invoices for these people: one each, the rest spread unevenly; some debtors' all fall due together. */
export function makeBills(
  people: readonly Person[],
  count: number,
  days: number,
  start: Instant,
  random: Seeded,
): Bill[] {
  const owners = [...people]
  const largest = people.find(({ payer }) => payer === 'payRun')
  const many = people.filter((person) => person.trait !== 'internal' && person !== largest)
  while (largest && owners.length < people.length + LARGEST_ACCOUNT - 1) owners.push(largest)
  while (owners.length < count) owners.push(many[Math.floor(random.next() ** 1.5 * many.length)]!)
  const turns = new Map<Person, number>()
  const dues = new Map<Person, number>()
  const plain = owners.slice(0, count).map((person, index) => {
    const { house, place } = person
    const turn = (turns.get(person) ?? -1) + 1
    turns.set(person, turn)
    // A third of the debtors, by their numbers, have one due date for all their invoices.
    const together = person === largest || Number(person.id.slice(-1)) % 3 === 0
    const offset = (together ? dues.get(person) : undefined) ?? random.int(FIRST_DUE, days - house.lastDueBeforeEnd)
    dues.set(person, offset)
    const dayZero = dayZeroIn(place.zone, start)
    const dueDate = addDays(dayZero, offset)
    const inDollars = house === BUSINESSES && index % 20 === 0 && person !== largest
    const [low, high] = inDollars ? DOLLAR_AMOUNTS : place.amounts
    const number = `${house.invoicePrefix}${String(index + 1).padStart(4, '0')}`
    return {
      id: `erp:${number}`,
      person,
      amount: roundTo(low * (high / low) ** random.next(), inDollars ? 1 : place.roundTo),
      currency: inDollars ? 'USD' : place.currency,
      issueDate: addDays(dueDate, -random.pick(house.creditDays)),
      dueDate,
      dayZero,
      reference: number.replace('-', ''),
      description: describe(person, turn, random),
      naming: 'allocation' as const,
    }
  })
  return named(twisted(plain, random), random)
}

/** The first calendar day that begins, in this zone, at or after the start. */
const dayZeroIn = (zone: string, start: Instant): CalendarDate => addDays(dateAt(start - 1, zone), 1)

const roundTo = (amount: number, step: number): number => Math.round(amount / step) * step

function describe({ house: { kind }, place }: Person, turn: number, random: Seeded): string {
  const { goods, part, order } = NAMES[place.names]
  const what = random.pick(goods[kind])
  return `${what}, ${kind === 'person' ? part(turn + 1) : order(random.int(4100, 9800))}`
}

/** Gives each twist to as many invoices as it should meet; no invoice has two. */
function twisted(bills: readonly Bill[], random: Seeded): Bill[] {
  const free = new Set(random.shuffled(bills.filter(({ person }) => !person.trait && person.payer !== 'payRun')))
  const given = new Map<Bill, Twist>()
  for (const twist of twistNames) {
    for (let left = Math.max(1, Math.round((TWISTS[twist] * bills.length) / 300)); left > 0; left--) {
      const natural = [...free].find(({ person }) => NATURAL[twist].includes(person.payer))
      const bill = natural ?? [...free][0]
      if (!bill) throw new RangeError(`${bills.length} invoices are too few for "${twist}"`)
      free.delete(bill)
      given.set(bill, twist)
    }
  }
  return bills.map((bill) => {
    const twist = given.get(bill)
    if (twist !== 'firstSeenLate') return twist ? { ...bill, twist } : bill
    const dueDate = addDays(bill.dayZero, -FORGOTTEN_DAYS)
    return { ...bill, twist, dueDate, issueDate: addDays(dueDate, -30) }
  })
}

const isTwist = (name: string): name is Twist => Object.hasOwn(TWISTS, name)
const twistNames = Object.keys(TWISTS).filter(isTwist)

/** One in eight ordinary payments names only the reference, one in ten only the debtor. */
function named(bills: readonly Bill[], random: Seeded): Bill[] {
  const plain = new Set(['punctual', 'forgetful', 'late'])
  const onAccount = new Set(
    [...new Set(bills.map(({ person }) => person))].filter((person) => {
      const own = bills.filter((bill) => bill.person === person)
      const simple = plain.has(person.payer) && own.every((bill) => !bill.twist && bill.currency === own[0]?.currency)
      return simple && random.next() < 0.18
    }),
  )
  return bills.map((bill) => {
    if (onAccount.has(bill.person)) return { ...bill, naming: 'debtor' }
    const simple = plain.has(bill.person.payer) && !bill.twist
    return simple && random.next() < 0.2 ? { ...bill, naming: 'reference' } : bill
  })
}
