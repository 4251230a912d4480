import { ranked, type Waiting } from '../domain/backlog.ts'
import { type CalendarDate, DAY, dateAt, iso, weekday } from '../domain/time.ts'
import type { Clock } from '../ports.ts'

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
  /** ISO weekdays on which the team works, and its zone. */
  readonly workdays: readonly number[]
  readonly zone: string
}

/** How long a person has for a task that was released. */
const DAYS_TO_SPEAK = 1

/**
 * Moves today's share of the backlog, the highest ranked debtors first, onto the list of tasks; nothing on a day off.
 *
 * What a day releases is fixed before the first task moves: a second call, or one after a crash, releases the same.
 */
export async function releaseBacklog(outside: Releasing): Promise<{ readonly released: number }> {
  const { backlog, clock, dailyCapacity, workdays, zone } = outside
  const now = clock.now()
  const today = dateAt(now, zone)
  if (!workdays.includes(weekday(today))) return { released: 0 }
  const first = ranked(await backlog.waiting(), today).slice(0, dailyCapacity)
  if (first.length === 0) return { released: 0 }
  const tasks = await backlog.fix(
    today,
    first.flatMap((one) => one.tasks),
  )
  for (const task of tasks) await backlog.release(task, iso(now), iso(now + DAYS_TO_SPEAK * DAY))
  return { released: tasks.length }
}
