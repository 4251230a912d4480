import type { DebtorId, InvoiceId } from './invoice.ts'
import type { Channel } from './policy.ts'
import type { StopScope } from './stop-language.ts'

/** What somebody answered to our messages, kept word for word. */
export interface Reply {
  readonly id: string
  readonly channel: Channel
  /** ISO instant at which it was written. */
  readonly at: string
  readonly text: string
  /** A machine wrote it (an out-of-office, a delivery notice): answering it could go on for ever. */
  readonly automatic?: true
  /** Everybody it may come from: several debtors may share a number. Nobody when the address is unknown. */
  readonly debtors: readonly DebtorId[]
  /** The message it answers, as far as that is known, and its invoices. */
  readonly touch?: string
  readonly invoices: readonly InvoiceId[]
  /** Where it came from, when it answers no message we know and only one debtor has that address. */
  readonly contactPoint?: string
  /** The address it came from, where it is nobody's: whoever answers has no other. It stands here alone, beside the words. */
  readonly from?: string
  /** What it asks us to stop. */
  readonly stop?: StopScope
}
