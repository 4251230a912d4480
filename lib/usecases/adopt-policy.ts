import type { EventIn } from '../contracts/events.ts'
import { adopted } from '../domain/adoption.ts'
import { approvalTask } from '../domain/approval.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { Policy } from '../domain/policy.ts'
import { stampOf } from '../domain/stamp.ts'
import { iso } from '../domain/time.ts'
import type { PinnedPolicy } from '../ports.ts'
import { RefusedFact, TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'
import { keepMoving } from './tell-invoice.ts'

/**
 * Lets the journey of an invoice go on under the policy that a person ordered, and wakes it. Ordered before the invoice is
 * known, or when its journey is over, it holds for the journey that follows.
 */
export async function adoptPolicy(outside: Recording, detail: EventIn<'PolicyAdopted'>): Promise<void> {
  const { invoice: id, adoption, occurredAt } = detail
  const ordered = await versionOrdered(outside, detail)
  await outside.policies.pin(ordered)
  const order = { adoption, stamp: stampOf(occurredAt, 1, adoption) }
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await outside.ledger.invoice(id)
    const next = adopted(before, await policyOf(outside, before), ordered, order)
    const change = next && { before, after: next.after, entries: [next.entry], at: iso(outside.clock.now()) }
    if (change && (await outside.ledger.record(change)) === 'conflict') continue
    // What waited for approval was a message of the other schedule.
    const { approval } = before.journey
    if (change && approval)
      await outside.ledger.closeTask(approvalTask(id, approval.id), detail.author, 'adopted', change.at)
    return keepMoving(outside, id)
  }
  throw new TransientFault(`invoice ${id} changed ${TRIES} times while its journey was given another policy`)
}

/** The version that is ordered; one nobody has kept, or of another policy, is refused. */
async function versionOrdered(
  { policies }: Recording,
  { policy: id, hash }: EventIn<'PolicyAdopted'>,
): Promise<PinnedPolicy> {
  const newest = await policies.newest(id)
  if (newest && (hash === undefined || hash === newest.hash)) return newest
  if (hash === undefined)
    throw new RefusedFact('policy', id, `must be one of ${(await policies.names()).join(', ')}, as in catalog/policies`)
  const policy = await policies.kept(hash)
  if (policy?.id !== id) throw new RefusedFact('hash', hash, `must be a version of ${id} that was published`)
  return { hash, policy }
}

/** What the journey followed so far; one that has no version yet has sent nothing. */
const policyOf = async ({ policies }: Recording, { journey }: Invoice): Promise<Policy | undefined> =>
  journey.policy && policies.version(journey.policy.hash)
