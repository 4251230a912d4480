import * as z from 'zod'
import { DAY } from '../domain/time.ts'
import { CalendarDay, Positive } from './event-fields.ts'
import { MOST_BETWEEN_INSTALMENTS } from './promised.ts'

/** A plan in instalments, as the source agreed it. */
export const Instalments = z
  .array(
    z.strictObject({
      dueDate: CalendarDay.describe('The last day to pay this instalment without being late'),
      amount: Positive.describe('The instalment in minor units'),
    }),
  )
  .min(2, 'must be at least 2 instalments')
  .max(120, 'must be at most 120 instalments')
  .meta({ allowed: '2 to 120, each later than the one before; they add up to the total' })
  .describe('Parts with dates of their own: each is reminded on its date, and they are paid in order')
  .optional()

interface Planned {
  readonly occurredAt: string
  readonly total?: { readonly amount: number } | undefined
  readonly instalments?: readonly { readonly dueDate: string; readonly amount: number }[] | undefined
}

/** What an event with instalments must keep beside its fields. */
export const ADDS_UP = `has instalments, if any, that follow one another by at most ${MOST_BETWEEN_INSTALMENTS} days and add up to the total beside them`

/** Refuses a plan that is out of order, or that does not add up to its total to the cent. */
export function addsUp({ occurredAt, total, instalments }: Planned, context: z.RefinementCtx): void {
  if (!instalments) return
  const refuse = (input: unknown, message: string) =>
    void context.addIssue({ code: 'custom', path: ['instalments'], input, message })
  const sum = instalments.reduce((all, { amount }) => all + amount, 0)
  if (!total) refuse(instalments, 'must come with the total they add up to')
  else if (sum !== total.amount) refuse(sum, `must add up to the total: ${sum} is not ${total.amount}`)
  const days = [occurredAt, ...instalments.map(({ dueDate }) => dueDate)].map((day) => Date.parse(day))
  const far = instalments.find(
    (_, index) => (days[index + 1] ?? 0) - (days[index] ?? 0) > MOST_BETWEEN_INSTALMENTS * DAY,
  )
  if (far)
    refuse(
      far,
      `must each be at most ${MOST_BETWEEN_INSTALMENTS} days after the one before, the first after occurredAt: ${far.dueDate} is not`,
    )
  const unordered = instalments.find(
    ({ dueDate }, index) => index > 0 && dueDate <= (instalments[index - 1]?.dueDate ?? ''),
  )
  if (unordered) refuse(unordered, `must each be later than the one before: ${unordered.dueDate} is not`)
}
