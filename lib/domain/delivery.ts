import type { Channel } from './policy.ts'

/**
 * What a provider says became of a message. `atCarrier` is with whoever serves the telephone, which may say no more;
 * `bounced` is for good: this address takes no messages; `undelivered` is for now; `opened`, `clicked` and `read` are the
 * debtor with it; `complained` is the debtor calling it spam.
 */
export type DeliveryStatus =
  | 'sent'
  | 'delayed'
  | 'atCarrier'
  | 'undelivered'
  | 'delivered'
  | 'bounced'
  | 'opened'
  | 'read'
  | 'clicked'
  | 'complained'

/** What is behind a failure: `ours` (a template, the account: every message fails), or a receiver who asked for no more. */
export type Trouble = 'ours' | 'stopped'

/** One report of a provider on one message; it may come late, twice, and before an earlier one. */
export interface DeliveryReport {
  readonly touch: string
  readonly channel: Channel
  /** The provider's id of the message: which attempt of the touch this is about. */
  readonly providerId: string
  readonly status: DeliveryStatus
  /** ISO instant at the provider; with the status it tells one report of a message from another. */
  readonly at: string
  /** In the provider's own words, without personal data: "Permanent/General", "TEXT_INVALID". */
  readonly reason?: string
  /** The addresses it is about, where it says so. */
  readonly addresses: readonly string[]
  readonly trouble?: Trouble
}

/** A report as it is kept beside its touch: without the address, which the contact point has. */
export type DeliveryFact = Omit<DeliveryReport, 'addresses' | 'trouble'>

/** What is known of a message from all reports on it so far; `at` and `deliveredAt` are ISO instants at the provider. */
export interface Receipt {
  /** The report that says most, whatever came after it. */
  readonly status: DeliveryStatus
  readonly at: string
  readonly reason?: string
  /** The first instant at which it is known to have been with the debtor. */
  readonly deliveredAt?: string
}
