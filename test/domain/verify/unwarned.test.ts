import { describe, expect, it } from 'vitest'
import type { TouchRecord } from '../../../lib/domain/touch-record.ts'
import { unwarned } from '../../../lib/domain/verify/unwarned.ts'
import { attempt, evidenceOf, member, touchOf } from './on-record.ts'

const BEFORE = '2026-06-20T14:00:00.000Z'
const warning: TouchRecord = touchOf({
  ...{ id: 'warning', claimedAt: BEFORE, attempts: [attempt({ at: BEFORE })] },
  receipt: { status: 'delivered', at: BEFORE, deliveredAt: BEFORE },
})
const was = { position: 0, level: 1, to: 1, lastTouch: { touch: 'warning', at: BEFORE, class: 'overdue' } } as const
const FIRST = { position: -1, level: 0, to: 0 }
const fee = member({ step: 'second', level: 2, consequence: 'fee', was })
const { receipt: _, ...unheard } = warning
const late = { status: 'delivered', at: '2026-07-03T14:00:00.000Z', deliveredAt: '2026-07-03T14:00:00.000Z' } as const

const taken = { status: 'atCarrier', at: BEFORE } as const
const text = (at: string): Partial<TouchRecord> => ({ receipt: taken, attempts: [attempt({ channel: 'sms', at })] })

const why = (before: TouchRecord, more: Partial<TouchRecord> = {}) =>
  unwarned(evidenceOf({ touches: [before, touchOf({ level: 2, members: [fee], ...more })] })).map(({ finding }) =>
    finding.kind === 'unwarned' ? finding.why : '',
  )

describe('a consequence', () => {
  it.each([
    ['after a warning that arrived is fine', warning, {}, []],
    ['among messages that did not leave is none', warning, { attempts: [attempt({ outcome: 'notSent' })] }, []],
    ['in neutral words', warning, { neutral: {} }, ['inNeutralWords']],
    ['after a warning in neutral words', { ...warning, neutral: {} }, {}, ['neverWarned']],
    ['after a milder message', { ...warning, members: [member({ level: 0 })] }, {}, ['neverWarned']],
    ['after a message about another invoice', { ...warning, members: [member({ invoice: 'x' })] }, {}, ['neverWarned']],
    ['without any message before', warning, { members: [{ ...fee, was: FIRST }] }, ['neverWarned']],
    ['after a warning of which nobody heard', unheard, {}, ['notArrived']],
    ['before its warning arrived', { ...warning, receipt: late }, {}, ['notArrived']],
    ['with an invoice that has none', warning, { members: [fee, member({ invoice: 'F-2', was })] }, ['amongOthers']],
  ] satisfies [string, TouchRecord, Partial<TouchRecord>, string[]][])('%s', (_, before, more, expected) => {
    expect(why(before, more)).toEqual(expected)
  })

  it.each([
    ['its carrier had for three days', { ...warning, ...text('2026-06-27T14:00:00.000Z') }, []],
    ['its carrier had for less', { ...warning, ...text('2026-07-01T13:00:00.000Z') }, ['notArrived']],
  ] satisfies [string, TouchRecord, string[]][])('after a text that %s', (_, before, expected) => {
    expect(why({ ...before, claimedAt: BEFORE })).toEqual(expected)
  })

  it.each([
    ['arrived', warning, []],
    ['was not heard of either', unheard, ['notArrived']],
    ['was in neutral words', { ...warning, neutral: {} }, ['notArrived']],
  ] satisfies [string, TouchRecord, string[]][])(
    'after a warning said once more, whose first %s',
    (_, first, expected) => {
      const second = { ...unheard, id: 'second', members: [{ ...member({ level: 1 }), again: true as const, was }] }
      const standing = { ...was, lastTouch: { ...was.lastTouch, touch: 'second' } }
      const notice = touchOf({ level: 2, members: [{ ...fee, was: standing }] })
      const found = unwarned(evidenceOf({ touches: [first, second, notice] }))
      expect(found.map(({ finding }) => (finding.kind === 'unwarned' ? finding.why : ''))).toEqual(expected)
    },
  )
})
