import type { TouchClass } from '../policy.ts'
import type { Instant } from '../time.ts'
import type { Medium } from './pack.ts'

/** What a contact is for; a receipt confirms what the debtor did, such as a payment. */
export type ContactClass = TouchClass | 'receipt'

/** A contact somebody wants to make. */
export interface Asked {
  readonly at: Instant
  readonly medium: Medium
  readonly class: ContactClass
  /** Ids of the invoices it is about. */
  readonly about: readonly string[]
}

/** A contact that was made, or may have been. */
export interface Contact {
  readonly at: Instant
  readonly medium: Medium
  readonly class: ContactClass
  /** Absent: about everything the debtor owes. */
  readonly about?: readonly string[]
  /** The debtor and a person of ours spoke with each other. */
  readonly conversation?: true
}
