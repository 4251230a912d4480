import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dateOf, dayOf } from '../../lib/domain/day.ts'
import { addDays, daysBetween, weekday } from '../../lib/domain/time.ts'
import {
  addBusinessDays,
  type ContactWindow,
  isContactDay,
  nextContactDay,
  plainWindow,
} from '../../lib/domain/window.ts'

const anyDate = fc
  .date({ min: new Date('0010-01-01T00:00:00Z'), max: new Date('9990-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const nearDate = fc.integer({ min: -400, max: 800 }).map((days) => dateOf(days))
const anyWindow = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.uniqueArray(nearDate, { maxLength: 60 }),
  })
  .map(({ days, holidays }) => plainWindow(days, 480, 1080, { holidays: new Set(holidays) }))

/** Looks at one date after the other, as a person would. */
function counted(date: string, count: number, window: ContactWindow): string {
  let day = date
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, Math.sign(count))
    if (window.days.includes(weekday(day)) && !window.holidays.has(day)) left--
  }
  return day
}

describe('calendar dates', () => {
  it('are added, compared and named as Temporal does it', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (date, days) => {
        const plain = Temporal.PlainDate.from(date)
        const other = plain.add({ days })
        expect([addDays(date, days), daysBetween(date, `${other}`), weekday(date)]).toEqual([
          `${other}`,
          days,
          plain.dayOfWeek,
        ])
        expect(dateOf(dayOf(date))).toBe(date)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-6-1',
    '20260601',
    '2026-06-01T00:00:00Z',
    '',
    ' 2026-06-01',
  ])('are refused when they do not exist: "%s"', (date) => {
    expect(() => addDays(date, 1)).toThrow(`"${date}" is no calendar date`)
  })

  it('end with the year 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow('the years 0000 to 9999')
  })
})

describe('days of contact', () => {
  it('are counted as if one looked at each date', () => {
    fc.assert(
      fc.property(nearDate, fc.integer({ min: -90, max: 90 }), anyWindow, (date, count, window) => {
        expect(addBusinessDays(date, count, window)).toBe(counted(date, count, window))
      }),
      { seed: 4, numRuns: 2000 },
    )
  })

  it('are the day itself or the next', () => {
    fc.assert(
      fc.property(nearDate, anyWindow, (date, window) => {
        const next = isContactDay(date, window) ? date : counted(date, 1, window)
        expect(nextContactDay(date, window)).toBe(next)
        expect(isContactDay(next, window)).toBe(true)
      }),
      { seed: 5, numRuns: 2000 },
    )
  })

  it('are found behind more than a year of holidays', () => {
    const holidays = new Set(Array.from({ length: 500 }, (_, days) => addDays('2026-01-01', days)))
    expect(nextContactDay('2026-01-01', plainWindow([1, 2, 3, 4, 5, 6, 7], 0, 1440, { holidays }))).toBe('2027-05-16')
  })
})
