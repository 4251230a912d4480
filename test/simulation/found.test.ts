import { describe, expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { house, oneInvoice, troubled } from './house.ts'

describe('what campaigns have found', () => {
  it('a second contact point is tried although the answer to noting it was lost', async () => {
    const bouncing = { ...oneInvoice, bouncing: ['mail'], policy: 'consumer-instalments' }
    for (let call = 0; call < 12; call++) {
      const { town, violations } = await live(
        house,
        bouncing,
        troubled({ 'contact erp:F-1/1~3 .1': { kind: 'repeated', call, lasts: 0 } }),
      )
      expect([call, violations]).toEqual([call, []])
      expect([...town.ledger.touches.values()].map(({ status }) => status)).not.toContain('claimed')
      expect(town.witness.acceptances.length).toBe(house.policies['consumer-instalments']?.policy.steps.length)
    }
  })

  it('a job sent back from the dead letters after more than a day marks the claim it left', async () => {
    const seed = 100_008_297
    const { violations } = await live(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed))
    expect(violations).toEqual([])
  })
})
