import { ranked, type Waiting } from '../domain/backlog.ts'
import { placeOf } from '../domain/law/jurisdictions.ts'
import { calendarOf } from '../domain/schedule.ts'
import { type CalendarDate, dateAt, instantOf, iso, minuteOfDay } from '../domain/time.ts'
import { addBusinessDays, isContactDay } from '../domain/window.ts'
import type { Clock } from '../ports.ts'
import type { Limits } from './limits.ts'

/** Hand-overs that wait for their turn with the team. */
export interface Backlog {
  /** Those whose invoices still owe something, with what they owe now. */
  waiting(): Promise<Waiting[]>
  /** Fixes the tasks that a day releases; answers the ones that were fixed first. */
  fix(date: CalendarDate, tasks: readonly string[]): Promise<readonly string[]>
  /** Moves a task onto the list of tasks, to be done by `due` (ISO instant); one that has moved stays as it is. */
  release(task: string, releasedAt: string, due: string): Promise<void>
}

/** What releasing needs of the outside world. */
export interface Releasing {
  readonly backlog: Backlog
  readonly clock: Clock
  /** Debtors that the team speaks to in a day. */
  readonly dailyCapacity: number
  /** Where the team works (ISO country and IANA zone): it keeps the business days of a debtor who lives there. */
  readonly home: { readonly country: string; readonly zone: string }
  readonly limits: Limits
}

/**
 * Moves today's share of the backlog, the highest ranked debtors first, onto the list of tasks; nothing on a day off or a
 * holiday, decreed ones included.
 *
 * What a day releases is fixed before the first task moves: a second call, or one after a crash, releases the same.
 */
export async function releaseBacklog(outside: Releasing): Promise<{ readonly released: number }> {
  const { backlog, clock, dailyCapacity, limits, home } = outside
  const { zone } = home
  const now = clock.now()
  const today = dateAt(now, zone)
  const first = ranked(await backlog.waiting(), today).slice(0, dailyCapacity)
  if (first.length === 0) return { released: 0 }
  const { window } = calendarOf(await limits([placeOf(home)]), zone, 'team')
  if (!isContactDay(today, window)) return { released: 0 }
  const tasks = await backlog.fix(
    today,
    first.flatMap((one) => one.tasks),
  )
  // A person has until this time of the team's next day of work.
  const due = iso(instantOf(addBusinessDays(today, 1, window), minuteOfDay(now, zone), zone))
  for (const task of tasks) await backlog.release(task, iso(now), due)
  return { released: tasks.length }
}
