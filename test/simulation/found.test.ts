import { describe, expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
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
})
