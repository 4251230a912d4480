import type { TimedEvent } from '../contracts/timed-event.ts'
import { totalsOf } from '../domain/control-totals.ts'
import { addDays, type CalendarDate, DAY, HOUR, type Instant, iso } from '../domain/time.ts'
import type { Bill } from './portfolio-bills.ts'
import { fact, issued, paid, paymentId, timeOn } from './portfolio-facts.ts'

/** Days between two instalments, so that three of them fit into the run. */
const BETWEEN = 14

/** Three instalments: the first and the last paid in time, the second after its reminder. */
export function inInstalments(bill: Bill, told: TimedEvent): TimedEvent[] {
  const { amount, dueDate } = bill
  const third = Math.floor(amount / 3)
  const parts = [third, third, amount - 2 * third]
  const instalments = parts.map((part, index) => ({ dueDate: addDays(dueDate, index * BETWEEN), amount: part }))
  const days = [addDays(dueDate, -1), addDays(dueDate, BETWEEN + 4), addDays(dueDate, 2 * BETWEEN - 1)]
  const payments = parts.map((part, index) =>
    paid(bill, index + 1, part, timeOn(bill, days[index] ?? dueDate, 11 * 60)),
  )
  return [issued(bill, told.at, { instalments }), ...payments]
}

/** Interest after the first reminder; the debtor pays the invoice alone, and the rest is waived. */
export function charged(bill: Bill, told: TimedEvent): TimedEvent[] {
  const { id: invoice, amount, currency, dueDate, reference } = bill
  const charge = `erp:ND-${reference}`
  const total = { amount: Math.max(1, Math.round(amount / 50)), currency }
  const at = (days: number) => timeOn(bill, addDays(dueDate, days), 10 * 60)
  return [
    told,
    fact(at(6), 'erp', 'ChargePosted', { charge, invoice, kind: 'interest', total }),
    paid(bill, 1, amount, at(11)),
    fact(at(15), 'erp', 'ChargeReversed', { charge, invoice, reason: 'Condonados por pago' }),
  ]
}

/** A debit announced for the week after the due date; it comes, or it fails and is paid by hand. */
export function scheduled(bill: Bill, told: TimedEvent, comes: boolean): TimedEvent[] {
  const { id: invoice, amount, currency, dueDate } = bill
  const at = (days: number, hour = 10) => timeOn(bill, addDays(dueDate, days), hour * 60)
  const dueOn = addDays(dueDate, 6)
  const payment = paymentId(bill, 1)
  const total = { amount, currency }
  const announced = fact(at(1), 'bank', 'PaymentScheduled', { payment, total, dueOn, invoices: [{ invoice }] })
  if (comes) return [told, announced, paid(bill, 1, amount, at(6))]
  const failed = fact(at(6), 'bank', 'PaymentFailed', { payment, invoices: [], reason: 'Cuenta sin fondos' })
  return [told, announced, failed, paid(bill, 2, amount, at(10))]
}

/** By then the last invoice of a month has been told: 15:00 UTC of the fifth day after it. */
const DECLARED_AFTER = 5 * DAY + 15 * HOUR

/**
 * Some days after each month the billing system declares it complete. It counts the invoice that we could not accept,
 * `refused`: that month differs.
 */
export function watermarks(
  bills: readonly Bill[],
  refused: readonly Counting[],
  start: Instant,
  end: Instant,
): TimedEvent[] {
  const counting = bills
    .filter(({ twist }) => twist !== 'voided')
    .map(({ issueDate, amount, currency }) => ({ issueDate, amount, currency, documents: 1 }))
  const all = [...counting, ...refused.map((one) => ({ ...one, documents: 1 }))]
  const first = dayOf(start - 40 * DAY)
  const months = [...new Set(all.map(({ issueDate }) => issueDate.slice(0, 7)))].sort()
  return months.flatMap((month) => {
    const [from, upTo] = [`${month}-01`, endOf(month)]
    const at = Date.parse(`${upTo}T00:00:00Z`) + DECLARED_AFTER
    if (from < first || at >= end) return []
    const { documents, totals } = totalsOf(all.filter(({ issueDate }) => issueDate.startsWith(month)))
    const detail = { source: 'erp', from, upTo, documents, totals: [...totals] }
    return [fact(at, 'erp', 'SourceWatermarkAdvanced', detail)]
  })
}

interface Counting {
  readonly issueDate: CalendarDate
  readonly amount: number
  readonly currency: string
}

const dayOf = (at: Instant): CalendarDate => iso(at).slice(0, 10)

/** The last day of a month, "2026-06". */
function endOf(month: string): CalendarDate {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}
