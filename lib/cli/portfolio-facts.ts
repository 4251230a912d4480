import type * as z from 'zod'
import type { EVENTS_IN, EventName } from '../contracts/events.ts'
import { addDays, DAY, type Instant, instantOf, iso, later, MINUTE } from '../domain/time.ts'
import type { Bill } from './portfolio-bills.ts'
import type { TimedEvent } from './timed-event.ts'

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

/** Who the debtor of `bill` is and how to reach them, published shortly before `first`, their first event. */
export function introduced(bill: Bill, first: Instant): TimedEvent[] {
  const { id: debtor, house, place, name, givenName, email, phone, trait } = bill.person
  const before = first - 10 * MINUTE
  const profile = fact(trait === 'recordComesLate' ? first + DAY : before, 'crm', 'DebtorUpserted', {
    debtor,
    name,
    ...(givenName === undefined ? {} : { givenName }),
    kind: house.kind,
    language: place.language,
    country: place.country,
    ...(place.region === undefined ? {} : { region: place.region }),
    ...(place.city === undefined ? {} : { city: place.city }),
    ...(trait === 'zoneUnknown' ? {} : { zone: place.zone }),
    segment: house.segment,
    ...(trait === 'internal' || trait === 'doNotContact' ? { [trait]: true } : {}),
  })
  const point = (contactPoint: string, channel: 'email' | 'sms', address: string | undefined): TimedEvent[] =>
    address === undefined
      ? []
      : [fact(before, 'crm', 'ContactPointUpserted', { debtor, contactPoint, point: { channel, address } })]
  const stop = fact(timeOn(bill, addDays(bill.dueDate, STOPS_AFTER_DUE), 12 * 60), 'crm', 'ConsentChanged', {
    debtor,
    scope: 'sms',
    status: 'revoked',
    evidence: 'Pidió por teléfono no recibir más mensajes de texto',
  })
  const points = [...point('principal', 'email', email), ...point('celular', 'sms', phone)]
  const asked = trait === 'neverAsked' ? [] : (['email', 'sms'] as const)
  const consents = asked.map((scope) =>
    fact(before, 'crm', 'ConsentChanged', { debtor, scope, status: 'granted', evidence: CLAUSE }),
  )
  const more = {
    ...(trait === 'stopsTexts' && { stop: [stop] }),
    ...(trait === 'asksForTime' && { time: timeFor(bill) }),
  }
  return [profile, ...points, ...consents, ...Object.values(more).flat()]
}

const CLAUSE = 'Cláusula 9 del contrato: acepta recordatorios por correo y por mensaje de texto'

/** Ten days in which the debtor wants to hear nothing, about any invoice. */
function timeFor(bill: Bill): TimedEvent[] {
  const { id: debtor } = bill.person
  const hold = { hold: `tiempo-${bill.reference}`, debtor, author: 'servicio.clientes' }
  return [
    fact(timeOn(bill, addDays(bill.dueDate, 1), 10 * 60), 'crm', 'HoldPlaced', { ...hold, reason: 'pide unos días' }),
    fact(timeOn(bill, addDays(bill.dueDate, 11), 10 * 60), 'crm', 'HoldReleased', hold),
  ]
}

/** Days after a due date at which a debtor asks not to be texted any more: between the first two reminders. */
const STOPS_AFTER_DUE = 5
