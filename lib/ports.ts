import type { ControlTotals, Declaration, Watermark } from './domain/control-totals.ts'
import type { Debtor } from './domain/debtor.ts'
import type { DeliveryFact } from './domain/delivery.ts'
import type { DebtorId, Invoice, InvoiceId, IssuedInvoice, PaymentId } from './domain/invoice.ts'
import type { Decreed } from './domain/law/book.ts'
import type { Entry } from './domain/ledger.ts'
import type { Payment } from './domain/payment.ts'
import type { Channel, Policy, TouchClass } from './domain/policy.ts'
import type { NeutralWording, PaymentMark } from './domain/stale-data.ts'
import type { CalendarDate, Instant } from './domain/time.ts'
import type { Suppression } from './domain/verdict.ts'

/** Outcome of a conditional write: `conflict` means somebody was faster; read again. */
export type Written = 'written' | 'duplicate' | 'conflict'

/** What is parked at an invoice, read consistently. */
export interface Parked {
  readonly token?: string
  readonly generation: number
  readonly open: boolean
}

/** A change of one invoice: its next state and its new ledger lines, in one transaction. */
export interface InvoiceChange {
  readonly before: Invoice
  readonly after: Invoice
  readonly entries: readonly Entry[]
  /** ISO instant. */
  readonly at: string
  /** Work for a person that comes with the change, or not at all. */
  readonly task?: Task
}

/** How one attempt to send ended; `unknown` may have left. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | { readonly kind: 'notSent'; readonly again: boolean; readonly problem: string }
  | { readonly kind: 'unknown'; readonly problem: string }

export interface Attempt {
  readonly channel: Channel
  readonly contactPoint: string
  readonly at: string
  readonly outcome?: SendOutcome['kind']
  readonly providerId?: string
  readonly problem?: string
}

/** One message to one debtor, with the facts it was decided on. Amounts are minor units of `currency`. */
export interface TouchRecord {
  readonly id: string
  readonly debtor: DebtorId
  readonly debtorVersion: number
  readonly entity: string
  readonly class: TouchClass
  readonly level: number
  readonly template: string
  readonly language: string
  readonly currency: string
  readonly total: number
  readonly claimedAt: string
  readonly status: 'claimed' | 'sent' | 'unknown' | 'failed' | 'released'
  readonly attempts: readonly Attempt[]
  /** The message leaves it open whether a payment has come, because we cannot know. */
  readonly neutral?: NeutralWording
  readonly members: readonly {
    readonly invoice: InvoiceId
    readonly generation: number
    readonly version: number
    readonly step: string
    readonly level: number
    readonly balance: number
    /** What the message asks for now, and since when that is due. */
    readonly asked: number
    readonly dueDate: CalendarDate
  }[]
}

/** A claim: nobody else may use these steps once it is written. */
export interface Claim {
  readonly touch: TouchRecord
  readonly debtor: Debtor
  readonly members: readonly { readonly before: IssuedInvoice; readonly after: IssuedInvoice }[]
}

/** A message that was not sent, on the invoice's own timeline. */
export interface SuppressedTouch {
  readonly invoice: InvoiceId
  readonly generation: number
  readonly step: string
  readonly reason: Suppression
  readonly at: string
}

/** Work for a person. `due` and `openedAt` are ISO instants. */
export interface Task {
  readonly id: string
  readonly kind: 'collect' | 'applyCash' | 'findPayer'
  readonly status: 'open' | 'closed'
  readonly reason: string
  readonly openedAt: string
  readonly due: string
  readonly invoice?: InvoiceId
  readonly debtor?: DebtorId
  readonly payment?: PaymentId
  readonly closedBy?: string
  readonly note?: string
}

/** An event that was not accepted, kept whole. */
export interface RefusedEvent {
  readonly id: string
  readonly source: string
  readonly name: string
  readonly problems: readonly { readonly path: string; readonly allowed: string; readonly value: string }[]
  readonly body: string
  readonly at: string
}

/** Invoices with their ledgers, payments, touches, tasks and quarantine. Reads are consistent unless it says otherwise. */
export interface Ledger {
  invoice(id: InvoiceId): Promise<Invoice>
  invoices(ids: readonly InvoiceId[]): Promise<Invoice[]>
  /** May lag a moment behind: whoever acts on it checks the invoice itself. */
  openInvoices(debtor: DebtorId): Promise<InvoiceId[]>
  record(change: InvoiceChange): Promise<Written>
  parked(id: InvoiceId): Promise<Parked>
  /** Raises the version, so that no decision taken before holds any more. */
  raise(id: InvoiceId): Promise<Parked>
  /** Whose journey an execution was, by its name; undefined for a name nobody gave. */
  execution(name: string): Promise<{ invoice: InvoiceId; generation: number } | undefined>
  payment(id: PaymentId): Promise<Payment>
  savePayment(before: Payment, after: Payment): Promise<Written>
  /** Invoices that carry a payment reference, and payments that wait for such an invoice. */
  referenced(reference: string): Promise<{ invoices: InvoiceId[]; payments: PaymentId[] }>
  expectInvoice(reference: string, payment: PaymentId): Promise<void>
  /** Undefined when somebody was faster; the answer may hold fewer members than asked for, never others. */
  claim(claim: Claim): Promise<TouchRecord | undefined>
  touch(id: string): Promise<TouchRecord | undefined>
  saveTouch(before: TouchRecord, after: TouchRecord): Promise<Written>
  /** Keeps a report beside its touch; the same one again changes nothing. */
  noteDelivery(fact: DeliveryFact): Promise<void>
  /** What is known of a touch's deliveries, oldest first. */
  deliveries(touch: string): Promise<DeliveryFact[]>
  suppress(touches: readonly SuppressedTouch[]): Promise<void>
  openTask(task: Task): Promise<void>
  /** Closes a task if it is open; answers whether it was. */
  closeTask(id: string, by: string, note: string, at: string): Promise<boolean>
  refuse(event: RefusedEvent): Promise<void>
}

/** Debtors with their contact points, consents, holds and unapplied cash. */
export interface Debtors {
  debtor(id: DebtorId): Promise<Debtor>
  /** Saves when the version is still the one before. */
  save(before: Debtor, after: Debtor): Promise<Written>
}

/** What sources declared complete, beside our own totals. Reads are consistent. */
export interface Watermarks {
  watermark(period: Pick<Declaration, 'source' | 'from' | 'upTo'>): Promise<Watermark | undefined>
  /** Those of a source whose period holds a date of issue. */
  covering(source: string, date: CalendarDate): Promise<Watermark[]>
  /** What we hold of a source's period. */
  totals(period: Pick<Declaration, 'source' | 'from' | 'upTo'>): Promise<ControlTotals>
  save(before: Watermark | undefined, after: Watermark): Promise<Written>
}

/** How far the payments of each source are known. Reads are consistent. */
export interface PaymentMarks {
  /** In the order of the sources; one that has never spoken has no instant. */
  read(sources: readonly string[]): Promise<PaymentMark[]>
  /** Keeps an ISO instant as the source's word, unless a newer one is known. */
  advance(source: string, completeUpTo: string): Promise<void>
}

/** Running executions. */
export interface Journeys {
  /** Starting twice is starting once. */
  start(invoice: InvoiceId, generation: number): Promise<void>
  /** A token that is used up or timed out is no error: the next decision reads the ledger. */
  wake(token: string, answer: unknown): Promise<void>
}

/** A policy with the content hash under which it stays readable for ever. */
export interface PinnedPolicy {
  readonly hash: string
  readonly policy: Policy
}

/** Published policies, append-only. */
export interface PolicyShelf {
  keep(pinned: PinnedPolicy): Promise<void>
  read(hash: string): Promise<Policy>
}

/** Holidays that staff added or took back since the catalog was compiled; entries are only ever added. */
export interface Holidays {
  /** Every entry, in the order in which they were made. */
  decreed(): Promise<readonly Decreed[]>
  decree(entry: Decreed): Promise<Written>
}

export interface EmailMessage {
  readonly touch: string
  readonly to: string
  readonly from: string
  readonly replyTo: string
  readonly unsubscribe: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

export interface TextMessage {
  readonly touch: string
  readonly to: string
  readonly text: string
  readonly sender?: string
}

/** Channels out; one that is not configured is absent. A send never throws: its outcome says what is known. */
export interface Channels {
  readonly email?: (message: EmailMessage) => Promise<SendOutcome>
  readonly sms?: (message: TextMessage) => Promise<SendOutcome>
}

/** Events out. */
export interface Publisher {
  publish(events: readonly { readonly name: string; readonly detail: unknown }[]): Promise<void>
}

export interface Clock {
  now(): Instant
}

/** What is counted for an alarm. */
export type Count =
  | 'ControlTotalsDiffer'
  | 'EventsRefused'
  | 'PaymentDataStale'
  | 'RecordsFailed'
  | 'SendsFailed'
  | 'SendsUnknown'

/** Counts for alarms; never with personal data. */
export interface Meter {
  count(what: Count): void
}
