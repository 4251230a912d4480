import { AwsError, NotRehearsed } from '../aws-error.ts'

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * When a rule's ScheduleExpression fires next after an instant, in milliseconds: `rate(5 minutes)`, counted from
 * `since`, or `cron(minute hour day-of-month month day-of-week year)` in UTC with numbers, lists, ranges, steps and `*`.
 */
export function nextFiring(expression: string): (after: number, since: number) => number {
  const [, count, unit] = expression.match(/^rate\((\d+) (minute|hour|day)s?\)$/) ?? []
  if (count && unit) {
    const period = Number(count) * UNITS[unit]!
    return (after, since) => since + (Math.floor((after - since) / period) + 1) * period
  }
  const fields = expression.match(/^cron\((.+)\)$/)?.[1]?.split(/\s+/)
  if (fields?.length !== 6)
    throw new AwsError('ValidationException', `Parameter ScheduleExpression is not valid: ${expression}`)
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields
  const minutes = setOf(minute, 0, 59)
  const hours = setOf(hour, 0, 23)
  const days = setOf(dayOfMonth, 1, 31)
  const months = setOf(month, 1, 12)
  const weekdays = setOf(dayOfWeek, 1, 7)
  const years = setOf(year, 1970, 2199)
  return (after) => {
    const day = new Date(after)
    day.setUTCHours(0, 0, 0, 0)
    // Eight years hold every date that can exist, 29 February included where a century skips one.
    for (let ahead = 0; ahead < 366 * 8; ahead++, day.setUTCDate(day.getUTCDate() + 1)) {
      if (!years.has(day.getUTCFullYear()) || !months.has(day.getUTCMonth() + 1)) continue
      if (!days.has(day.getUTCDate()) || !weekdays.has(day.getUTCDay() + 1)) continue
      for (const h of hours)
        for (const m of minutes) {
          const at = day.getTime() + h * 3_600_000 + m * 60_000
          if (at > after) return at
        }
    }
    return Number.POSITIVE_INFINITY
  }
}

function setOf(field: string, least: number, most: number): ReadonlySet<number> {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [, from, to, step] = part.match(/^(\*|\?|\d+)(?:-(\d+))?(?:\/(\d+))?$/) ?? []
    if (from === undefined) throw new NotRehearsed(`"${part}" in a cron expression`)
    const any = from === '*' || from === '?'
    const first = any ? least : Number(from)
    const last = to !== undefined ? Number(to) : any || step !== undefined ? most : first
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value)
  }
  return new Set([...values].sort((a, b) => a - b))
}
