import { describe, expect, it } from 'vitest'
import { consequenceGate, type Warning } from '../../lib/domain/consequence.ts'

const NOW = Date.parse('2026-07-01T15:00:00Z')
const ARRIVED = '2026-06-21T15:00:00Z'
const asked = { level: 3, withinDays: 10 }

describe('a consequence', () => {
  it.each([
    ['follows a warning of the level before that arrived', { level: 3, arrivedAt: ARRIVED }, 'open', 'open'],
    ['follows a firmer one', { level: 4, arrivedAt: ARRIVED }, 'open', 'open'],
    ['follows one of this very instant', { level: 3, arrivedAt: '2026-07-01T15:00:00Z' }, 'open', 'open'],
    ['does not follow a milder one', { level: 2, arrivedAt: ARRIVED }, 'warnAnotherWay', 'person'],
    ['does not follow one of which no report came', { level: 3 }, 'warnAnotherWay', 'person'],
    [
      'does not follow one that is too old by a second',
      { level: 3, arrivedAt: '2026-06-21T14:59:59Z' },
      'warnAnotherWay',
      'person',
    ],
    [
      'does not follow one that arrives tomorrow',
      { level: 3, arrivedAt: '2026-07-02T15:00:00Z' },
      'warnAnotherWay',
      'person',
    ],
    ['does not follow silence', undefined, 'warnAnotherWay', 'person'],
  ] as const)('%s', (_, warning: Warning | undefined, withAnotherWay, withNone) => {
    expect(consequenceGate(asked, warning, true, NOW)).toBe(withAnotherWay)
    expect(consequenceGate(asked, warning, false, NOW)).toBe(withNone)
  })
})
