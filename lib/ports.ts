import type { AddressAs } from './domain/address-as.ts'
import type { ControlTotals, Declaration, Watermark } from './domain/control-totals.ts'
import type { Debtor } from './domain/debtor.ts'
import type { DebtorChange, DebtorRecord } from './domain/debtor-record.ts'
import type { DeliveryFact } from './domain/delivery.ts'
import type { DebtorId, Invoice, InvoiceId, IssuedInvoice, PaymentId } from './domain/invoice.ts'
import type { Decreed } from './domain/law/book.ts'
import type { Entry } from './domain/ledger.ts'
import type { EmailMessage, TextMessage, WhatsAppMessage } from './domain/outgoing-message.ts'
import type { Payment } from './domain/payment.ts'
import type { Channel, Policy } from './domain/policy.ts'
import type { Reply } from './domain/reply.ts'
import type { CalendarDate, Instant } from './domain/time.ts'
import type { Attempt, SendOutcome, SuppressedTouch, TouchRecord } from './domain/touch-record.ts'

export type { Attempt, SendOutcome, SuppressedTouch, TouchRecord }

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

/** A claim: nobody else may use these steps once it is written. */
export interface Claim {
  readonly touch: TouchRecord
  readonly debtor: Debtor
  readonly members: readonly { readonly before: IssuedInvoice; readonly after: IssuedInvoice }[]
  /** The secret in the link that stops messages: whoever has it has had the message. */
  readonly stopCode: string
}

/** Work for a person. `due` and `openedAt` are ISO instants. */
export interface Task {
  readonly id: string
  readonly kind: 'collect' | 'applyCash' | 'findPayer' | 'answer' | 'call' | 'approve'
  readonly status: 'open' | 'closed'
  readonly reason: string
  readonly openedAt: string
  readonly due: string
  readonly invoice?: InvoiceId
  readonly debtor?: DebtorId
  readonly payment?: PaymentId
  /** What is said in the call that it asks for. */
  readonly script?: { readonly template: string; readonly language: string; readonly addressAs?: AddressAs }
  /** When it left the backlog. */
  readonly releasedAt?: string
  /** The call about it that was let through last, and has no result yet. */
  readonly call?: {
    readonly contact: string
    readonly at: string
    readonly author: string
    /** Who owed the invoice then, and the contact points that were shown. */
    readonly debtor: DebtorId
    readonly contactPoints: readonly string[]
  }
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
  /** An invoice and a debtor as they were at one instant, in one read; undefined while somebody changes either. */
  invoiceWith(id: InvoiceId, debtor: DebtorId): Promise<{ invoice: Invoice; record: DebtorRecord } | undefined>
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
  /** The touch whose stop link has this code. */
  touchToStop(code: string): Promise<TouchRecord | undefined>
  saveTouch(before: TouchRecord, after: TouchRecord): Promise<Written>
  /** Keeps an answer, on the timelines of its debtors and invoices; the same one again changes nothing. */
  keepReply(reply: Reply): Promise<void>
  reply(id: string): Promise<Reply | undefined>
  /** Keeps a report beside its touch; the same one again changes nothing. `deliveries` has them oldest first. */
  noteDelivery(fact: DeliveryFact): Promise<void>
  deliveries(touch: string): Promise<DeliveryFact[]>
  suppress(touches: readonly SuppressedTouch[]): Promise<void>
  openTask(task: Task): Promise<void>
  /** Closes a task if it is open; answers whether it was. */
  closeTask(id: string, by: string, note: string, at: string): Promise<boolean>
  refuse(event: RefusedEvent): Promise<void>
}

/** Debtors with their contact points, consents, flags, holds and unapplied cash. Reads are consistent. */
export interface Debtors {
  /** The debtor who has this id, whatever it was merged with, as decisions see it. */
  debtor(id: DebtorId): Promise<Debtor>
  /** Everybody who has or had an address. May lag behind: whoever acts on it looks at the debtor. */
  havingAddress(channel: Channel, address: string): Promise<DebtorId[]>
  /** Notes whose an address is, before anybody is contacted there. */
  noteAddress(channel: Channel, address: string, debtor: DebtorId): Promise<void>
  /** The record kept under this very id. */
  record(id: DebtorId): Promise<DebtorRecord>
  /**
   * Saves records together while each is at the version before, with the lines that the change adds to their timelines.
   * `at` is an ISO instant.
   */
  save(changes: readonly DebtorChange[], at: string): Promise<Written>
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

/** Running executions. */
export interface Journeys {
  /** Starting twice is starting once. Who knows whose invoice it is says so: its first decision reads both at once. */
  start(invoice: InvoiceId, generation: number, debtor?: DebtorId): Promise<void>
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
  /** Undefined for a version that nobody has kept. */
  read(hash: string): Promise<Policy | undefined>
}

/** Holidays that staff added or took back since the catalog was compiled; entries are only ever added. */
export interface Holidays {
  /** Every entry, in the order in which they were made. */
  decreed(): Promise<readonly Decreed[]>
  decree(entry: Decreed): Promise<Written>
}

/** Channels out; one that is not configured is absent. A send never throws: its outcome says what is known. */
export interface Channels {
  readonly email?: (message: EmailMessage) => Promise<SendOutcome>
  readonly sms?: (message: TextMessage) => Promise<SendOutcome>
  readonly whatsapp?: (message: WhatsAppMessage) => Promise<SendOutcome>
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
  | 'ChannelFails'
  | 'ControlTotalsDiffer'
  | 'EventsRefused'
  | 'FilesRefused'
  | 'HolidayTablesEnded'
  | 'PaymentDataStale'
  | 'PaymentLinksDead'
  | 'RecordsFailed'
  | 'ReportsUnmatched'
  | 'SendingStopped'
  | 'SendsFailed'
  | 'SendsUnknown'

/** Counts for alarms; never with personal data. */
export interface Meter {
  count(what: Count): void
}
