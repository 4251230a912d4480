import type { Debtor } from './debtor.ts'
import { placeInLine } from './sending-gate.ts'
import { addDays, type CalendarDate } from './time.ts'

/**
 * How a company begins to write to debtors it has never written to: from a day on, to so many percent of them on each day,
 * and to everybody on the day after the last. A share holds everybody of the share before.
 */
export interface FirstContacts {
  readonly from: CalendarDate
  readonly percent: readonly number[]
}

/**
 * The day from which a debtor may be written to for the first time; undefined for one who was written to lately, or where
 * nobody waits for a turn. It follows from the debtor's id alone, so nobody is drawn twice.
 */
export function firstContactOn(
  ramp: FirstContacts | undefined,
  { id, recent }: Pick<Debtor, 'id' | 'recent'>,
): CalendarDate | undefined {
  if (!ramp || recent.length > 0) return undefined
  const turn = ramp.percent.findIndex((percent) => placeInLine(id) < percent)
  return addDays(ramp.from, turn < 0 ? ramp.percent.length : turn)
}
