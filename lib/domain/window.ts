import { addDays, type CalendarDate, dateAt, type Instant, instantOf, MINUTE, minuteOfDay, weekday } from './time.ts'

/** When a debtor may be contacted, on the debtor's own clock. */
export interface ContactWindow {
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  readonly days: readonly number[]
  /** Minutes past midnight: first and last moment of contact. */
  readonly opens: number
  readonly closes: number
  /** Dates without contact. */
  readonly holidays: ReadonlySet<CalendarDate>
}

/** Nothing leaves in the last half hour: a text may take that long to arrive, and SendMessages has no time to live. */
export const MARGIN = 30 * MINUTE

/** Whether messages may leave on this date at all. */
export function isContactDay(date: CalendarDate, window: ContactWindow): boolean {
  return window.days.includes(weekday(date)) && !window.holidays.has(date)
}

/** Whether a message may leave at this instant. */
export function isOpen(at: Instant, zone: string, window: ContactWindow): boolean {
  const minute = minuteOfDay(at, zone)
  return isContactDay(dateAt(at, zone), window) && minute >= window.opens && minute < window.closes - MARGIN / MINUTE
}

/** The first instant at or after `at` when a message may leave. */
export function nextOpening(at: Instant, zone: string, window: ContactWindow): Instant {
  if (isOpen(at, zone, window)) return at
  let date = dateAt(at, zone)
  if (minuteOfDay(at, zone) >= window.opens || !isContactDay(date, window))
    date = nextContactDay(addDays(date, 1), window)
  return instantOf(date, window.opens, zone)
}

/** The instant after which nothing may leave any more on the day of `at`. */
export function lastSend(at: Instant, zone: string, window: ContactWindow): Instant {
  return instantOf(dateAt(at, zone), window.closes, zone) - MARGIN
}

/** `date` itself when it is a contact day, else the next one. */
export function nextContactDay(date: CalendarDate, window: ContactWindow): CalendarDate {
  for (let day = date, looked = 0; looked < 366; day = addDays(day, 1), looked++)
    if (isContactDay(day, window)) return day
  throw new RangeError(`no contact day in the year after ${date}: the window has days [${window.days.join(', ')}]`)
}

/** `days` contact days after `date` (before, when negative); zero is the date itself. */
export function addBusinessDays(date: CalendarDate, days: number, window: ContactWindow): CalendarDate {
  const step = Math.sign(days)
  let day = date
  for (let left = Math.abs(days), looked = 0; left > 0; looked++) {
    if (looked > 3660) throw new RangeError(`cannot count ${days} business days from ${date}`)
    day = addDays(day, step)
    if (isContactDay(day, window)) left--
  }
  return day
}
