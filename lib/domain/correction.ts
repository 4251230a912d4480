import { type About, type NoticeVerdict, noticeOf, SILENT } from './notice.ts'
import type { Instant } from './time.ts'
import type { TouchRecord } from './touch-record.ts'

/** What a correction is called where steps of policies are. */
export const CORRECTION = 'correction'

/** Whether somebody may have read a message of a policy: what never left, and what did not arrive, has failed. */
export const mayHaveBeenRead = ({ status, class: sort, template }: TouchRecord): boolean =>
  (status === 'sent' || status === 'unknown') && sort !== 'receipt' && template !== CORRECTION

/**
 * Whoever may have read a wrong message hears once that it was a mistake, by the way it came and no other. It asks for
 * nothing, so it needs no place in the debtor's budget where confirmations need none; hours, stops and flags hold as always.
 */
export function correctionOf(about: About & { readonly touch: TouchRecord }, now: Instant): NoticeVerdict {
  const channel = about.touch.attempts.at(-1)?.channel
  if (!mayHaveBeenRead(about.touch) || channel === undefined || channel === 'call') return SILENT
  return noticeOf(about, channel, now)
}
