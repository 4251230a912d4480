import { type CalendarDate, DAY, type Day, dateOf, dayOf, weekdayOf } from './day.ts'
import { offsetAt } from './zone.ts'

export type { CalendarDate }
export { DAY }
/** Milliseconds since the epoch, UTC. */
export type Instant = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** The calendar date in `zone` (IANA name) at `at`. */
export const dateAt = (at: Instant, zone: string): CalendarDate => dateOf(dayAt(at, zone))

/** The number of that date. */
export const dayAt = (at: Instant, zone: string): Day => Math.floor((at + offsetAt(at, zone)) / DAY)

/** Minutes since midnight in `zone` at `at`. */
export function minuteOfDay(at: Instant, zone: string): number {
  const local = at + offsetAt(at, zone)
  return Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE)
}

/**
 * The instant at which clocks in `zone` show `minutes` past midnight on `date`: the first of two where clocks go back;
 * inside a gap, as far past it as the clock was into it.
 */
export function instantOf(date: CalendarDate, minutes: number, zone: string): Instant {
  const local = dayOf(date) * DAY + minutes * MINUTE
  // No zone is a day ahead or behind, so these are before and after whatever change there is.
  const before = offsetAt(local - DAY, zone)
  const after = offsetAt(local + DAY, zone)
  const changed =
    before !== after && offsetAt(local - before, zone) !== before && offsetAt(local - after, zone) === after
  return local - (changed ? after : before)
}

/** Adds calendar days. */
export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOf(dayOf(date) + days)

/** Calendar days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayOf(to) - dayOf(from)

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekday = (date: CalendarDate): number => weekdayOf(dayOf(date))

/** The later of two calendar dates. */
export const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b)

const digits = (most: number, width: number) => Array.from({ length: most }, (_, n) => String(n).padStart(width, '0'))
const [SIXTY, THOUSAND] = [digits(60, 2), digits(1000, 3)]

/** The instant as the ledger stores it: ISO 8601, UTC, milliseconds. The date is remembered: it is the dear part. */
export function iso(at: Instant): string {
  const day = Math.floor(at / DAY)
  const rest = Math.floor(at - day * DAY)
  const [hour, minute] = [Math.floor(rest / HOUR), Math.floor(rest / MINUTE) % 60]
  const second = Math.floor(rest / 1000) % 60
  return `${dateOf(day)}T${SIXTY[hour]}:${SIXTY[minute]}:${SIXTY[second]}.${THOUSAND[rest % 1000]}Z`
}
