import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { addDays, type CalendarDate } from '../../../lib/domain/time.ts'
import type { Seeded } from '../../../lib/simulation/seeded.ts'

/** What an invoice is when its life begins; the amount in minor units. */
export interface Born {
  readonly number: number
  readonly amount: number
  readonly currency: string
  readonly due: CalendarDate
}

/** An instant of a day; two in the morning of UTC is the evening before in Bogota. */
export const at = (day: CalendarDate, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:30:00.000Z`

/** The words of a ledger, each on a day. */
function wordsOn({ number, currency, due }: Born, random: Seeded) {
  return {
    on: (earliest: number, most: number): CalendarDate => addDays(due, random.int(earliest, most)),
    pay: (day: CalendarDate, amount: number, name = 'whole'): InvoiceFact => {
      return {
        kind: 'paid',
        payment: `bank:${number}-${name}`,
        amount,
        currency,
        at: at(day, random.pick([2, 14, 20])),
      }
    },
    payBack: (day: CalendarDate, amount: number, name = 'whole'): InvoiceFact => {
      return { kind: 'reversed', payment: `bank:${number}-${name}`, reversal: 'r', amount, currency, at: at(day, 16) }
    },
    credit: (day: CalendarDate, amount: number): InvoiceFact => {
      return { kind: 'credited', note: `N-${number}`, amount, currency, at: at(day, 16) }
    },
    charge: (day: CalendarDate): InvoiceFact => {
      return { kind: 'charged', charge: 'C', chargeKind: 'interest', amount: 7_770, currency, at: at(day, 16) }
    },
    takeCharge: (day: CalendarDate): InvoiceFact => {
      return { kind: 'chargeReversed', charge: 'C', at: at(day, 16), reason: 'goodwill' }
    },
    writeOff: (day: CalendarDate): InvoiceFact => ({ kind: 'writtenOff', at: at(day, 16), reason: 'bad debt' }),
    annul: (day: CalendarDate): InvoiceFact => ({ kind: 'voided', at: at(day, 16), reason: 'wrong customer' }),
    amend: (day: CalendarDate, amount: number): InvoiceFact => {
      return { kind: 'amended', stamp: `${at(day, 15)}#2#erp:F-${number}`, currency, terms: { amount } }
    },
  }
}

type Life = (born: Born, words: ReturnType<typeof wordsOn>) => readonly InvoiceFact[]

/** Lives of invoices, the plain ones first; each is lived by one in sixteen. */
const LIVES: readonly Life[] = [
  ({ amount }, { on, pay }) => [pay(on(-15, 50), amount)],
  ({ amount }, { on, pay }) => [pay(on(-5, 12), amount)],
  ({ amount }, { on, pay }) => [pay(on(20, 110), amount)],
  () => [],
  ({ amount }, { on, pay }) => [pay(on(-5, 40), Math.floor(amount / 3))],
  ({ amount }, { on, pay }) => [
    pay(on(-5, 40), Math.floor(amount / 3), 'part'),
    pay(on(41, 120), amount - Math.floor(amount / 3), 'rest'),
  ],
  ({ amount }, { on, credit }) => [credit(on(1, 60), Math.floor(amount / 4))],
  // Paid above what was owed, after a credit note.
  ({ amount }, { on, pay, credit }) => [credit(on(1, 10), Math.floor(amount / 4)), pay(on(11, 60), amount)],
  (_, { on, writeOff }) => [writeOff(on(35, 160))],
  ({ amount }, { on, pay, writeOff }) => [pay(on(-3, 30), Math.floor(amount / 2)), writeOff(on(35, 130))],
  (_, { on, charge, takeCharge }) => [charge(on(5, 30)), takeCharge(on(31, 60))],
  ({ amount }, { on, pay, payBack }) => [pay(on(-10, 20), amount), payBack(on(21, 50), amount)],
  ({ amount }, { on, amend }) => [amend(on(-8, 35), Math.floor(amount * 0.7))],
  // A payment came back, and the debt was given up or forgiven in the same days: more leaves than stood there.
  ({ amount }, { on, pay, payBack, writeOff }) => {
    const day = on(25, 80)
    return [pay(on(-10, 5), Math.floor(amount / 2)), payBack(day, Math.floor(amount / 2)), writeOff(addDays(day, 1))]
  },
  ({ amount }, { on, pay, payBack, credit }) => {
    const day = on(25, 80)
    const half = Math.floor(amount / 2)
    return [pay(on(-10, 5), half), payBack(day, half), credit(addDays(day, 1), number(amount))]
  },
  // Given up, and paid all the same; or annulled after a payment.
  ({ amount, number: own }, { on, pay, writeOff, annul }) =>
    own % 32 === 15
      ? [writeOff(on(30, 40)), pay(on(41, 70), own % 3 === 0 ? amount : 50_000)]
      : [pay(on(-5, 5), 900), annul(on(6, 20))],
]

/** The whole of some amounts, and a part of others. */
const number = (amount: number): number => (amount % 20 === 0 ? amount : Math.floor(amount / 3))

/** What happens to an invoice, in the order of its days. */
export function lifeOf(born: Born, random: Seeded): InvoiceFact[] {
  const life = LIVES[born.number % LIVES.length] ?? (() => [])
  return [...life(born, wordsOn(born, random))]
}

/** A suspension of the invoice, sometimes lifted again. */
export function holdOf(number: number, day: CalendarDate): InvoiceFact[] {
  const hold = `H-${number}`
  const placed: InvoiceFact = {
    kind: 'holdPlaced',
    hold,
    placedAt: at(day, 13),
    reason: 'asked for time',
    author: 'ana',
  }
  const lifted: InvoiceFact = { kind: 'holdReleased', hold, releasedAt: at(addDays(day, 4), 13), author: 'ana' }
  return number % 2 === 0 ? [placed] : [placed, lifted]
}
