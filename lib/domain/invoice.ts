import type { Bucket, Charge } from './charges.ts'
import type { Instalment } from './instalments.ts'
import type { Money } from './money.ts'
import type { TouchClass } from './policy.ts'
import { type CalendarDate, type Instant, iso } from './time.ts'
import type { HoldCause } from './why-not.ts'

/** `source:external-id`, as the upstream system names it. */
export type InvoiceId = string
export type DebtorId = string
export type PaymentId = string
/** Orders versions of a replaceable fact: effective instant, then kind, then id; the highest wins. */
export type Stamp = string

/** A suspension of contact, with who asked for it; `released` alone is a release that came before its hold. */
export interface Hold {
  readonly reason?: string
  /** Absent: for no cause that has a code of its own. */
  readonly cause?: HoldCause
  readonly author?: string
  readonly placedAt?: string
  /** ISO instant after which the hold no longer counts. */
  readonly until?: string
  readonly releasedAt?: string
}

/** What an invoice knows of an announced payment: its day, or none any more, and its sum; `revision` orders the words. */
export interface Announcement {
  readonly on?: CalendarDate
  readonly total?: Money
  readonly revision: number
}

/** What the upstream system says the invoice is; each part is replaced by the newest word on it. */
export interface InvoiceTerms {
  readonly debtor: DebtorId
  readonly entity: string
  readonly amount: number
  readonly issueDate: CalendarDate
  readonly dueDate: CalendarDate
  /** It was settled before we heard of it: no journey begins. */
  readonly settledOn?: CalendarDate
  readonly reference?: string
  readonly paymentLink?: string
  readonly description?: string
  readonly policy?: string
  readonly segment?: string
  /** Parts with dates of their own; they add up to `amount`, and come and go with it. */
  readonly instalments?: readonly Instalment[]
  /** The order in which money pays off the parts of the debt, as the entity had it when the invoice was issued. */
  readonly allocation?: readonly Bucket[]
}

/** What was asked about the next message of a journey, and what people said of it. Instants are ISO. */
export interface Approval {
  /** No other question about this invoice has the same. */
  readonly id: string
  readonly step: string
  /** The due date it is about: of an instalment, where there is a plan. */
  readonly dueDate: CalendarDate
  readonly generation: number
  readonly askedAt: string
  readonly approvedAt?: string
  readonly declinedAt?: string
}

/** A version of a policy, by the hash of its content. */
export interface FollowedPolicy {
  readonly id: string
  readonly hash: string
}

/** How far the reminders of one due date came. */
export interface Reached {
  /** Index of the last step used up in the policy; -1 before the first. */
  readonly position: number
  /** The level last delivered for this invoice. */
  readonly level: number
  /** A reminder before the due date was said, under a policy before the one followed now, which has no such step. */
  readonly saidBeforeDue?: true
}

/** How far the journey of an invoice has come. */
export interface JourneyProgress extends Reached {
  readonly policy?: FollowedPolicy
  /** The newest order to follow another policy, and the version it made: earlier messages speak of another schedule. */
  readonly adopted?: { readonly stamp: Stamp; readonly version: number }
  /** The debtor's date when the invoice (or its new due date, or its reopening) was first seen. */
  readonly firstSeen?: string
  /** The date of the instalment that is reminded now, where there is a plan; `position` and `level` are of it. */
  readonly anchor?: CalendarDate
  /** How far the reminders of the other instalments came, by their dates. */
  readonly reached?: Readonly<Record<CalendarDate, Reached>>
  readonly lastTouch?: { readonly touch: string; readonly at: string; readonly class: TouchClass }
  /** The touches of steps that may have asked a person to call. */
  readonly calls?: readonly string[]
  /** Nothing is sent before this instant, whatever the schedule says. */
  readonly notBefore?: { readonly at: string; readonly reason: string }
  /** The contact points at which the message of a step did not arrive; the step tries others. */
  readonly tried?: { readonly step: string; readonly points: readonly string[] }
  /** The question whether the next message may leave, until it has. */
  readonly approval?: Approval
  /** No contact point took the last message. */
  readonly undeliverable?: boolean
  /** Executions that died under this invoice since it was opened. */
  readonly deaths: number
}

/** How far a journey came with the due date that it reminds of now. */
export const reachedBy = ({ position, level, saidBeforeDue }: Reached): Reached => ({
  position,
  level,
  ...(saidBeforeDue && { saidBeforeDue }),
})

/** The same journey, come so far with its due date. */
export function standingAt({ saidBeforeDue: _, ...journey }: JourneyProgress, reached: Reached): JourneyProgress {
  return { ...journey, ...reached }
}

export type Outcome = 'settled' | 'cancelled' | 'writtenOff' | 'handedOver' | 'exhausted'

/**
 * An invoice as the fold of its ledger. All sums are integer minor units of `currency`.
 *
 * `balance` = charge + charges that stand − credited − paid − writeOff + excess, and is the sum of the ledger's entries. `writeOff` and
 * `excess` follow from the rest, so the order in which facts arrive cannot matter.
 */
export interface Invoice {
  readonly id: InvoiceId
  /** `awaited`: something is known of it (a payment, say) but it has not been issued yet. */
  readonly status: 'awaited' | 'open' | 'closed'
  readonly version: number
  readonly generation: number
  readonly currency?: string
  readonly terms: Partial<InvoiceTerms>
  /** The stamp of the newest word on each term. */
  readonly stamps: Readonly<Record<string, Stamp>>
  readonly issued: boolean
  readonly voided?: string
  readonly writtenOff?: string
  /** The principal. */
  readonly charge: number
  /** Interest, collection costs and fees, by the id of the charge. */
  readonly charges: Readonly<Record<string, Charge>>
  readonly credited: number
  /** Payments less reversals. */
  readonly paid: number
  readonly writeOff: number
  /** Paid above what was owed: it belongs to the debtor as unapplied cash. */
  readonly excess: number
  /** Debtors who have been owed an excess of this invoice, even if none is left. */
  readonly creditors?: readonly DebtorId[]
  /** The newest effective instant (ISO) of a fact on its sums. */
  readonly moneyAt?: string
  readonly balance: number
  readonly holds: Readonly<Record<string, Hold>>
  /** Payments that are announced for a date, by payment. */
  readonly announced: Readonly<Record<PaymentId, Announcement>>
  readonly journey: JourneyProgress
  readonly outcome?: Outcome
  readonly outcomeReason?: string
}

/** An invoice of which nothing is known yet. */
export function unheardOf(id: InvoiceId): Invoice {
  return {
    id,
    status: 'awaited',
    version: 0,
    generation: 0,
    terms: {},
    stamps: {},
    issued: false,
    charge: 0,
    charges: {},
    credited: 0,
    paid: 0,
    writeOff: 0,
    excess: 0,
    balance: 0,
    holds: {},
    announced: {},
    journey: { position: -1, level: 0, deaths: 0 },
  }
}

/** An issued invoice: everything a decision needs is known. */
export interface IssuedInvoice extends Invoice {
  readonly currency: string
  readonly terms: InvoiceTerms
}

/** Narrows to an invoice that has been issued. */
export function isIssued(invoice: Invoice): invoice is IssuedInvoice {
  return invoice.issued
}

/** Whether a hold suspends contact at `at` (ISO instant). */
export function isActive(hold: Hold, at: string): boolean {
  return hold.placedAt !== undefined && hold.releasedAt === undefined && (hold.until === undefined || hold.until > at)
}

/** The hold that suspends contact at `at` for longest, if any does. */
export function activeHold(holds: Readonly<Record<string, Hold>>, at: Instant): Hold | undefined {
  return Object.values(holds)
    .filter((hold) => isActive(hold, iso(at)))
    .sort((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? 1 : -1))[0]
}
