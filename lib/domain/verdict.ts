import type { AskedAbout } from './approval.ts'
import { listOf, type WorkList } from './backlog.ts'
import { inWriting, type UnmadeCall } from './call-step.ts'
import type { Warning } from './consequence.ts'
import type { ContactPoint, Debtor } from './debtor.ts'
import type { Invoice, IssuedInvoice, Outcome } from './invoice.ts'
import type { Policy, Step } from './policy.ts'
import { type Calendar, nextTouch, type PlannedTouch } from './schedule.ts'
import type { PaymentMark } from './stale-data.ts'
import { type CalendarDate, DAY, type Instant } from './time.ts'
import type { Suppression } from './why-not.ts'

export type { Suppression }

/** No wait is longer, so that no fact can be missed for longer. */
export const LONGEST_WAIT = 30 * DAY
/** Waits on facts about the whole debtor are asked again this often. */
export const ASK_AGAIN = DAY

/** A message that will not be sent, with its reason: one line of the why-not log. */
export interface Suppressed {
  readonly step: string
  readonly reason: Suppression
  /** The day on which it was kept back, where that is not the day on which it is noted. */
  readonly day?: CalendarDate
}

/**
 * What the journey does next. `version` is the invoice's version the decision rests on; whatever is done about it is
 * conditional on that version. `seconds` is how long to wait at the most.
 */
export type Decision = { readonly version: number; readonly reason: string } & (
  | {
      readonly kind: 'wait'
      readonly waitingFor: 'reminderTime' | 'instalment' | 'payment' | 'release'
      readonly seconds: number
    }
  | { readonly kind: 'contact'; readonly step: string; readonly level: number }
  | { readonly kind: 'end'; readonly outcome: Outcome }
  | { readonly kind: 'handOver'; readonly outcome: 'handedOver'; readonly debtor: string; readonly list: WorkList }
  | { readonly kind: 'continueAsNew' }
  | { readonly kind: 'leave' }
)

/** The facts a decision rests on. */
export interface Situation {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly policy: Policy
  readonly calendar: Calendar
  /** The highest level delivered for anything this debtor still owes, as far as the caller knows. */
  readonly delivered: number
  /** How far the payments of each source are known that this invoice's legal entity must know of; absent: it names none. */
  readonly paymentData?: readonly PaymentMark[]
  /** What is known of the last message about this invoice, where a consequence is ahead. */
  readonly warning?: Warning
  /** The last message is a call that nobody is known to have made. */
  readonly call?: UnmadeCall
}

/** Which execution asks. */
export interface Asking {
  readonly generation: number
  readonly shape: number
  /** When the execution began. */
  readonly startedAt: Instant
}

/** A planned message with the contact points that may carry it at its time, best first. */
export interface LawfulTouch extends PlannedTouch {
  readonly points: readonly ContactPoint[]
}

export interface Verdict {
  readonly decision: Decision
  readonly suppressed: readonly Suppressed[]
  /** The message to send, when the decision is to contact. */
  readonly touch?: LawfulTouch
  /** A person is to be asked about the step, or it is left out, the journey standing as after it. */
  readonly approval?:
    | { readonly kind: 'ask'; readonly about: AskedAbout; readonly until: Instant }
    | { readonly kind: 'skip'; readonly position: number }
}

/** Nothing more is sent, and nobody is asked. */
export const finished = (invoice: IssuedInvoice, reason: string): Verdict => ({
  decision: { kind: 'end', outcome: 'exhausted', reason, version: invoice.version },
  suppressed: [],
})

/** A person takes the invoice over. */
export const handOver = (invoice: IssuedInvoice, reason: string, step?: Step): Verdict => ({
  decision: {
    kind: 'handOver',
    outcome: 'handedOver',
    reason,
    version: invoice.version,
    debtor: invoice.terms.debtor,
    list: listOf(reason),
  },
  suppressed: step ? [{ step: step.id, reason: 'handedOver' }] : [],
})

/** The next touch of the invoice's own schedule; a call that nobody made is said in writing before it. */
export function plan(invoice: IssuedInvoice, situation: Situation, now: Instant): PlannedTouch | undefined {
  const { policy, delivered, calendar } = situation
  return inWriting(invoice, situation, now) ?? nextTouch(policy, invoice, delivered, calendar, now)
}

/** Whole seconds from `now` to `until`, at least one, at most the longest wait. */
export const secondsUntil = (now: Instant, until: Instant): number =>
  Math.max(1, Math.ceil(Math.min(until - now, LONGEST_WAIT) / 1000))
