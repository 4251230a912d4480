import { remembered } from './remembered.ts'

/** A calendar date `YYYY-MM-DD` in somebody's zone: due dates, promised dates, "today". */
export type CalendarDate = string
/** A calendar date as a number to reckon with: whole days since 1970-01-01, negative before. */
export type Day = number

/** Milliseconds of a day in UTC. */
export const DAY = 86_400_000
const WRITTEN = /^\d{4}-\d{2}-\d{2}$/
/** The dates of more than fifty years. */
const REMEMBERED = 20_000

/** The number of a calendar date; throws a RangeError that names what is none of the years 0000 to 9999. */
export const dayOf: (date: CalendarDate) => Day = remembered((date) => {
  const day = WRITTEN.test(date) ? Date.parse(`${date}T00:00:00Z`) / DAY : Number.NaN
  // A 30 February is read as the day after the 29th or the 28th, which is written otherwise.
  if (Number.isNaN(day) || dateOf(day) !== date)
    throw new RangeError(`"${date}" is no calendar date; allowed is YYYY-MM-DD, a day that exists`)
  return day
}, REMEMBERED)

/** The calendar date of a day's number; throws a RangeError for one outside the years 0000 to 9999. */
export const dateOf: (day: Day) => CalendarDate = remembered((day) => {
  const [date = ''] = new Date(day * DAY).toISOString().split('T')
  if (!WRITTEN.test(date)) throw new RangeError(`day ${day} has no calendar date; allowed are the years 0000 to 9999`)
  return date
}, REMEMBERED)

/** ISO weekday: 1 is Monday, 7 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1
