import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { tellAllCalm } from '../../lib/cli/campaign/rehearsed/run.ts'
import type { Calm, Theatre } from '../../lib/cli/campaign/rehearsed/telling.ts'
import { allTrials, DYING, namedTrial, nameOf, sampled, tryAll } from '../../lib/cli/campaign/rehearsed/trials.ts'
import { allWays } from '../../lib/cli/campaign/rehearsed/ways.ts'
import { boot } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import {
  paidAndDied,
  paidWhileParking,
  parkedLate,
  parksBlindly,
  parksOverNewer,
  retriesTimers,
  sentInForty,
} from './naive-machine.ts'

const SEED = 1
/** Each fault once at each call of the machine itself, and few more; the whole campaign has fifteen thousand runs. */
const RUNS = 85

/** The one kind of run in which a journey waits in vain for what became of its message: the answer fails until its letter is dead. */
const UNANSWERED = 'pays/6/ContactDebtor.states.SendTaskSuccess.0/down'

let theatre: Theatre
let calms: Calm[]

beforeAll(async () => {
  const rehearsal = await boot({ assembly: assembly(), start: Date.parse('2026-01-01T00:00:00Z') })
  theatre = { rehearsal, catalog: compileCatalog('catalog') }
  calms = await tellAllCalm(theatre, SEED)
})
afterAll(() => theatre.rehearsal.stop())

describe('the campaign on the rehearsal', () => {
  it('tells tales that end well where nothing goes wrong', () => {
    expect(calms.flatMap(({ tale, ending }) => ending.problems.map((problem) => `${tale.name}: ${problem}`))).toEqual(
      [],
    )
    expect(
      calms.map(({ tale, ending }) => [tale.name, ...[...ending.accounts.values()].map(({ outcome }) => outcome)]),
    ).toEqual([
      ['pays', 'settled'],
      ['pays-in-part', 'settled'],
      ['on-hold', 'settled'],
      ['two-in-one-text', 'settled', 'settled'],
      ['reversed', 'settled'],
      ['goes-on-as-new', 'settled'],
      ['handed-over', 'handedOver'],
      ['stopped', 'settled'],
      ['hold-ends', 'settled'],
      ['in-instalments', 'settled'],
    ])
  })

  it('breaks nothing in a sample of single faults, and takes every state, Retry and Catch of the machine', async () => {
    const rare = [DYING, UNANSWERED].flatMap((name) => namedTrial(calms, name) ?? [])
    expect(rare).toHaveLength(2)
    const { failures, missed, ways } = await tryAll(theatre, [...rare, ...sampled(allTrials(calms), SEED, RUNS)])
    expect(failures).toEqual([])
    expect(missed).toBeLessThan(RUNS / 10)
    const taken = new Set([...ways, ...calms.flatMap((calm) => [...calm.ways])])
    expect(allWays(theatre.rehearsal).filter((way) => !taken.has(way))).toEqual([])
  }, 600_000)

  it('names each run so that it can be told again', () => {
    for (const trial of sampled(allTrials(calms), SEED, 20))
      expect(namedTrial(calms, nameOf(trial))).toEqual({
        calm: trial.calm,
        faults: [expect.objectContaining(trial.faults[0])],
      })
    expect(namedTrial(calms, 'pays/1/nothing')).toBeUndefined()
  })
})

describe('a naive protocol on the rehearsal is caught', () => {
  it('parks without a condition: a payment that was recorded meanwhile wakes nobody', async () => {
    expect(await paidWhileParking(theatre)).toEqual(['settled'])
    expect(await paidWhileParking(theatre, { definition: parksBlindly })).toEqual(['open'])
  })

  it('takes the place of a newer park: a wait that is written down when it is over, and then a payment wakes nobody', async () => {
    expect(await parkedLate(theatre)).toEqual(['settled'])
    expect(await parkedLate(theatre, { definition: parksOverNewer })).toEqual(['open'])
  })

  it('retries everything around a park: the reminder does not leave when its time has come', async () => {
    expect(await sentInForty(theatre)).toBeGreaterThan(0)
    expect(await sentInForty(theatre, { definition: retriesTimers })).toBe(0)
  })

  it('does not repeat a wake: whoever recorded the payment died before it woke the journey', async () => {
    expect(await paidAndDied(theatre)).toEqual(['settled'])
    expect(await paidAndDied(theatre, { neverRepeats: true })).toEqual(['open'])
  })
})
