import type { TimedEvent } from '../contracts/timed-event.ts'
import { addDays, type CalendarDate, later, weekday } from '../domain/time.ts'
import type { Seeded } from '../simulation/seeded.ts'
import type { Bill, Twist } from './portfolio-bills.ts'
import { fact, issued, paid, paymentId, seenOn, timeOn } from './portfolio-facts.ts'
import type { Payer } from './portfolio-payers.ts'
import { charged, inInstalments, scheduled } from './portfolio-terms.ts'

/** When somebody pays: late enough to have read the day's mail, early enough for the bank. */
const banking = (random: Seeded): number => random.int(8 * 60 + 30, 18 * 60 + 30)

/** Everything that happens to one invoice, from its issue to its last payment. */
export function storyOf(bill: Bill, random: Seeded): TimedEvent[] {
  const told = issued(bill, timeOn(bill, seenOn(bill), 8 * 60 + random.int(0, 20)))
  if (bill.twist) return twistedStory(bill, bill.twist, told, random)
  return [told, ...(bill.person.payer === 'payRun' ? [] : PAYMENTS[bill.person.payer](bill, random))]
}

/** One payment for all invoices that a business owes on one day in one currency, on its next pay day. */
export function remittance(bills: readonly Bill[], random: Seeded): TimedEvent {
  const [first] = bills
  if (!first) throw new RangeError('a remittance is for at least one invoice')
  const { person, dueDate, currency, reference } = first
  let day = addDays(dueDate, 1)
  while (weekday(day) !== person.payDay) day = addDays(day, 1)
  const allocations = bills.map(({ id, amount }) => ({ invoice: id, amount }))
  const amount = allocations.reduce((sum, share) => sum + share.amount, 0)
  const detail = { payment: `bank:R-${reference}`, total: { amount, currency }, allocations, debtor: person.id }
  return fact(timeOn(first, day, banking(random)), 'bank', 'PaymentReceived', detail)
}

/**
 * What each kind of payer does. The dates are fixed in advance and react to nothing that the system does; they are
 * placed so that a payment after a reminder looks like an answer to it.
 */
const PAYMENTS: Record<Exclude<Payer, 'payRun'>, (bill: Bill, random: Seeded) => TimedEvent[]> = {
  punctual: (bill, random) => [inFull(bill, beforeDue(bill, random), random)],
  forgetful: (bill, random) => [inFull(bill, afterFirstReminder(bill, random), random)],
  late: (bill, random) => [inFull(bill, addDays(bill.dueDate, random.int(10, 25)), random)],
  partial: (bill, random) => {
    const half = Math.round(bill.amount / 2)
    const day = addDays(afterFirstReminder(bill, random), 1)
    return [
      paid(bill, 1, half, timeOn(bill, day, banking(random))),
      paid(bill, 2, bill.amount - half, timeOn(bill, addDays(day, random.int(8, 14)), banking(random))),
    ]
  },
  nonPayer: () => [],
  disputer: disputed,
  overpayer: (bill, random) => {
    const { roundTo } = bill.person.place
    const extra = Math.max(roundTo, Math.round((bill.amount * 0.05) / roundTo) * roundTo)
    return [paid(bill, 1, bill.amount + extra, timeOn(bill, afterFirstReminder(bill, random), banking(random)))]
  },
}

/** Objects after the first reminder; then is right, half right or wrong. */
function disputed(bill: Bill, random: Seeded): TimedEvent[] {
  const from = addDays(afterFirstReminder(bill, random), 1)
  const settled = addDays(from, random.int(8, 14))
  const hold = { hold: `dispute-${bill.reference}`, invoice: bill.id, author: 'servicio.clientes' }
  const reason = 'dispute'
  const credited = Math.round(bill.amount * random.pick([0, 0.3, 1]))
  const currency = bill.currency
  const credit = fact(timeOn(bill, settled, 9 * 60), 'erp', 'CreditNoteIssued', {
    invoice: bill.id,
    creditNote: `erp:NC-${bill.reference}`,
    total: { amount: credited, currency },
  })
  const owed = bill.amount - credited
  return [
    fact(timeOn(bill, from, 11 * 60), 'crm', 'HoldPlaced', { ...hold, reason }),
    ...(credited > 0 ? [credit] : []),
    fact(timeOn(bill, settled, 10 * 60), 'crm', 'HoldReleased', hold),
    ...(owed > 0 ? [paid(bill, 1, owed, timeOn(bill, addDays(settled, random.int(1, 3)), banking(random)))] : []),
  ]
}

function twistedStory(bill: Bill, twist: Twist, told: TimedEvent, random: Seeded): TimedEvent[] {
  const { dueDate, currency, amount, id: invoice } = bill
  const at = (day: CalendarDate, hour = 10) => timeOn(bill, day, hour * 60)
  const full = (part: number, day: CalendarDate) => paid(bill, part, amount, timeOn(bill, day, banking(random)))
  switch (twist) {
    case 'firstSeenLate': {
      const seen = addDays(bill.dayZero, random.int(10, 20))
      return [issued(bill, at(seen, 8)), ...(bill.person.payer === 'nonPayer' ? [] : [full(1, addDays(seen, 6))])]
    }
    case 'paidBeforeIssued':
      return [full(1, addDays(seenOn(bill), 1)), { ...told, at: at(addDays(seenOn(bill), 2), 8) }]
    case 'chargedBack':
    case 'chargedBackAndPaid': {
      const day = afterFirstReminder(bill, random)
      const reversal = fact(at(addDays(day, 9)), 'bank', 'PaymentReversed', {
        payment: paymentId(bill, 1),
        reversal: `contracargo-${bill.reference}`,
        reason: 'Contracargo de la tarjeta',
      })
      return [told, full(1, day), reversal, ...(twist === 'chargedBack' ? [] : [full(2, addDays(day, 15))])]
    }
    case 'dueDateAmended': {
      const extended = addDays(dueDate, 10)
      const amendment = { invoice, amendment: `prorroga-${bill.reference}`, dueDate: extended }
      return [told, fact(at(addDays(dueDate, -2)), 'erp', 'InvoiceAmended', amendment), full(1, addDays(extended, 3))]
    }
    case 'voided':
      return [told, fact(at(addDays(dueDate, 5)), 'erp', 'InvoiceVoided', { invoice, reason: 'Facturada dos veces' })]
    case 'writtenOff': {
      const reason = 'Saldo castigado por el comité de cartera'
      return [told, fact(at(addDays(dueDate, 20)), 'erp', 'InvoiceWrittenOff', { invoice, reason })]
    }
    case 'creditNote': {
      const credited = Math.round(amount * random.pick([0.1, 0.2, 0.3]))
      const note = { invoice, creditNote: `erp:NC-${bill.reference}`, total: { amount: credited, currency } }
      const day = afterFirstReminder(bill, random)
      return [
        told,
        fact(at(addDays(dueDate, -1)), 'erp', 'CreditNoteIssued', note),
        paid(bill, 1, amount - credited, timeOn(bill, day, banking(random))),
      ]
    }
    case 'paymentFailsFirst': {
      const day = addDays(dueDate, 1)
      const failed = (part: number, hour: number) =>
        fact(at(day, hour), 'bank', 'PaymentFailed', {
          payment: paymentId(bill, part),
          invoices: [invoice],
          reason: 'Fondos insuficientes',
        })
      // The bank tells of the second failure a day after that payment went through: old news, which undoes nothing.
      return [told, failed(1, 9), full(2, addDays(day, 1)), { ...failed(2, 10), at: at(addDays(day, 2), 19) }]
    }
    case 'inInstalments':
      return inInstalments(bill, told)
    case 'charged':
      return charged(bill, told)
    case 'paymentScheduled':
      return scheduled(bill, told, true)
    case 'scheduledPaymentFails':
      return scheduled(bill, told, false)
    case 'depositFirst': {
      const deposit = (day: CalendarDate, left: number) =>
        fact(at(day, 9), 'bank', 'UnappliedCashChanged', {
          debtor: bill.person.id,
          deposit: `bank:D-${bill.reference}`,
          total: { amount: left, currency },
        })
      const applied = addDays(dueDate, 6)
      return [told, deposit(addDays(dueDate, 1), amount), deposit(applied, 0), full(1, applied)]
    }
  }
}

const inFull = (bill: Bill, day: CalendarDate, random: Seeded): TimedEvent =>
  paid(bill, 1, bill.amount, timeOn(bill, day, banking(random)))

/** A few days before the due date, but after the invoice is known. */
const beforeDue = (bill: Bill, random: Seeded): CalendarDate =>
  later(addDays(seenOn(bill), 1), addDays(bill.dueDate, -random.int(0, 4)))

/** One to four days after the first overdue reminder would go out. */
const afterFirstReminder = ({ dueDate, person }: Bill, random: Seeded): CalendarDate =>
  addDays(dueDate, person.house.firstReminderAfter + random.int(1, 4))
