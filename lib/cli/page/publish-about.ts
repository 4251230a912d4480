import { EVENTS_IN, type EventName } from '../../contracts/events.ts'
import { EXAMPLES_IN } from '../../contracts/examples.ts'
import type { Hold, Invoice } from '../../domain/invoice.ts'
import type { About } from './publish-fields.ts'
import type { InvoiceLine, Portfolio } from './reading.ts'
import type { Visit } from './visit.ts'

/** What an event of the form is about: the words its fields take instead of the example's, and the fields it leaves out. */
export interface Subject {
  readonly about: About
  readonly without: readonly string[]
}

/**
 * The invoice of `?invoice=`, or else the oldest open one of the debtor of `?debtor=`, or of anybody. An event that may be
 * about a debtor alone is, when a debtor was asked for.
 */
export function subjectOf(name: EventName, { query }: Visit, portfolio: Portfolio): Subject {
  const asked = query.get('invoice')
  const debtor = query.get('debtor')
  const isOwing = ({ invoice, debtor: whose }: InvoiceLine): boolean =>
    invoice.status === 'open' && invoice.balance > 0 && (debtor === null || whose.id === debtor)
  const line =
    asked === null ? portfolio.invoices.find(isOwing) : portfolio.invoices.find(({ invoice }) => invoice.id === asked)
  const whose = line?.debtor.id ?? debtor ?? undefined
  const person = whose === undefined ? {} : { debtor: whose }
  if (name === 'InvoiceIssued') return { about: person, without: [] }
  if (asked === null && debtor !== null && takesEither(name))
    return { about: { ...person, ...earlier(name, portfolio.debtor(debtor), portfolio) }, without: ['invoice'] }
  if (!line) return { about: person, without: [] }
  const about = { ...person, ...aboutInvoice(name, line.invoice), ...earlier(name, line.invoice, portfolio) }
  return { about, without: oneSubject(name) }
}

/** Events about an invoice, or about everything of a debtor. */
const takesEither = (name: EventName): boolean => name === 'HoldPlaced' || name === 'HoldReleased'

/** One subject is enough, and two are refused. */
function oneSubject(name: EventName): readonly string[] {
  if (name === 'PaymentReceived') return ['reference', 'debtor']
  if (name === 'PaymentScheduled') return ['debtor']
  return 'invoice' in EVENTS_IN[name].shape ? ['debtor'] : []
}

/** How much of what is owed an event is usually about; of a payment, all of it. */
const SHARES: Partial<Record<EventName, number>> = { ChargePosted: 0.01, CreditNoteIssued: 0.05, PaymentReversed: 0.5 }

function aboutInvoice(name: EventName, invoice: Invoice): About {
  const { id } = invoice
  const invoices = name === 'PaymentScheduled' ? [{ invoice: id }] : [id]
  return { invoice: id, invoices, ...moneyOf(name, invoice) }
}

/** A sum in the currency of the invoice that it can bear: another currency would be refused. */
function moneyOf(name: EventName, { id, balance, paid, terms, currency }: Invoice): About {
  const whole = name === 'PaymentReversed' ? paid : balance > 0 ? balance : (terms.amount ?? 0)
  if (currency === undefined || whole <= 0) return {}
  const amount = Math.ceil(whole * (SHARES[name] ?? 1))
  if (name === 'PaymentReversed') return { amount }
  if (!('total' in EXAMPLES_IN[name].detail)) return {}
  const allocations = name === 'PaymentReceived' ? { allocations: [{ invoice: id, amount }] } : {}
  return { 'total.amount': amount, 'total.currency': currency, ...allocations }
}

/** The earlier fact that an event takes back, where there is one to take back. */
function earlier(
  name: EventName,
  of: Partial<Invoice> & { readonly id: string; readonly holds: Readonly<Record<string, Hold>> },
  { payments }: Portfolio,
): About {
  const named = (field: string, ids: readonly string[]): About => {
    const last = ids.at(-1)
    return last === undefined ? {} : { [field]: last }
  }
  const those = <One>(facts: Readonly<Record<string, One>> = {}, stands: (one: One) => boolean): string[] =>
    Object.entries(facts).flatMap(([id, one]) => (stands(one) ? [id] : []))
  switch (name) {
    case 'HoldReleased':
      return named(
        'hold',
        those(of.holds, ({ placedAt, releasedAt }) => placedAt !== undefined && releasedAt === undefined),
      )
    case 'ChargeReversed':
      return named(
        'charge',
        those(of.charges, ({ kind, reversed }) => kind !== undefined && !reversed),
      )
    case 'PaymentFailed':
      return named(
        'payment',
        those(of.announced, ({ on }) => on !== undefined),
      )
    case 'PaymentReversed':
      return named(
        'payment',
        payments.flatMap(({ payment, invoice }) => (invoice === of.id ? [payment] : [])),
      )
    case 'ApprovalGiven':
    case 'ApprovalDeclined':
      return named('approval', of.journey?.approval ? [of.journey.approval.id] : [])
    default:
      return {}
  }
}
