import type { EventName } from '../../contracts/events.ts'
import type { TimedEvent } from '../../contracts/timed-event.ts'
import { addDays, type Instant, instantOf, iso } from '../../domain/time.ts'
import type { LedgerLine, Point } from './read-line.ts'

/** What a line of a ledger tells. */
type LineTold = TimedEvent & { readonly detail: object }

/** Who the debtors of a ledger are to us, where the ledger does not say. */
export interface Household {
  readonly source: string
  readonly entity: string
  readonly kind: 'person' | 'company'
  readonly segment?: string
}

const ISSUED = 8 * 60
const DISPUTED = 9 * 60
/** Minutes after midnight, local time, at which a payment of a day counts. */
export const PAID = 15 * 60
/** A ledger holds no consents; those of a company come with: puntual consents import. */
const MADE_UP = 'Supuesto para el ensayo: el libro no dice nada de autorizaciones'
/** A debtor is known a little before their first invoice. */
const INTRODUCED = ISSUED - 10

/**
 * The events of one invoice: issued at 08:00 and paid in full at 15:00, local time. A ledger does not say when a dispute
 * began: we take the day after the issue, so that it silences every reminder, and end it with the settlement. What was
 * settled is played as it happened, or told `asHistory`, of which no journey begins.
 */
export function eventsOfLine(
  line: LedgerLine,
  { source, entity }: Household,
  settled: 'asItHappened' | 'asHistory' = 'asItHappened',
): LineTold[] {
  const { total, issueDate, dueDate, settledDate, isDisputed, place } = line
  const invoice = `${source}:${line.invoice}`
  const at = (date: string, minutes: number): Instant => instantOf(date, minutes, place.zone)
  const event = eventFrom(source, line.line)
  const hold = { hold: `dispute-${line.invoice}`, invoice, author: source }
  const nextDay = addDays(issueDate, 1)
  const disputedOn = settledDate !== undefined && settledDate < nextDay ? settledDate : nextDay
  const { amount } = total
  return [
    event(at(issueDate, ISSUED), 'InvoiceIssued', {
      invoice,
      debtor: `${source}:${line.customer}`,
      entity,
      total,
      issueDate,
      dueDate,
      reference: line.invoice,
      ...(settled === 'asHistory' && settledDate !== undefined && { settledOn: settledDate }),
    }),
    ...(isDisputed ? [event(at(disputedOn, DISPUTED), 'HoldPlaced', { ...hold, reason: 'dispute' })] : []),
    ...(settledDate === undefined
      ? []
      : [
          event(at(settledDate, PAID), 'PaymentReceived', {
            payment: `${source}:pay-${line.invoice}`,
            total,
            allocations: [{ invoice, amount }],
          }),
          ...(isDisputed ? [event(at(settledDate, PAID), 'HoldReleased', hold)] : []),
        ]),
  ]
}

/**
 * The debtor of a line, as of the day of `first`, their earliest invoice. Where the file's own addresses are not read, one
 * is made up that leads nowhere, and so is the consent to it.
 */
export function eventsOfDebtor(line: LedgerLine, first: string, household: Household): TimedEvent[] {
  const { source, kind, segment } = household
  const { customer, customerName = `Cliente ${customer}`, place, points } = line
  const debtor = `${source}:${customer}`
  const at = instantOf(first, INTRODUCED, place.zone)
  const event = eventFrom(source, line.line)
  const seen = new Map<string, number>()
  const nameOf = ({ channel }: Point): string => {
    const count = (seen.get(channel) ?? 0) + 1
    seen.set(channel, count)
    return count === 1 ? channel : `${channel}-${count}`
  }
  return [
    event(at, 'DebtorUpserted', { debtor, name: customerName, kind, ...place, ...(segment ? { segment } : {}) }),
    ...(points ?? [madeUp(customer)]).map((point) =>
      event(at, 'ContactPointUpserted', { debtor, contactPoint: nameOf(point), point }),
    ),
    ...(points ? [] : [event(at, 'ConsentChanged', { debtor, scope: 'email', status: 'granted', evidence: MADE_UP })]),
  ]
}

function madeUp(customer: string): Point {
  const mailbox = customer
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return { channel: 'email', address: `${mailbox}@cliente.example` }
}

const eventFrom =
  (source: string, line: number) =>
  (at: Instant, name: EventName, detail: object): LineTold => ({
    at,
    source,
    name,
    detail: { version: 1, occurredAt: iso(at), ...detail },
    line,
  })
