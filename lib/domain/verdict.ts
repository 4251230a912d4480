import type { Debtor } from './debtor.ts'
import type { Invoice, Outcome } from './invoice.ts'
import type { Policy } from './policy.ts'
import type { Calendar, PlannedTouch } from './schedule.ts'
import type { Instant } from './time.ts'

/** Why a message that was planned was not sent. */
export type Suppression =
  | 'paid'
  | 'voided'
  | 'writtenOff'
  | 'hold'
  | 'debtorHold'
  | 'unappliedCash'
  | 'belowMinimum'
  | 'noContactPoint'
  | 'doNotContact'
  | 'debtorUnknown'
  | 'absorbed'
  | 'handedOver'

/** A message that will not be sent, with its reason: one line of the why-not log. */
export interface Suppressed {
  readonly step: string
  readonly reason: Suppression
}

/**
 * What the journey does next. `version` is the invoice's version the decision rests on; whatever is done about it is
 * conditional on that version. `seconds` is how long to wait at the most.
 */
export type Decision = { readonly version: number; readonly reason: string } & (
  | { readonly kind: 'wait'; readonly waitingFor: 'reminderTime' | 'payment' | 'release'; readonly seconds: number }
  | { readonly kind: 'contact'; readonly step: string; readonly level: number }
  | { readonly kind: 'end'; readonly outcome: Outcome }
  | { readonly kind: 'handOver'; readonly outcome: 'handedOver'; readonly debtor: string }
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
}

/** Which execution asks. */
export interface Asking {
  readonly generation: number
  readonly shape: number
  /** When the execution began. */
  readonly startedAt: Instant
}

export interface Verdict {
  readonly decision: Decision
  readonly suppressed: readonly Suppressed[]
  /** The message to send, when the decision is to contact. */
  readonly touch?: PlannedTouch
}
