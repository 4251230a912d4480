import type { ContactWeek } from './contact-days.ts'
import * as contactDays from './contact-days.ts'
import { type Day, dateOf, dayOf } from './day.ts'
import { rangesOn, weekOf } from './law/hours.ts'
import type { Range, WeekHours } from './law/pack.ts'
import { remembered } from './remembered.ts'
import { addDays, type CalendarDate, DAY, dayAt, type Instant, instantOf, MINUTE, weekday } from './time.ts'

/** When a debtor may be contacted, on the debtor's own clock: everything that limits it, read together. */
export interface ContactWindow extends ContactWeek {
  /** The hours from a date on, in order of dates; the first is in force since ever, from ''. */
  readonly spans: readonly { readonly from: CalendarDate; readonly week: WeekHours }[]
  /** Milliseconds before closing in which nothing leaves any more. */
  readonly margin: number
  /** Zones that must be open too, when the debtor's own is not known. */
  readonly zones: readonly string[]
}

/** How far ahead an opening is looked for. */
const A_YEAR = 366 * DAY

/** A window with the same hours (minutes past midnight) on each of these ISO weekdays. */
export const plainWindow = (
  days: readonly number[],
  opens: number,
  closes: number,
  more: Partial<ContactWindow> = {},
): ContactWindow => ({
  days,
  spans: [{ from: '', week: weekOf(days, opens, closes) }],
  holidays: new Set(),
  margin: 30 * MINUTE,
  zones: [],
  ...more,
})

/** Whether messages may leave on this date at all. */
export const isContactDay = (date: CalendarDate, window: ContactWindow): boolean =>
  contactDays.isContactDay(dayOf(date), window)

/** Whether a message may leave at this instant; every zone of the window must agree. */
export function isOpen(at: Instant, zone: string, window: ContactWindow): boolean {
  for (const one of zonesOf(zone, window)) if (!openIn(at, one, window)) return false
  return true
}

/** The first instant at or after `at` when a message may leave; undefined when there is none in a year. */
export const nextOpening = (at: Instant, zone: string, window: ContactWindow): Instant | undefined =>
  openingWithin(at, at + A_YEAR, zonesOf(zone, window), window)

/** The first instant from `at` to `last` when the window is open in each of these zones, or undefined. */
export function openingWithin(
  at: Instant,
  last: Instant,
  zones: readonly string[],
  window: ContactWindow,
): Instant | undefined {
  for (let from = at; from <= last; ) {
    let latest = from
    for (const zone of zones) latest = Math.max(latest, openingIn(from, last, zone, window))
    if (latest === from) return from
    from = latest
  }
  return undefined
}

/** The instant after which nothing may leave any more on the day of `at`; the day's beginning when nothing may. */
export function lastSend(at: Instant, zone: string, window: ContactWindow): Instant {
  return zonesOf(zone, window).reduce((earliest, one) => {
    const day = dayAt(at, one)
    const closes = openOn(day, one, window).at(-1)?.closes
    return Math.min(earliest, closes ?? instantOf(dateOf(day), 0, one))
  }, Number.POSITIVE_INFINITY)
}

/** `date` itself when it is a contact day, or when no day is one; else the next one. */
export const nextContactDay = (date: CalendarDate, window: ContactWindow): CalendarDate =>
  window.days.length === 0 ? date : dateOf(contactDays.nextContactDay(dayOf(date), window))

/** `days` contact days after `date` (before, when negative); zero is the date itself. Calendar days where none is one of contact. */
export const addBusinessDays = (date: CalendarDate, days: number, window: ContactWindow): CalendarDate =>
  window.days.length === 0 ? addDays(date, days) : dateOf(contactDays.addContactDays(dayOf(date), days, window))

const zonesOf = (zone: string, { zones }: ContactWindow): readonly string[] =>
  zones.includes(zone) ? zones : [zone, ...zones]

/** The hours of a date, all of them before any margin. */
function hoursOn(date: CalendarDate, { spans, holidays }: ContactWindow): readonly Range[] {
  if (holidays.has(date)) return []
  const span = spans.findLast(({ from }) => from <= date)
  return span === undefined ? [] : rangesOn(span.week, weekday(date))
}

/** From `opens` until just before `closes` messages may leave. */
interface Open {
  readonly opens: Instant
  readonly closes: Instant
}

/** A window is asked about the same days by every debtor of its place. */
const DAYS = 4_000
const ZONES = 100

/** When messages may leave on a day of a zone, the margin before closing taken off. */
const openOn = (day: Day, zone: string, window: ContactWindow): readonly Open[] => {
  const known = windows.get(window) ?? remembered((one: string) => daysOf(one, window), ZONES)
  windows.set(window, known)
  return known(zone)(day)
}
const windows = new WeakMap<ContactWindow, (zone: string) => (day: Day) => readonly Open[]>()

const daysOf = (zone: string, window: ContactWindow) =>
  remembered((day: Day): readonly Open[] => {
    const date = dateOf(day)
    return hoursOn(date, window)
      .map(([from, to]) => ({ opens: instantOf(date, from, zone), closes: instantOf(date, to, zone) - window.margin }))
      .filter(({ opens, closes }) => opens < closes)
  }, DAYS)

const openIn = (at: Instant, zone: string, window: ContactWindow): boolean =>
  openOn(dayAt(at, zone), zone, window).some(({ opens, closes }) => opens <= at && at < closes)

/** The first opening of one zone, or an instant after `last`. */
function openingIn(at: Instant, last: Instant, zone: string, window: ContactWindow): Instant {
  for (let day = dayAt(at, zone); ; day++) {
    const next = openOn(day, zone, window).find(({ closes }) => at < closes)
    if (next) return Math.max(at, next.opens)
    if ((day - 2) * DAY > last) return last + 1
  }
}
