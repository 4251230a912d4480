import type { EventIn } from '../contracts/events.ts'
import type { PaymentMark } from '../domain/stale-data.ts'

/** How far the payments of each source are known. Reads are consistent. */
export interface PaymentMarks {
  /** In the order of the sources; one that has never spoken has no instant. */
  read(sources: readonly string[]): Promise<PaymentMark[]>
  /** Keeps an ISO instant as the source's word, unless a newer one is known. */
  advance(source: string, completeUpTo: string): Promise<void>
}

/**
 * Keeps how far a source's payments are known; an older word changes nothing.
 *
 * Nobody is woken: of thousands of journeys that wait for it each asks again within four hours of the debtor's day.
 */
export function completeSource(
  { paymentMarks }: { readonly paymentMarks: PaymentMarks },
  { source, completeUpTo }: EventIn<'PaymentSourceCompleted'>,
): Promise<void> {
  return paymentMarks.advance(source, completeUpTo)
}
