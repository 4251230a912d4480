import type { Approval, Invoice } from './invoice.ts'
import type { ApprovalRule, Policy, Step } from './policy.ts'
import { DAY, type Instant } from './time.ts'

/** Days for which a yes counts: what has not left by then is looked at once more. */
export const APPROVED_FOR_DAYS = 7

export type ApprovalGate =
  | { readonly kind: 'open' }
  | { readonly kind: 'ask' | 'wait'; readonly until: Instant }
  | { readonly kind: 'skip' }
  | { readonly kind: 'handOver' }

/** The touch that is about to leave: a yes counts for this one alone. */
export type AskedAbout = Pick<Approval, 'step' | 'dueDate' | 'generation'>

/**
 * Whether a step that is due may leave as far as people are concerned. Whoever declines stops it, also after somebody else
 * approved.
 */
export function approvalGate(
  rule: ApprovalRule | undefined,
  about: AskedAbout,
  known: Approval | undefined,
  now: Instant,
): ApprovalGate {
  if (!rule) return { kind: 'open' }
  const ask = { kind: 'ask', until: now + rule.withinDays * DAY } as const
  if (known?.step !== about.step || known.dueDate !== about.dueDate || known.generation !== about.generation) return ask
  if (known.declinedAt !== undefined) return { kind: rule.then }
  if (known.approvedAt !== undefined)
    return now < Date.parse(known.approvedAt) + APPROVED_FOR_DAYS * DAY ? { kind: 'open' } : ask
  const until = Date.parse(known.askedAt) + rule.withinDays * DAY
  return now < until ? { kind: 'wait', until } : { kind: rule.then }
}

/** The question itself, as the invoice keeps it from `askedAt` (ISO) on. */
export const asked = ({ generation, version }: Invoice, about: AskedAbout, askedAt: string): Approval => ({
  ...{ step: about.step, dueDate: about.dueDate, generation: about.generation },
  id: `${generation}.${version + 1}`,
  askedAt,
})

/**
 * The question about an invoice that may be answered so now: a yes once, while nobody has answered; a no also after a yes,
 * until the message has left, which uses the question up.
 */
export function questionFor(answer: 'approve' | 'decline', { status, journey }: Invoice): Approval | undefined {
  const { approval } = journey
  if (status !== 'open' || approval?.declinedAt !== undefined) return undefined
  return answer === 'decline' || approval?.approvedAt === undefined ? approval : undefined
}

/** The task of whoever is asked. */
export const approvalTask = (invoice: string, approval: string): string => `approve/${invoice}/${approval}`

/** A policy as it is played where everybody says yes. */
export const approvedThroughout = (policy: Policy): Policy =>
  policy.steps.some(({ approval }) => approval)
    ? { ...policy, steps: policy.steps.map(({ approval: _, ...step }): Step => step) }
    : policy
