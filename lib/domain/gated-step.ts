import { written } from './call-step.ts'
import { consequenceGate, WARNED_WITHIN_DAYS } from './consequence.ts'
import type { IssuedInvoice } from './invoice.ts'
import type { Policy } from './policy.ts'
import { demandOfStep, waysTo } from './reach.ts'
import type { PlannedTouch } from './schedule.ts'
import { DAY, type Instant } from './time.ts'
import type { Situation } from './verdict.ts'

/**
 * A step that has a consequence, once it is due: itself after a warning that arrived; else the step before it once more, at
 * contact points where it has not been; else `person`. Any other step is itself, unless it is more than one level above
 * what the debtor has received: a call that nobody made lies between, and a person takes over.
 */
export function throughGate(
  planned: PlannedTouch,
  invoice: IssuedInvoice,
  { policy, debtor, calendar: { rules }, warning, delivered }: Situation,
  now: Instant,
): PlannedTouch | 'person' {
  if (planned.step.level > Math.max(delivered, invoice.journey.level) + 1) return 'person'
  if (!planned.step.consequence) return planned
  const before = policy.steps.slice(0, planned.position).findLast(({ consequence }) => !consequence)
  const demand = demandOfStep(invoice, before ?? planned.step, rules)
  const tried = [...(demand.tried ?? []), ...(warning?.contactPoint === undefined ? [] : [warning.contactPoint])]
  const others = before ? waysTo(debtor, written(before), { ...demand, tried }).usable : []
  const gate = consequenceGate(warnedFor(policy, planned.step.level), warning, others.length > 0, now)
  if (gate === 'open') return planned
  if (gate === 'person' || !before) return 'person'
  return {
    ...planned,
    step: { ...before, channels: written(before) },
    position: invoice.journey.position,
    absorbed: [],
    again: tried,
  }
}

/** The warning that a consequence at this level needs. */
export const warnedFor = ({ consequences }: Policy, level: number) => ({
  level: level - 1,
  withinDays: consequences?.warnedWithinDays ?? WARNED_WITHIN_DAYS,
})

/** Until when a consequence waits for payment data (instant): as long as what was said last counts as a warning. */
export const rememberedUntil = ({ consequences }: Policy, { journey: { lastTouch } }: IssuedInvoice): Instant =>
  lastTouch ? Date.parse(lastTouch.at) + (consequences?.warnedWithinDays ?? WARNED_WITHIN_DAYS) * DAY : 0

/** Whether what is known of the last warning matters to the next decision: a consequence is ahead. */
export const isConsequenceAhead = (policy: Policy, { journey: { position } }: IssuedInvoice): boolean =>
  policy.steps.slice(position + 1).some(({ consequence }) => consequence !== undefined) ||
  (position + 1 >= policy.steps.length && policy.afterLast.then === 'handOver')
