import type { Watermark } from '../domain/control-totals.ts'
import type { DebtorRecord } from '../domain/debtor-record.ts'
import type { DeliveryFact } from '../domain/delivery.ts'
import type { Invoice, InvoiceId } from '../domain/invoice.ts'
import type { BookedEntry } from '../domain/verify/evidence.ts'
import type { SuppressedTouch, Task, TouchRecord } from '../ports.ts'

/** An invoice with what its journey waits for and since when, or when that ended (ISO instants). */
export interface InvoiceStanding {
  readonly invoice: Invoice
  readonly waitingFor?: string
  readonly parkedAt?: string
  readonly endedAt?: string
}

/** An invoice's part in a message. `at` is an ISO instant, `balance` in minor units. */
export interface ClaimLine {
  readonly invoice: InvoiceId
  readonly touch: string
  readonly generation: number
  readonly step: string
  readonly level: number
  readonly balance: number
  readonly at: string
}

/**
 * One change of the ledger or of a debtor, as the lake takes it in; `at` is the ISO instant of the change. `before` is
 * left out where there was nothing, and in a backfill, which knows only how things stand.
 */
export type LakeFact =
  | { readonly kind: 'debtor'; readonly before?: DebtorRecord; readonly after: DebtorRecord; readonly at: string }
  | {
      readonly kind: 'invoice'
      readonly before?: InvoiceStanding
      readonly after: InvoiceStanding
      readonly at: string
    }
  | { readonly kind: 'entry'; readonly invoice: InvoiceId; readonly entry: BookedEntry }
  | { readonly kind: 'claim'; readonly claim: ClaimLine }
  | { readonly kind: 'touch'; readonly before?: TouchRecord; readonly after: TouchRecord; readonly at: string }
  | { readonly kind: 'delivery'; readonly report: DeliveryFact }
  | { readonly kind: 'suppression'; readonly touch: SuppressedTouch }
  | { readonly kind: 'task'; readonly task: Task; readonly at: string }
  | { readonly kind: 'watermark'; readonly watermark: Watermark; readonly at: string }
  | { readonly kind: 'snapshot'; readonly invoice: Invoice; readonly at: string }

/**
 * Maps the changes of a batch to rows of the lake, in order. A record that cannot be read throws, and the pipe finds it by
 * halving the batch; a row that does not fit the table is kept by Firehose under its errors prefix.
 */
export function mapToLake<Change, Row>(
  changes: readonly Change[],
  factsOf: (change: Change) => readonly LakeFact[],
  rowsOf: (fact: LakeFact) => readonly Row[],
): Row[] {
  return changes.flatMap((change) => factsOf(change).flatMap((fact) => [...rowsOf(fact)]))
}
