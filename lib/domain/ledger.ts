import { anchored } from './anchor.ts'
import type { AskedAbout } from './approval.ts'
import { type Charge, posted } from './charges.ts'
import { type Contradiction, contradiction } from './contradiction.ts'
import { traced } from './excess.ts'
import type { Approval, FollowedPolicy, Hold, Invoice, InvoiceTerms, Stamp } from './invoice.ts'
import type { InvoiceFact } from './invoice-fact.ts'

/** Lines that no fact of an upstream system makes. */
type OwnKind =
  | 'writeOff'
  | 'excess'
  | 'continued'
  | 'revived'
  | 'returned'
  | 'deferred'
  | 'adopted'
  | 'asked'
  | 'skipped'

/** One line of an invoice's ledger, append-only; `amount` is signed: what it does to the balance. */
export interface Entry {
  /** Unique within the invoice: the business id of the fact, so a repeated fact is the same line. */
  readonly key: string
  readonly kind: InvoiceFact['kind'] | OwnKind
  readonly amount: number
  readonly fact?: InvoiceFact
  /** Which message somebody was asked about. */
  readonly asked?: AskedAbout
  /** Which policy the journey left, and which it follows now. */
  readonly adopted?: { readonly from?: FollowedPolicy; readonly to: FollowedPolicy }
}

export type Recording =
  | { readonly kind: 'recorded'; readonly invoice: Invoice; readonly entries: readonly Entry[] }
  | Contradiction

/** The key of the ledger line a fact makes. */
export function entryKey(fact: InvoiceFact): string {
  switch (fact.kind) {
    case 'issued':
    case 'amended':
      return `${fact.kind}#${fact.stamp}`
    case 'voided':
    case 'writtenOff':
      return fact.kind
    case 'charged':
    case 'chargeReversed':
      return `${fact.kind}#${fact.charge}`
    case 'credited':
      return `credited#${fact.note}`
    case 'paid':
      return `paid#${fact.payment}`
    case 'scheduled':
      return `scheduled#${fact.payment}#${fact.revision}`
    case 'paymentFailed':
      return `paymentFailed#${fact.payment}#${fact.at}`
    case 'reversed':
      return `reversed#${fact.payment}#${fact.reversal}`
    case 'holdPlaced':
    case 'holdReleased':
      return `${fact.kind}#${fact.hold}`
    case 'approved':
    case 'declined':
      return `${fact.kind}#${fact.approval}`
  }
}

/**
 * Records one fact on an invoice: the next state and the lines it adds.
 *
 * The caller makes sure that a line with the same key is not recorded twice. `recordedAt` is an ISO instant.
 */
export function record(before: Invoice, fact: InvoiceFact, recordedAt: string): Recording {
  const currency = 'currency' in fact ? fact.currency : undefined
  const refused = contradiction(before, fact, currency)
  if (refused) return refused
  const told = traced(restated(tell(currency ? { ...before, currency } : before, fact)), instantOfMoney(fact))
  const key = entryKey(fact)
  const entries: Entry[] = [{ key, kind: fact.kind, amount: direct(told) - direct(before), fact }]
  if (told.writeOff !== before.writeOff)
    entries.push({ key: `writeOff#${before.version + 1}`, kind: 'writeOff', amount: before.writeOff - told.writeOff })
  if (told.excess !== before.excess)
    entries.push({ key: `excess#${before.version + 1}`, kind: 'excess', amount: told.excess - before.excess })
  return { kind: 'recorded', invoice: { ...moved(before, told, recordedAt), version: before.version + 1 }, entries }
}

/** What the invoice owes before write-off and excess are derived from it. */
const direct = (invoice: Invoice): number => invoice.charge + posted(invoice) - invoice.credited - invoice.paid

function tell(invoice: Invoice, fact: InvoiceFact): Invoice {
  switch (fact.kind) {
    case 'issued':
      return { ...replaced(withoutEarlier(invoice, fact.terms.issueDate), fact.stamp, fact.terms), issued: true }
    case 'amended':
      return replaced(invoice, fact.stamp, fact.terms)
    case 'voided':
      return { ...invoice, voided: fact.at }
    case 'writtenOff':
      return { ...invoice, writtenOff: fact.at }
    case 'charged':
      return withCharge(invoice, fact.charge, { kind: fact.chargeKind, amount: fact.amount })
    case 'chargeReversed':
      return withCharge(invoice, fact.charge, { reversed: true })
    case 'credited':
      return { ...invoice, credited: invoice.credited + fact.amount }
    case 'paid':
      return { ...invoice, paid: invoice.paid + fact.amount }
    case 'reversed':
      return { ...invoice, paid: invoice.paid - fact.amount }
    case 'scheduled': {
      const { payment, on, total, revision } = fact
      if (revision <= (invoice.announced[payment]?.revision ?? 0)) return invoice
      const word = { revision, ...(on && { on }), ...(total && { total }) }
      return { ...invoice, announced: { ...invoice.announced, [payment]: word } }
    }
    case 'paymentFailed':
      return invoice
    case 'holdPlaced': {
      const { reason, author, placedAt, cause, until } = fact
      return withHold(invoice, fact.hold, {
        reason,
        author,
        placedAt,
        ...(cause && { cause }),
        ...(until !== undefined && { until }),
      })
    }
    case 'holdReleased':
      return withHold(invoice, fact.hold, { releasedAt: fact.releasedAt })
    case 'approved':
      return withAnswer(invoice, fact.approval, { approvedAt: fact.at })
    case 'declined':
      return withAnswer(invoice, fact.approval, { declinedAt: fact.at })
  }
}

/** Each term keeps the newest word on it, whatever the order of arrival; instalments are part of the word on the amount. */
function replaced(invoice: Invoice, stamp: Stamp, { instalments, ...terms }: Partial<InvoiceTerms>): Invoice {
  const newest = Object.entries(terms).filter(
    ([name, value]) => value !== undefined && stamp > (invoice.stamps[name] ?? ''),
  )
  const { instalments: planned, ...known } = invoice.terms
  const plan = newest.some(([name]) => name === 'amount') ? instalments : planned
  return {
    ...invoice,
    terms: { ...known, ...(plan && { instalments: plan }), ...Object.fromEntries(newest) },
    stamps: { ...invoice.stamps, ...Object.fromEntries(newest.map(([name]) => [name, stamp])) },
  }
}

/** An amendment that came before its invoice counts for no more than after it: a date before the issue is no due date. */
function withoutEarlier(invoice: Invoice, issueDate: string): Invoice {
  const { dueDate, ...terms } = invoice.terms
  if (dueDate === undefined || dueDate >= issueDate) return invoice
  const { dueDate: _, ...stamps } = invoice.stamps
  return { ...invoice, terms, stamps }
}

const withCharge = (invoice: Invoice, id: string, part: Partial<Charge>): Invoice => ({
  ...invoice,
  charges: { ...invoice.charges, [id]: { amount: 0, reversed: false, ...invoice.charges[id], ...part } },
})

const withHold = (invoice: Invoice, id: string, hold: Hold): Invoice => ({
  ...invoice,
  holds: { ...invoice.holds, [id]: { ...invoice.holds[id], ...hold } },
})

/** An answer counts for the question that it was asked, while that is open. */
function withAnswer(invoice: Invoice, question: string, answer: Pick<Approval, 'approvedAt' | 'declinedAt'>): Invoice {
  const { approval } = invoice.journey
  if (approval?.id !== question) return invoice
  return { ...invoice, journey: { ...invoice.journey, approval: { ...approval, ...answer } } }
}

/** Derives what follows from the facts: charge, write-off, excess, balance. An unissued invoice has no excess yet. */
function restated(invoice: Invoice): Invoice {
  const charge = invoice.voided ? 0 : (invoice.terms.amount ?? 0)
  const owed = direct({ ...invoice, charge })
  const writeOff = invoice.writtenOff ? Math.max(0, owed) : 0
  const excess = invoice.issued ? Math.max(0, -owed) : 0
  return { ...invoice, charge, writeOff, excess, balance: owed - writeOff + excess }
}

/** Opens a newly issued invoice unless it is history, reopens a settled one that owes again; a journey under way may get another date. */
function moved(before: Invoice, told: Invoice, at: string): Invoice {
  const now = told.issued ? anchored(before, told, at) : told
  if (now.status === 'awaited' && !now.issued) return now
  if (now.status === 'awaited') return now.terms.settledOn === undefined ? opened(now, at) : filed(now)
  if (now.status === 'open') return now
  // Money taken back after it was paid: whoever had the invoice then, the journey has it again.
  const wasPaid = before.balance <= 0 && now.outcome !== 'cancelled' && now.outcome !== 'writtenOff'
  const owesAgain = wasPaid && now.balance > 0
  const { outcome: _, outcomeReason: __, ...rest } = now
  return owesAgain ? opened(rest, at) : told
}

/** Closed history: no generation, so no journey; money taken back later opens the first. */
const filed = (invoice: Invoice): Invoice => ({
  ...invoice,
  status: 'closed',
  outcome: 'settled',
  outcomeReason: 'history',
})

const opened = (invoice: Invoice, at: string): Invoice => ({
  ...invoice,
  status: 'open',
  generation: invoice.generation + 1,
  journey: { ...invoice.journey, firstSeen: at, deaths: 0 },
})

/** The effective instant (ISO) of a fact that can change what was paid too much; empty for any other. */
function instantOfMoney(fact: InvoiceFact): string {
  switch (fact.kind) {
    case 'issued':
      return fact.stamp.split('#')[0] ?? ''
    case 'amended':
      return fact.terms.amount === undefined ? '' : (fact.stamp.split('#')[0] ?? '')
    case 'voided':
      return fact.at
    case 'charged':
    case 'chargeReversed':
    case 'credited':
    case 'paid':
    case 'reversed':
      return fact.at ?? ''
    case 'writtenOff':
    case 'scheduled':
    case 'paymentFailed':
    case 'holdPlaced':
    case 'holdReleased':
    case 'approved':
    case 'declined':
      return ''
  }
}
