import { ranked, type Waiting } from '../domain/backlog.ts'
import { addDays, type CalendarDate, dateAt, instantOf, iso, minuteOfDay, weekday } from '../domain/time.ts'
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
  // A person has until this time of the team's next day of work.
  const due = iso(instantOf(nextWorkday(today, workdays), minuteOfDay(now, zone), zone))
  for (const task of tasks) await backlog.release(task, iso(now), due)
  return { released: tasks.length }
}

/** The first of the seven days after a date on which the team works; the same weekday again when it works on no other. */
const nextWorkday = (date: CalendarDate, workdays: readonly number[]): CalendarDate => {
  const week = [1, 2, 3, 4, 5, 6, 7].map((days) => addDays(date, days))
  return week.find((day) => workdays.includes(weekday(day))) ?? addDays(date, 7)
}
