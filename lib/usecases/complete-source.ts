import type { EventIn } from '../contracts/events.ts'
import type { PaymentMarks } from '../ports.ts'

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
