import type { DebtorEntry } from '../debtor-line.ts'
import type { FirstContacts } from '../first-contacts.ts'
import type { DebtorId, Invoice } from '../invoice.ts'
import type { Contact } from '../law/contact.ts'
import type { ContactRules } from '../law/pack.ts'
import type { Entry } from '../ledger.ts'
import type { Policy } from '../policy.ts'
import type { SendingSwitch } from '../sending-gate.ts'
import type { Instant } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'

/** One line of an invoice's ledger: the instant (ISO) at which it was recorded, and the version of the invoice it made. */
export interface BookedEntry extends Entry {
  readonly at: string
  readonly version: number
}

/** Everything on record about one invoice. */
export interface InvoiceEvidence {
  /** As it is kept now: what the fold of `entries` must agree with. */
  readonly invoice: Invoice
  readonly entries: readonly BookedEntry[]
  /** When each generation of its journey was opened; ISO instants. */
  readonly openings: readonly { readonly generation: number; readonly at: string }[]
  /** When each generation was left to a person. */
  readonly handOvers: readonly { readonly generation: number; readonly at: string }[]
  /** When the last journey ended; absent while it is open. */
  readonly endedAt?: string
  /** What the journey is parked on: since when (ISO) and for how many seconds. */
  readonly parked?: { readonly at: string; readonly seconds: number }
  /** Touches that claimed a step of it, by their own lines. */
  readonly claims: readonly { readonly touch: string; readonly at: string }[]
}

/** What one message said of one invoice. */
export type Stated = TouchRecord['members'][number]

/** Everything on record about one debtor. */
export interface OnRecord {
  /** Empty for an invoice of which nobody knows whose it is. */
  readonly debtor: DebtorId
  /** What came to count for the debtor, under each id that was merged into this one; none while only the ledger names it. */
  readonly timelines: Readonly<Record<DebtorId, readonly DebtorEntry[]>>
  readonly invoices: readonly InvoiceEvidence[]
  /** Oldest first. */
  readonly touches: readonly TouchRecord[]
  /** Contacts that people made (calls, visits, letters), and when (ISO) we heard of each; before all messages unless told. */
  readonly contacts: readonly (Contact & { readonly recordedAt?: string })[]
}

/** The same with the rules it is held against. */
export interface Evidence extends OnRecord {
  /** When it was read: what is not over by then may still be under way. */
  readonly asOf: Instant
  /** What law, company and the debtor's own wish allowed, by what was known of the debtor when a message was claimed. */
  readonly rulesFor: (touch: TouchRecord) => ContactRules
  /** Every word that was said of the switch that stops everything, oldest first. */
  readonly words?: readonly SendingSwitch[]
  /** Policies whose steps may wait for a person, by the hash of their content, as far as they are at hand. */
  readonly policies?: ReadonlyMap<string, Policy>
  /** How the company began to write to debtors it had never written to. */
  readonly firstContacts?: FirstContacts
  /** Where the providers' trays are at hand: when they accepted messages of a touch. */
  readonly acceptedOf?: (touch: TouchRecord) => readonly Instant[]
}
