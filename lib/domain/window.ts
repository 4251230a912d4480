import type { ContactWeek } from './contact-days.ts'
import * as contactDays from './contact-days.ts'
import { dateOf, dayOf } from './day.ts'
import { addDays, type CalendarDate, dateAt, dayAt, type Instant, instantOf, MINUTE, minuteOfDay } from './time.ts'

/** When a debtor may be contacted, on the debtor's own clock. */
export interface ContactWindow extends ContactWeek {
  /** Minutes past midnight: first and last moment of contact. */
  readonly opens: number
  readonly closes: number
}

/** Nothing leaves in the last half hour: a text may take that long to arrive, and SendMessages has no time to live. */
export const MARGIN = 30 * MINUTE

/** Whether messages may leave on this date at all. */
export const isContactDay = (date: CalendarDate, window: ContactWindow): boolean =>
  contactDays.isContactDay(dayOf(date), window)

/** Whether a message may leave at this instant. */
export function isOpen(at: Instant, zone: string, window: ContactWindow): boolean {
  const minute = minuteOfDay(at, zone)
  const inHours = minute >= window.opens && minute < window.closes - MARGIN / MINUTE
  return inHours && contactDays.isContactDay(dayAt(at, zone), window)
}

/** The first instant at or after `at` when a message may leave. */
export function nextOpening(at: Instant, zone: string, window: ContactWindow): Instant {
  if (isOpen(at, zone, window)) return at
  const today = dateAt(at, zone)
  const date = minuteOfDay(at, zone) >= window.opens ? addDays(today, 1) : today
  return instantOf(nextContactDay(date, window), window.opens, zone)
}

/** The instant after which nothing may leave any more on the day of `at`. */
export function lastSend(at: Instant, zone: string, window: ContactWindow): Instant {
  return instantOf(dateAt(at, zone), window.closes, zone) - MARGIN
}

/** `date` itself when it is a contact day, else the next one; throws a RangeError when there is none. */
export const nextContactDay = (date: CalendarDate, window: ContactWindow): CalendarDate =>
  dateOf(contactDays.nextContactDay(dayOf(date), window))

/** `days` contact days after `date` (before, when negative); zero is the date itself. Throws a RangeError when there are none. */
export const addBusinessDays = (date: CalendarDate, days: number, window: ContactWindow): CalendarDate =>
  dateOf(contactDays.addContactDays(dayOf(date), days, window))
