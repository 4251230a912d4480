import type * as z from 'zod'
import { DAY } from '../domain/time.ts'

/**
 * Days from the word of a promise to the day promised, at most. Nobody is reminded until then, so that a mistyped year would
 * silence an invoice for good. Collectors take promises for days or weeks; half a year lets all of them through and no date
 * with a wrong year. What is agreed on for later is an amendment: a new due date, or a plan in instalments.
 */
export const MOST_PROMISED = 180
/** Days from an agreement to its new due date or first instalment, and from one instalment to the next: those of a year. */
export const MOST_BETWEEN_INSTALMENTS = 366
/** On the debtor's calendar it may be a day later, and a hold runs to the end of the day promised. */
const SLACK = 2

/** Whether a day, or the instant at which a hold for it ends, is near enough to what was said at an instant. */
export const isPromisable = (until: string, occurredAt: string): boolean =>
  Date.parse(until) <= Date.parse(occurredAt) + (MOST_PROMISED + SLACK) * DAY

export const PROMISABLE = `is at most ${MOST_PROMISED} days after occurredAt, where the cause is promise; later: an amendment`

export const PUT_OFF = `is at most ${MOST_BETWEEN_INSTALMENTS} days after occurredAt; later: a plan in instalments`

/** Refuses a new due date of a mistyped year, which would silence an invoice for good. */
export function putOff(
  { dueDate, occurredAt }: { dueDate?: string | undefined; occurredAt: string },
  context: z.RefinementCtx,
) {
  if (dueDate !== undefined && Date.parse(dueDate) > Date.parse(occurredAt) + (MOST_BETWEEN_INSTALMENTS + SLACK) * DAY)
    context.addIssue({ code: 'custom', path: ['dueDate'], input: dueDate, message: PUT_OFF })
}

/** Refuses a hold for a promise of a day that nobody promises. */
export function promisable(
  { cause, until, occurredAt }: { cause?: string | undefined; until?: string | undefined; occurredAt: string },
  context: z.RefinementCtx,
): void {
  if (cause === 'promise' && until !== undefined && !isPromisable(until, occurredAt))
    context.addIssue({ code: 'custom', path: ['until'], input: until, message: `until ${PROMISABLE}` })
}
