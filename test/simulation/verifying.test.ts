import { describe, expect, it } from 'vitest'
import type { Violation } from '../../lib/domain/verify/violation.ts'
import { live } from '../../lib/simulation/live.ts'
import { memoryRecords } from '../../lib/simulation/memory-records.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import type { Protocol, Town } from '../../lib/simulation/town.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { heldAgainst } from '../../lib/usecases/held-against.ts'
import { verifyRecords } from '../../lib/usecases/verify-records.ts'
import { house } from './house.ts'
import { NAIVE } from './naive.ts'

/** What verify finds in a town whose journeys are over. */
async function verified({ ledger, debtors, agenda }: Town): Promise<{ found: Violation[]; messages: number }> {
  const found: Violation[] = []
  const { messages } = await verifyRecords(memoryRecords(ledger, debtors), {
    hold: heldAgainst(house, agenda.now()),
    onViolation: (violation) => found.push(violation),
  })
  return { found, messages }
}

/** A town of a seed, lived to its end. */
const lived = async (seed: number, protocol: Protocol = {}): Promise<Town> =>
  (await live(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed), { protocol })).town

describe('verify in a simulation', () => {
  it('finds nothing wrong in towns under every trouble', async () => {
    let all = 0
    for (let seed = 100; seed < 200; seed++) {
      const { found, messages } = await verified(await lived(seed))
      expect(found, `town ${seed}`).toEqual([])
      all += messages
    }
    expect(all).toBeGreaterThan(100)
  })

  it('catches claims that are written whatever has happened since they were decided', async () => {
    const naive = NAIVE['a claim that does not look at version and status']?.protocol
    const checks = new Set<string>()
    for (let seed = 0; seed < 2_000 && checks.size === 0; seed++)
      for (const { check } of (await verified(await lived(seed, naive))).found) checks.add(check)
    expect([...checks]).toEqual(['afterPayment'])
  })
})
