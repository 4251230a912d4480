import { describe, expect, it } from 'vitest'
import { added, liveTown, NOTHING, townOf } from '../../lib/simulation/campaign.ts'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import { shrink } from '../../lib/simulation/shrink.ts'
import { storyOf } from '../../lib/simulation/story.ts'
import type { Protocol } from '../../lib/simulation/town.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { calm, house, oneInvoice, paid, START, troubled } from './house.ts'
import { NAIVE, parksLate } from './naive.ts'

const POLICIES = Object.keys(house.policies)
const DAY = 86_400_000

/** Towns in which something was found, by their seeds. */
const KEPT = [100015851, 100020399, 100024874, 9100023934, 9200013469, 9400006588, 9400016476]

describe('a campaign', () => {
  it.each(KEPT)('breaks nothing any more in town %i', async (seed) => {
    expect((await liveTown(house, seed)).failures).toEqual([])
  })

  it('breaks no invariant in three hundred towns under every trouble', async () => {
    let tally = NOTHING
    for (let number = 0; number < 300; number++) tally = added(tally, await liveTown(house, townOf(1, number)))
    expect(tally.failures).toEqual([])
    expect(tally.journeys).toBeGreaterThan(1_000)
    expect(tally.messages).toBeGreaterThan(1_000)
    expect(tally.troubles).toBeGreaterThan(2_000)
  })

  it('is the same run for the same seed', async () => {
    const told = async (seed: number) => {
      const lines: string[] = []
      const script = scriptOf(seed, POLICIES)
      await live(house, script, seededTroubles(seed), { listen: (at, run, text) => lines.push(`${at} ${run} ${text}`) })
      return lines
    }
    for (const seed of [11, 12, 13]) expect(await told(seed)).toEqual(await told(seed))
    expect(await told(11)).not.toEqual(await told(12))
  })

  it('is the same run whether somebody listens or not', async () => {
    for (let seed = 21; seed < 30; seed++) {
      const script = scriptOf(seed, POLICIES)
      const quiet = await live(house, script, seededTroubles(seed))
      const heard = await live(house, script, seededTroubles(seed), { listen: () => {} })
      expect([...heard.town.ledger.accounts]).toEqual([...quiet.town.ledger.accounts])
      expect(heard.town.witness.acceptances).toEqual(quiet.town.witness.acceptances)
    }
  })

  it('tells the same journey as the stories where nothing goes wrong', async () => {
    const { town, violations } = await live(house, oneInvoice, calm)
    expect(violations).toEqual([])
    expect(town.witness.acceptances.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toHaveLength(
      house.policies['consumer-instalments']?.policy.steps.length ?? 0,
    )
    expect(town.ledger.accounts.get('erp:F-1')).toMatchObject({ status: 'closed', outcome: 'handedOver' })
    const settled = { ...oneInvoice, words: [...oneInvoice.words, paid('P-1', START + DAY)] }
    const after = await live(house, settled, calm)
    expect(after.town.ledger.accounts.get('erp:F-1')).toMatchObject({ status: 'closed', outcome: 'settled' })
    expect(after.town.witness.acceptances).toEqual([])
  })
})

describe('a naive protocol is caught', () => {
  /** As many towns as a control may need; the campaign of a landing has a thousand times as many. */
  const TOWNS = 1_000

  it.each(Object.entries(NAIVE))('%s', async (_, { protocol, breaks, where = () => true }) => {
    const broken = new Set<string>()
    for (let lived = 0, number = 0; lived < TOWNS && !breaks.every((one) => broken.has(one)); number++) {
      if (!where(scriptOf(townOf(2, number), POLICIES))) continue
      lived++
      const { failures } = await liveTown(house, townOf(2, number), protocol)
      for (const { violations } of failures) for (const { invariant } of violations) broken.add(invariant)
    }
    expect([...broken]).toEqual(expect.arrayContaining([...breaks]))
  })

  it('a park that is written after its own wait leaves the token of the next one alone', async () => {
    const words = oneInvoice.words.map((one) =>
      one.name === 'InvoiceIssued' ? { ...one, detail: { ...one.detail, dueDate: '2026-12-01' } } : one,
    )
    const script = { ...oneInvoice, words: [...words, paid('P-1', START + 40 * DAY)] }
    const late = troubled({ 'park erp:F-1/1 #2': { kind: 'waits', call: 0, lasts: 31 * DAY } })
    const brokenUnder = async (protocol: Protocol) =>
      (await live(house, script, late, { protocol })).violations.map(({ invariant }) => invariant)
    expect(await brokenUnder({})).toEqual([])
    expect(await brokenUnder(parksLate)).toContain('I3')
  })

  it('in a story with nothing in it that the failure does not need', async () => {
    const protocol = NAIVE['a payment without dedupe']?.protocol ?? {}
    const paidTwice = { ...paid('P-1', START + DAY), arrives: [START + DAY, START + 2 * DAY] }
    const more = paid('P-2', START + 3 * DAY, 100)
    const script = { ...oneInvoice, words: [...oneInvoice.words, paidTwice, more] }
    const troubles = troubled({ 'decide erp:F-1/1 #0': { kind: 'throttled', call: 0, lasts: 0 } })
    const minimal = await shrink(house, script, troubles, protocol)
    if (!minimal) throw new Error('the naive protocol was not caught')
    expect(minimal.script.words.map(({ id }) => id)).toEqual(['P-1'])
    expect(minimal.troubles.size).toBe(0)
    const story = await storyOf(house, minimal, protocol)
    expect(story).toContain('2026-06-02 09:00:00.000 and 2026-06-03 09:00:00.000  PaymentReceived')
    expect(story).toContain('What went wrong outside:\n  nothing')
    expect(story).toMatch(/What must not be:\n {2}I4 .*"paid":180000/)
  })
})
