import { type CalendarDate, type Day, dateOf, dayOf, weekdayOf } from './day.ts'
import { remembered } from './remembered.ts'

/** Which days are days of contact. */
export interface ContactWeek {
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  readonly days: readonly number[]
  /** Dates without contact. */
  readonly holidays: ReadonlySet<CalendarDate>
}

/** Days of contact under running numbers, so that counting them is arithmetic. */
interface Numbered {
  /** The number of the last day of contact on or before a day. */
  readonly upTo: (day: Day) => number
  readonly nth: (number: number) => Day
}

/** A company has few weeks, each in force as long as its process lives. */
const WEEKS = 100
/** 1969-12-29, from which weeks are counted. */
const MONDAY = -3

/** Whether a day is one of contact. */
export const isContactDay = (day: Day, { days, holidays }: ContactWeek): boolean =>
  days.includes(weekdayOf(day)) && !holidays.has(dateOf(day))

/** The day itself when it is one of contact, else the next; throws a RangeError when there is none. */
export function nextContactDay(day: Day, week: ContactWeek): Day {
  const { upTo, nth } = numbered(week)
  return nth(upTo(day - 1) + 1)
}

/** `count` days of contact after a day (before, when negative); none is the day itself. Throws a RangeError when there are none. */
export function addContactDays(day: Day, count: number, week: ContactWeek): Day {
  if (count === 0) return day
  const { upTo, nth } = numbered(week)
  return count > 0 ? nth(upTo(day) + count) : nth(upTo(day - 1) + 1 + count)
}

/** As many to each week, less the holidays among them. */
const numbered = remembered((week: ContactWeek): Numbered => {
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((one) => week.days.includes(one))
  const perWeek = weekdays.length
  if (perWeek === 0)
    throw new RangeError(`no day is one of contact: the window has days [${week.days.join(', ')}]; allowed are 1 to 7`)
  const upToWeekday = [0, 1, 2, 3, 4, 5, 6, 7].map((one) => weekdays.filter((other) => other <= one).length)
  const withHolidays = (day: Day) => Math.floor((day - MONDAY) / 7) * perWeek + (upToWeekday[weekdayOf(day)] ?? 0)
  const holidays = [...week.holidays]
    .map(dayOf)
    .filter((day) => week.days.includes(weekdayOf(day)))
    .sort((a, b) => a - b)
  const beforeHoliday = holidays.map((day, earlier) => withHolidays(day - 1) - earlier)
  return {
    upTo: (day) => withHolidays(day) - below(holidays, day + 1),
    nth: (number) => {
      const index = number - 1 + below(beforeHoliday, number)
      const weeks = Math.floor(index / perWeek)
      return MONDAY + weeks * 7 + (weekdays[index - weeks * perWeek] ?? 1) - 1
    },
  }
}, WEEKS)

/** How many of these, which ascend, are below a bound. */
function below(ascending: readonly number[], bound: number): number {
  let [from, to] = [0, ascending.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? bound) < bound) from = middle + 1
    else to = middle
  }
  return from
}
