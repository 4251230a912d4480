import { type CalendarDate, daysBetween } from './time.ts'

/** Hand-overs because no lawful way leads to the debtor: they may be many at once, so people get them day by day. */
const WITHOUT_A_WAY: ReadonlySet<string> = new Set([
  'noContactPoint',
  'noConsent',
  'optedOut',
  'bounced',
  'noLawfulTime',
])

/** Where work for a person is listed: among today's tasks, or in the backlog that is released at the team's pace. */
export type WorkList = 'tasks' | 'backlog'

/** The list that a hand-over goes to, by its reason. */
export const listOf = (reason: string): WorkList => (WITHOUT_A_WAY.has(reason) ? 'backlog' : 'tasks')

/** An invoice that waits for a person: its task, and what is owed on it (minor units) since its due date. */
export interface Waiting {
  readonly task: string
  readonly debtor: string
  readonly currency: string
  readonly balance: number
  readonly dueDate: CalendarDate
}

/** A debtor's place in the backlog, from 1, with every task about that debtor. */
export interface Placed {
  readonly place: number
  readonly debtor: string
  readonly tasks: readonly string[]
}

/**
 * Who is to be spoken to first: the debtor with the most money at stake for the longest time.
 *
 * Of each currency, balance × days past due (at least one) ranks its debtors; no two currencies are compared, so a
 * debtor's place is the share of others before it in its own currency, the best where there are several. Ties by id.
 */
export function ranked(waiting: readonly Waiting[], today: CalendarDate): Placed[] {
  const best = new Map<string, number>()
  for (const own of Map.groupBy(waiting, ({ currency }) => currency).values()) {
    const stakes = [...Map.groupBy(own, ({ debtor }) => debtor)]
      .map(([debtor, tasks]) => ({ debtor, stake: tasks.reduce((sum, one) => sum + stakeOf(one, today), 0) }))
      .sort((a, b) => b.stake - a.stake || byId(a.debtor, b.debtor))
    for (const [index, { debtor }] of stakes.entries())
      best.set(debtor, Math.min(best.get(debtor) ?? 1, index / stakes.length))
  }
  const tasks = Map.groupBy(waiting, ({ debtor }) => debtor)
  return [...best]
    .sort(([a, first], [b, second]) => first - second || byId(a, b))
    .map(([debtor], index) => ({
      place: index + 1,
      debtor,
      tasks: (tasks.get(debtor) ?? []).map(({ task }) => task).sort(byId),
    }))
}

const stakeOf = ({ balance, dueDate }: Waiting, today: CalendarDate): number =>
  balance * Math.max(1, daysBetween(dueDate, today))

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
