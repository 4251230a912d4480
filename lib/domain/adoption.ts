import type { Invoice, JourneyProgress, Stamp } from './invoice.ts'
import type { Entry } from './ledger.ts'
import type { Policy } from './policy.ts'

/** How far the reminders of one due date came: the last step used up, and the level last delivered. */
type Reached = Pick<JourneyProgress, 'position' | 'level'>

/** A policy by its id, with the content hash of this version of it. */
export interface Version {
  readonly hash: string
  readonly policy: Policy
}

/**
 * Where a journey that came so far under `before` stands under `next`.
 *
 * What was sent stays sent. The step of the same name and level is the same step; else everything up to the level reached
 * counts as said, so nobody hears a level twice. The level stays: the next message is at most one above it.
 */
export function standingIn(next: Policy, before: Policy | undefined, { position, level }: Reached): Reached {
  const used = before?.steps[position]
  if (!used) return { position: -1, level }
  const same = next.steps.findIndex(({ id }) => id === used.id)
  const said = next.steps.findLastIndex((step) => step.level <= level)
  return { position: next.steps[same]?.level === level ? same : Math.max(same, said), level }
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
    ...journey,
    ...standingIn(policy, before, journey),
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
