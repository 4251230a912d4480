import type * as z from 'zod'
import type { EVENTS_IN, EventName } from '../contracts/events.ts'
import type { TimedEvent } from '../contracts/timed-event.ts'
import { type Instant, instantOf, iso, later } from '../domain/time.ts'
import type { Bill } from './portfolio-bills.ts'

/** The events that tell the story of an invoice or a debtor, each at the instant at which it becomes true. */
type Detail<Name extends EventName> = Omit<z.input<(typeof EVENTS_IN)[Name]>, 'version' | 'occurredAt'>

/** An event that is published the moment it is true. */
export const fact = <Name extends EventName>(at: Instant, source: string, name: Name, detail: Partial<Detail<Name>>) =>
  ({ at, source, name, detail: { version: 1, occurredAt: iso(at), ...detail } }) satisfies TimedEvent

/** The day on which an invoice is first heard of: its issue date, or the first day for those issued before. */
export const seenOn = (bill: Bill): string => later(bill.issueDate, bill.dayZero)

/** The instant of a time of day (minutes after midnight) where the debtor is. */
export const timeOn = (bill: Bill, day: string, minutes: number): Instant =>
  instantOf(day, minutes, bill.person.place.zone)

/** The invoice, published at `at`, with terms beyond the usual ones. */
export const issued = (bill: Bill, at: Instant, more: Partial<Detail<'InvoiceIssued'>> = {}): TimedEvent =>
  fact(at, 'erp', 'InvoiceIssued', {
    invoice: bill.id,
    debtor: bill.person.id,
    entity: bill.person.house.entity,
    total: { amount: bill.amount, currency: bill.currency },
    issueDate: bill.issueDate,
    dueDate: bill.dueDate,
    reference: bill.reference,
    paymentLink: `https://${bill.person.house.paymentHost}/f/${bill.reference}`,
    description: bill.description,
    ...more,
  })

/** The id of an invoice's payment; `part` counts them. */
export const paymentId = (bill: Bill, part: number): string => `bank:P-${bill.reference}-${part}`

/** A payment of `amount` (minor units), which says what it is for in the invoice's own way. */
export function paid(bill: Bill, part: number, amount: number, at: Instant): TimedEvent {
  const { naming, reference, person, id: invoice } = bill
  const purpose = {
    allocation: { allocations: [{ invoice, amount }] },
    reference: { reference },
    debtor: { debtor: person.id },
  }
  const total = { amount, currency: bill.currency }
  return fact(at, 'bank', 'PaymentReceived', { payment: paymentId(bill, part), total, ...purpose[naming] })
}
