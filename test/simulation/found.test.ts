import { describe, expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import type { Trouble } from '../../lib/simulation/trouble.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { house, oneInvoice, troubled } from './house.ts'

/** Which of a sender's calls says how its message ended. */
const SAYING_HOW_IT_ENDED = 6

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
      const ends = new Set([...town.ledger.touches.values()].map(({ status }) => status))
      expect([call, ends]).toEqual([call, new Set(['sent'])])
      expect(town.witness.acceptances.length).toBe(house.policies['consumer-instalments']?.policy.steps.length)
    }
  })

  it('a claim whose sender never comes back is marked by the next decision, whatever becomes of the job', async () => {
    const job = 'contact erp:F-1/1~3'
    const marked: string[] = []
    const silent: Trouble = { kind: 'throttled', call: 0, lasts: 0 }
    const lost = Object.fromEntries([2, 3, 4, 5].map((time) => [`${job} .${time}`, silent]))
    const { town, violations } = await live(
      house,
      oneInvoice,
      troubled({ [`${job} .1`]: { kind: 'diesBefore', call: SAYING_HOW_IT_ENDED, lasts: 0 }, ...lost }),
      { listen: (_, run, text) => text.startsWith('ledger.saveTouch →') && marked.push(run) },
    )
    expect(violations).toEqual([])
    expect(marked[0]).toMatch(/^decide erp:F-1\/1 /)
    expect([...town.ledger.touches.values()].filter(({ status }) => status === 'unknown')).toHaveLength(1)
  })

  it.each([6, 7, 8])('a call that was claimed is asked for, although its sender died at call %i', async (call) => {
    const job = 'contact erp:F-1/1~11'
    const silent: Trouble = { kind: 'throttled', call: 0, lasts: 0 }
    const lost = Object.fromEntries([2, 3, 4, 5].map((time) => [`${job} .${time}`, silent]))
    const { town, violations } = await live(
      house,
      { ...oneInvoice, policy: 'services-suspension' },
      troubled({ [`${job} .1`]: { kind: 'diesBefore', call, lasts: 0 }, ...lost }),
    )
    expect(violations).toEqual([])
    const calls = [...town.ledger.touches.values()].filter(({ attempts }) => attempts[0]?.channel === 'call')
    expect(calls.map(({ status }) => status)).toEqual(['sent'])
    expect([...town.ledger.tasks.values()].filter(({ kind }) => kind === 'call')).toMatchObject([
      { id: `call/${calls[0]?.id}`, debtor: 'erp:D-1', invoice: 'erp:F-1', script: { template: 'reminder-2' } },
    ])
  })

  it('a job sent back from the dead letters after more than a day marks the claim it left', async () => {
    const seed = 100_008_297
    const { violations } = await live(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed))
    expect(violations).toEqual([])
  })

  it('a further attempt, half a minute after the first, counts from its own instant', async () => {
    const seed = 100_066_619
    const { violations } = await live(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed))
    expect(violations).toEqual([])
  })
})
