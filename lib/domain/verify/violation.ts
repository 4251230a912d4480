import type { FlagKind } from '../flag.ts'
import type { DebtorId, InvoiceId } from '../invoice.ts'
import type { Citation, Medium } from '../law/pack.ts'
import type { CalendarDate } from '../time.ts'

/** What is checked, in the order in which it is told. */
export const CHECKS = [
  'afterPayment',
  'wrongBalance',
  'outsideWindow',
  'holiday',
  'aboveCap',
  'withoutConsent',
  'afterStop',
  'flagged',
  'whileStopped',
  'wrongPerson',
  'unwarned',
  'twice',
  'unapproved',
  'levelJump',
  'beforeTurn',
  'books',
  'orphan',
  'stranded',
] as const
export type Check = (typeof CHECKS)[number]

/** What the records say was so, beside what was done all the same. Amounts are minor units, instants ISO. */
export type Finding =
  | { readonly kind: 'owedNothing'; readonly owed: number; readonly stated: number; readonly currency: string }
  | { readonly kind: 'over'; readonly how: 'voided' | 'writtenOff' | 'handedOver' | 'ended'; readonly since: string }
  | { readonly kind: 'held'; readonly whom: 'invoice' | 'debtor'; readonly hold: string; readonly since: string }
  | { readonly kind: 'scheduled'; readonly payment: string; readonly on: CalendarDate }
  | { readonly kind: 'unseen'; readonly entry: string; readonly recordedAt: string }
  | { readonly kind: 'misstated'; readonly owed: number; readonly stated: number; readonly currency: string }
  | { readonly kind: 'covered'; readonly unapplied: number; readonly stated: number; readonly currency: string }
  | { readonly kind: 'flagged'; readonly flag: FlagKind | 'internal' | 'unknown'; readonly since?: string }
  | {
      readonly kind: 'notTheirs'
      readonly contactPoint: string
      readonly how: 'unheardOf' | 'inactive' | 'wrongPerson' | 'bounced'
    }
  | {
      readonly kind: 'unasked'
      readonly medium: Medium
      readonly verdict: 'optedOut' | 'noConsent'
      readonly since?: string
    }
  | {
      readonly kind: 'unlawful'
      readonly medium: Medium
      /** On the debtor's clock: "2026-12-25 09:30 America/Bogota". */
      readonly local: string
      readonly holiday?: string
    }
  | { readonly kind: 'stopped'; readonly why: 'killSwitch' | 'outOfBand' | 'dryRun' | 'canary'; readonly since: string }
  | {
      readonly kind: 'unwarned'
      readonly step: string
      readonly why: 'inNeutralWords' | 'amongOthers' | 'neverWarned' | 'notArrived'
    }
  | { readonly kind: 'claimedTwice'; readonly step: string; readonly other: string }
  | {
      readonly kind: 'unapproved'
      readonly step: string
      readonly answer: 'notAsked' | 'none' | 'declined' | 'expired'
    }
  | { readonly kind: 'levelJump'; readonly level: number; readonly after: number }
  | { readonly kind: 'beforeTurn'; readonly percent: number; readonly on: CalendarDate }
  | { readonly kind: 'triedTwice'; readonly tries: number }
  | { readonly kind: 'acceptedTwice'; readonly times: number }
  | { readonly kind: 'unbalanced'; readonly sum: number; readonly kept: number; readonly currency: string }
  | { readonly kind: 'noOutcome' }
  | { readonly kind: 'noTouch'; readonly claim: string }
  | { readonly kind: 'noRecord'; readonly medium: Medium }
  | { readonly kind: 'noTimer'; readonly since: string }

/** One rule that was broken: what was true then, what was done, and which rule says that it must not be. */
export interface Violation {
  readonly check: Check
  readonly debtor: DebtorId
  readonly invoice?: InvoiceId
  readonly touch?: string
  /** ISO instant at which it was done. */
  readonly at: string
  readonly finding: Finding
  /** An invariant of docs/invariants.md ("I1"), or the rule of a contact law ("CO co-1-per-day"). */
  readonly rule: string
  readonly citations: readonly Citation[]
}
