import * as z from 'zod'
import { week } from '../domain/law/hours.ts'
import type { Range, WeekHours } from '../domain/law/pack.ts'

const DAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY_KEY = new RegExp(`^(${DAYS.join('|')})(-(${DAYS.join('|')}))?$`)
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/

const minutes = (hours = '0', rest = '0'): number => Number(hours) * 60 + Number(rest)
const indexOf = (day = ''): number => DAYS.indexOf(day)

/** The ISO weekdays, less one, that a key such as "mon-fri" or "sat" names; none when it runs backwards. */
const namedBy = (key: string): readonly number[] => {
  const [first, last = first] = key.split('-')
  return DAYS.map((_, index) => index).filter((index) => index >= indexOf(first) && index <= indexOf(last))
}

/** "08:00-18:00": the first minute is inside, the last is not. */
const HoursOfDay = z
  .string()
  .refine((text) => {
    const [, from, past, to, after] = HOURS.exec(text) ?? []
    return from !== undefined && minutes(from, past) < minutes(to, after) && minutes(to, after) <= 24 * 60
  }, 'hours of one day such as "08:00-18:00"')
  .transform((text): Range => {
    const [, from, past, to, after] = HOURS.exec(text) ?? []
    return [minutes(from, past), minutes(to, after)]
  })

/**
 * The hours of a week on the debtor's clock: `{ mon-fri: ['08:00-18:00'], sat: ['08:00-12:00'] }`. A day that is left
 * out is a day without contact.
 */
export const WeekInHours = z
  .record(z.string().regex(DAY_KEY, 'a day or days such as mon, sat, mon-fri'), z.array(HoursOfDay))
  .check((ctx) => {
    const seen = new Set<number>()
    for (const key of Object.keys(ctx.value)) {
      const days = namedBy(key)
      if (days.length > 0 && days.every((day) => !seen.has(day))) {
        for (const day of days) seen.add(day)
        continue
      }
      const message = days.length === 0 ? 'days from the earlier to the later: mon-fri' : 'each day once'
      ctx.issues.push({ code: 'custom', input: ctx.value, path: [key], message })
    }
  })
  .transform(
    (days): WeekHours =>
      week((index) => Object.entries(days).flatMap(([key, ranges]) => (namedBy(key).includes(index) ? ranges : []))),
  )
