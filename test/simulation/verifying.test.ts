import { describe, expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import type { Protocol, Town } from '../../lib/simulation/town.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { verified } from '../../lib/simulation/verified.ts'
import { calm, house, oneInvoice } from './house.ts'
import { NAIVE } from './naive.ts'
import { otherwise } from './otherwise.ts'

/** A town of a seed, lived to its end. */
const lived = async (seed: number, protocol: Protocol = {}): Promise<Town> =>
  (await live(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed), { protocol })).town

describe('verify in a simulation', () => {
  it('finds nothing wrong in towns under every trouble', async () => {
    let all = 0
    for (let seed = 100; seed < 200; seed++) {
      const { found, messages } = await verified(house, await lived(seed))
      expect(found, `town ${seed}`).toEqual([])
      all += messages
    }
    expect(all).toBeGreaterThan(100)
  })

  it('catches claims that are written whatever has happened since they were decided', async () => {
    const naive = NAIVE['a claim that does not look at version and status']?.protocol
    const checks = new Set<string>()
    // One town in some hundreds shows it; the search begins near one.
    for (let seed = 470; seed < 2_000 && checks.size === 0; seed++)
      for (const { check } of (await verified(house, await lived(seed, naive))).found) checks.add(check)
    expect([...checks]).toEqual(['afterPayment'])
  })

  it('is part of a campaign: what the records show is a violation too', async () => {
    const forgotten: Protocol = { ledger: (ledger) => otherwise(ledger, { saveTouch: async () => 'written' }) }
    const { violations } = await live(house, oneInvoice, calm, { protocol: forgotten })
    expect(violations.map(({ invariant, what }) => `${invariant} ${what}`)).toContainEqual(
      expect.stringMatching(/^I8 verify finds orphan of erp:D-1@3 /),
    )
  })
})
