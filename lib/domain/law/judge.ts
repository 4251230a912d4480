import type { TouchClass } from '../policy.ts'
import type { Instant } from '../time.ts'
import type { Citation, ContactRules, Medium } from './pack.ts'

/** A contact somebody wants to make. */
export interface Asked {
  readonly at: Instant
  readonly medium: Medium
  readonly class: TouchClass
  /** Ids of the invoices it is about. */
  readonly about: readonly string[]
}

/** A contact that was made, or may have been. */
export interface Contact {
  readonly at: Instant
  readonly medium: Medium
  readonly class: TouchClass
  /** Absent: about everything the debtor owes. */
  readonly about?: readonly string[]
  /** The debtor and a person of ours spoke with each other. */
  readonly conversation?: true
}

/** Whether a contact may be made, and if not, the rule that says so and the first instant that no rule forbids. */
export type LawVerdict =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused'
      readonly reason: 'hours' | 'holiday' | 'cap'
      /** The layer and the rule in it: "CO", "co-1-per-day". */
      readonly layer: string
      readonly rule: string
      readonly citations: readonly Citation[]
      /** Undefined when no instant of the next year is allowed. */
      readonly next: Instant | undefined
    }

/** Asks every layer; the first refusal in the order hours, holidays, caps is the answer. */
export type Judge = (rules: ContactRules, asked: Asked, history: readonly Contact[]) => LawVerdict
