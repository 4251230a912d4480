import { type Instant, MINUTE } from '../time.ts'
import type { Attempt, TouchRecord } from '../touch-record.ts'
import type { Evidence } from './evidence.ts'

/** The longest that one call of a function lasts: what was recorded less than that before cannot have been seen. */
export const IN_FLIGHT = MINUTE

/** The attempts that left, or of which nobody knows that they did not. A message that was put back did not leave. */
export function mayHaveLeft({ status, attempts }: TouchRecord): readonly Attempt[] {
  const isPutBack = status === 'released' || status === 'failed'
  // The task of a call is no contact; the call itself is on record as one.
  const written = attempts.filter(({ channel }) => channel !== 'call')
  return written.filter(({ outcome }) => (outcome === undefined ? !isPutBack : outcome !== 'notSent'))
}

/** Whether a message may have left, or a person was asked to say it in a call. */
export const wasSaid = (touch: TouchRecord): boolean =>
  mayHaveLeft(touch).length > 0 || (touch.status === 'sent' && touch.attempts.some(({ channel }) => channel === 'call'))

/** The last instant at which something of a touch may have left; of a touch that did not leave, when it was claimed. */
export function lastLeft(touch: TouchRecord, { acceptedOf }: Pick<Evidence, 'acceptedOf'>): Instant {
  const attempts = mayHaveLeft(touch).map(({ at }) => Date.parse(at))
  return Math.max(Date.parse(touch.claimedAt), ...attempts, ...(acceptedOf?.(touch) ?? []))
}
