import { type Invoice, type JourneyProgress, type Reached, type Stamp, standingAt } from './invoice.ts'
import type { Entry } from './ledger.ts'
import type { Policy } from './policy.ts'

/** A policy by its id, with the content hash of this version of it. */
export interface Version {
  readonly hash: string
  readonly policy: Policy
}

/**
 * Where a journey that came so far under `before` stands under `next`.
 *
 * What was sent stays sent. The step of the same name and level is the same step; else everything up to the level reached
 * counts as said, so nobody hears a level twice, also by way of a policy that has none of it. The level stays: the next
 * message is at most one above it.
 */
export function standingIn(next: Policy, before: Policy | undefined, reached: Reached): Reached {
  const { position, level, saidBeforeDue } = reached
  const used = before?.steps[position]
  if (!used && level === 0 && !saidBeforeDue) return { position: -1, level }
  const same = next.steps.findIndex(({ id }) => id === used?.id)
  const said = next.steps.findLastIndex((step) => step.level <= level)
  const stands = next.steps[same]?.level === level ? same : Math.max(same, said)
  return { position: stands, level, ...(stands === -1 && level === 0 && { saidBeforeDue: true }) }
}

/** An order to follow another policy: its id, and its place among the orders about this invoice. */
export interface Order {
  readonly adoption: string
  readonly stamp: Stamp
}

/**
 * The invoice under the policy that was ordered, with the line that says so; undefined when a later order is known. Where a
 * reminder was put off to, and what was tried, stay.
 */
export function adopted(
  invoice: Invoice,
  before: Policy | undefined,
  { hash, policy }: Version,
  { adoption, stamp }: Order,
): { readonly after: Invoice; readonly entry: Entry } | undefined {
  const { approval: _, ...journey } = invoice.journey
  if (stamp <= (journey.adopted?.stamp ?? '')) return undefined
  const version = invoice.version + 1
  const reached = Object.entries(journey.reached ?? {}).map(
    ([date, one]) => [date, standingIn(policy, before, one)] as const,
  )
  const followed = { id: policy.id, hash }
  const after: JourneyProgress = {
    ...standingAt(journey, standingIn(policy, before, journey)),
    ...(journey.reached && { reached: Object.fromEntries(reached) }),
    policy: followed,
    adopted: { stamp, version },
  }
  return {
    after: { ...invoice, version, journey: after },
    entry: {
      key: `adopted#${adoption}`,
      kind: 'adopted',
      amount: 0,
      adopted: { ...(journey.policy && { from: journey.policy }), to: followed },
    },
  }
}
