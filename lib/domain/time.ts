import { Temporal } from 'temporal-polyfill'

/** A calendar date `YYYY-MM-DD` in somebody's zone: due dates, promised dates, "today". */
export type CalendarDate = string
/** Milliseconds since the epoch, UTC. */
export type Instant = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Zone offsets change on quarter hours at the finest, so one answer serves a whole quarter. */
const QUARTER = 15 * MINUTE
const offsets = new Map<string, number>()
const starts = new Map<string, Instant>()
const REMEMBERED = 50_000

/** The calendar date in `zone` (IANA name) at `at`. */
export function dateAt(at: Instant, zone: string): CalendarDate {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10)
}

/** Minutes since midnight in `zone` at `at`. */
export function minuteOfDay(at: Instant, zone: string): number {
  const local = at + offsetAt(at, zone)
  return Math.floor((((local % DAY) + DAY) % DAY) / MINUTE)
}

/** The instant at which clocks in `zone` show `minutes` past midnight on `date`; inside a DST gap, the gap's far side. */
export function instantOf(date: CalendarDate, minutes: number, zone: string): Instant {
  const key = `${zone} ${date} ${minutes}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 })
  const at = Temporal.PlainDate.from(date)
    .add({ days: Math.floor(minutes / 1440) })
    .toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
  if (starts.size > REMEMBERED) starts.clear()
  starts.set(key, at)
  return at
}

/** Adds calendar days. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Calendar days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

/** The later of two calendar dates. */
export const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b)

/** The instant as the ledger stores it: ISO 8601, UTC, milliseconds. */
export const iso = (at: Instant): string => new Date(at).toISOString()

function offsetAt(at: Instant, zone: string): number {
  const quarter = Math.floor(at / QUARTER)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset =
    Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
  if (offsets.size > REMEMBERED) offsets.clear()
  offsets.set(key, offset)
  return offset
}
