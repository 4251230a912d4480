import { describe, expect, it } from 'vitest'
import {
  afterWord,
  type Bands,
  type Counts,
  gateFor,
  NOTHING,
  placeInLine,
  type Release,
  type SendingState,
  stopFor,
} from '../../lib/domain/sending-gate.ts'
import { HOUR } from '../../lib/domain/time.ts'

const NOW = Date.parse('2026-11-27T14:30:00Z')
const BANDS: Bands = {
  sendsPerHour: 100,
  bounces: { atLeast: 5, percent: 10 },
  complaints: { atLeast: 1, percent: 1 },
  paidReplies: { atLeast: 2, percent: 10 },
  channelFails: { atLeast: 1, percent: 1 },
}
const said = { at: NOW, by: 'ana', reason: 'probando' }

function state(
  counted: Record<string, Partial<Counts>> = {},
  release: Release = { stage: 'everything' },
): SendingState {
  const current = { revision: 0, at: '', by: '', reason: '', release }
  return {
    current,
    counted: Object.fromEntries(Object.entries(counted).map(([hour, some]) => [hour, { ...NOTHING, ...some }])),
  }
}

describe('the gate before a claim', () => {
  it.each([
    ['99 messages', { '2026-11-27T14': { sends: 99 } }, 'open'],
    ['a hundred', { '2026-11-27T14': { sends: 100 } }, 'trip'],
    ['a hundred in the hour before', { '2026-11-27T13': { sends: 100 } }, 'open'],
    ['five bounces after nothing was sent', { '2026-11-27T14': { bounces: 5 } }, 'open'],
    ['six', { '2026-11-27T14': { bounces: 6 } }, 'trip'],
    ['six, divided over two hours', { '2026-11-27T13': { bounces: 3 }, '2026-11-27T14': { bounces: 3 } }, 'trip'],
    ['six of sixty', { '2026-11-27T13': { sends: 60 }, '2026-11-27T14': { bounces: 6 } }, 'open'],
    ['two complaints', { '2026-11-27T14': { complaints: 2, sends: 50 } }, 'trip'],
    ['two that Meta refuses for a reason of ours', { '2026-11-27T14': { channelFails: 2, sends: 50 } }, 'trip'],
    ['three who say they have paid', { '2026-11-27T14': { paidReplies: 3, sends: 20 } }, 'trip'],
  ] as const)('with %s: %s', (_, counted, kind) => {
    expect(gateFor(state(counted), BANDS, 'erp:D-1', NOW).kind).toBe(kind)
  })

  it('is not shut by the last message of the hour, but by the one that would come after', () => {
    const full = state({ '2026-11-27T14': { sends: 100, bounces: 1 } })
    expect(stopFor(full, BANDS, NOW)).toBeUndefined()
    expect(gateFor(full, BANDS, 'erp:D-1', NOW)).toEqual({ kind: 'trip', what: 'sends', count: 101, allowed: 100 })
    expect(stopFor(state({ '2026-11-27T14': { sends: 100, bounces: 11 } }), BANDS, NOW)).toMatchObject({ count: 11 })
  })

  it('says what was too much, and what is allowed', () => {
    const gate = gateFor(state({ '2026-11-27T14': { complaints: 2 } }), BANDS, 'erp:D-1', NOW)
    expect(gate).toEqual({ kind: 'trip', what: 'complaints', count: 2, allowed: 1 })
  })

  it('stays closed after a stop until a person restarts, who forgives what was counted', () => {
    const counted = { '2026-11-27T14': { ...NOTHING, sends: 200 } }
    const stopped = { counted, current: afterWord(state(), { kind: 'stop', cause: 'outOfBand' }, said) }
    expect(gateFor(stopped, BANDS, 'erp:D-1', NOW + 9 * HOUR)).toMatchObject({ kind: 'closed', reason: 'outOfBand' })
    const resumed = { counted, current: afterWord(stopped, { kind: 'resume' }, said) }
    expect(gateFor(resumed, BANDS, 'erp:D-1', NOW).kind).toBe('open')
    const more = { ...resumed, counted: { '2026-11-27T14': { ...NOTHING, sends: 300 } } }
    expect(gateFor(more, BANDS, 'erp:D-1', NOW).kind).toBe('trip')
  })

  it('keeps a stop when the share changes, and the share when it restarts', () => {
    const canary = { kind: 'release', release: { stage: 'canary', percent: 5 } } as const
    const stopped = { ...state(), current: afterWord(state(), { kind: 'stop', cause: 'killSwitch' }, said) }
    const both = { ...stopped, current: afterWord(stopped, canary, said) }
    expect(both.current).toMatchObject({ revision: 2, stopped: 'killSwitch', release: { percent: 5 } })
    const resumed = afterWord(both, { kind: 'resume' }, said)
    expect(resumed).toMatchObject({ revision: 3, release: { stage: 'canary', percent: 5 } })
    expect(resumed.stopped).toBeUndefined()
  })
})

describe('the share that is written to', () => {
  const debtors = Array.from({ length: 10_000 }, (_, index) => `erp:D-${index}`)
  const within = (percent: number) =>
    debtors.filter((debtor) => gateFor(state({}, { stage: 'canary', percent }), BANDS, debtor, NOW).kind === 'open')

  it('is as large as it says, and a larger one holds the smaller', () => {
    const [five, ten] = [within(5), new Set(within(10))]
    expect(five.length / 100).toBeGreaterThan(4.4)
    expect(five.length / 100).toBeLessThan(5.6)
    expect(five.every((debtor) => ten.has(debtor))).toBe(true)
  })

  it('is nobody in a dry run', () => {
    expect(gateFor(state({}, { stage: 'dryRun' }), BANDS, 'erp:D-1', NOW)).toMatchObject({ reason: 'dryRun' })
  })

  it('gives each debtor one place for ever', () => {
    expect(['erp:D-1', 'erp:D-2', 'crm:C-1001'].map(placeInLine)).toEqual(
      ['erp:D-1', 'erp:D-2', 'crm:C-1001'].map(placeInLine),
    )
    expect(Math.max(...debtors.map(placeInLine))).toBeLessThan(100)
  })
})
