import { DAY, iso, MINUTE } from '../domain/time.ts'
import type { Deciding, Facts } from './situation.ts'

/** No sender lives longer: its function ends after a minute, and a queue delivers its job again after six. */
export const A_SENDERS_LIFE = 5 * MINUTE
/** Queues keep a dead letter for fourteen days; a job that is sent back on the last of them still finds its own claim. */
const REDRIVEN_WITHIN = 15 * DAY
/** A journey that is about to contact has decided since its last message: what is older was looked at then. */
export const SINCE_THE_LAST = 2 * DAY

/**
 * Marks the messages about an invoice as unknown whose sender cannot come back to say how they ended: they may have
 * left, and are never sent again.
 *
 * Whoever asks about the invoice next does this. A sender whose journey waits in vain is followed by a decision within
 * hours, whatever becomes of its job; the job itself, delivered again, may come first. `within` is in milliseconds.
 */
export async function closeDanglingClaims(
  { ledger, clock, meter }: Deciding,
  { debtor, invoice }: Pick<Facts, 'debtor' | 'invoice'>,
  within = REDRIVEN_WITHIN,
): Promise<void> {
  if (debtor.recent.length === 0) return
  const now = clock.now()
  const [oldest, newest] = [iso(now - within), iso(now - A_SENDERS_LIFE)]
  for (const { touch: id, at, about } of debtor.recent) {
    if (at < oldest || at > newest || (about && !about.includes(invoice.id))) continue
    const touch = await ledger.touch(id)
    if (touch?.status !== 'claimed') continue
    if ((await ledger.saveTouch(touch, { ...touch, status: 'unknown' })) === 'written') meter.count('SendsUnknown')
  }
}
