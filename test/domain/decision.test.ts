import { describe, expect, it } from 'vitest'
import { unknownDebtor } from '../../lib/domain/debtor.ts'
import { decide } from '../../lib/domain/decision.ts'
import { MEDIA } from '../../lib/domain/law/pack.ts'
import { DAY } from '../../lib/domain/time.ts'
import { HOLD_CAUSES } from '../../lib/domain/why-not.ts'
import {
  asking,
  at8,
  bogota,
  calendarIn,
  cap,
  debtor,
  issued,
  OFFICE_HOURS,
  open,
  paid,
  policy,
  situation,
} from './given.ts'

const touched = (position: number, level: number, day: string, more: object = {}) => {
  const invoice = open()
  const lastTouch = { touch: 't', at: new Date(at8(day)).toISOString(), class: 'overdue' } as const
  return { ...invoice, journey: { ...invoice.journey, position, level, lastTouch, ...more } }
}
const profile = (more: object) => ({ ...debtor, profile: { ...debtor.profile!, ...more } })
const hold = (more: object) => ({ placedAt: '2026-06-01T00:00:00.000Z', reason: 'dispute', author: 'ana', ...more })
const scheduled = (on: string, revision = 1) => ({ kind: 'scheduled', payment: 'bank:S', on, revision }) as const
const cash = [{ key: 'bank:D', currency: 'COP', amount: 20_000, since: '2026-06-25T13:00:00.000Z', stamp: '1' }]

describe('the next step of a journey', () => {
  it.each([
    [
      'waits for the first reminder',
      '2026-06-01',
      {},
      { kind: 'wait', waitingFor: 'reminderTime', reason: 'heads-up', seconds: (28 * DAY) / 1000 },
    ],
    ['contacts when its day has come', '2026-06-29', {}, { kind: 'contact', step: 'heads-up', level: 0 }],
    [
      'ends when nothing is owed',
      '2026-06-29',
      { invoice: open([issued(), paid(50_000)]) },
      { kind: 'end', outcome: 'settled', reason: 'paid' },
    ],
    [
      'goes on with what a part payment left',
      '2026-06-29',
      { invoice: open([issued(), paid(20_000)]) },
      { kind: 'contact' },
    ],
    [
      'is silent on hold',
      '2026-06-29',
      { invoice: { ...open(), holds: { h: hold({}) } } },
      { kind: 'wait', waitingFor: 'release', reason: 'hold', seconds: 30 * 86_400 },
    ],
    [
      'is silent on hold until its end',
      '2026-06-29',
      { invoice: { ...open(), holds: { h: hold({ until: '2026-06-30T13:00:00.000Z' }) } } },
      { kind: 'wait', waitingFor: 'release', seconds: 86_400 },
    ],
    [
      'goes on after a hold',
      '2026-06-29',
      { invoice: { ...open(), holds: { h: hold({ releasedAt: '2026-06-20T00:00:00.000Z' }) } } },
      { kind: 'contact' },
    ],
    [
      'asks daily while the debtor is on hold',
      '2026-06-29',
      { debtor: { ...debtor, holds: { h: hold({}) } } },
      { kind: 'wait', waitingFor: 'release', reason: 'debtorHold', seconds: 86_400 },
    ],
    [
      'is silent while cash lies unapplied',
      '2026-06-29',
      { debtor: { ...debtor, unapplied: cash } },
      { kind: 'wait', waitingFor: 'release', reason: 'unappliedCash' },
    ],
    [
      'ignores unapplied cash of another currency',
      '2026-06-29',
      { debtor: { ...debtor, unapplied: [{ ...cash[0]!, currency: 'USD' }] } },
      { kind: 'contact' },
    ],
    [
      'does not stop for change that would not pay a reminder',
      '2026-06-29',
      { debtor: { ...debtor, unapplied: [{ ...cash[0]!, amount: 999 }] } },
      { kind: 'contact' },
    ],
    [
      'asks nobody about old cash before the invoice is late',
      '2026-07-11',
      { debtor: { ...debtor, unapplied: [{ ...cash[0]!, since: '2026-01-01T00:00:00.000Z' }] } },
      { kind: 'wait', waitingFor: 'release', reason: 'unappliedCash' },
    ],
    [
      'asks a person when cash stays unapplied',
      '2026-07-13',
      { debtor: { ...debtor, unapplied: cash } },
      { kind: 'handOver', reason: 'unappliedCash' },
    ],
    [
      'is silent until the end of the day after a scheduled payment',
      '2026-07-02',
      { invoice: open([issued(), scheduled('2026-07-03')]) },
      { kind: 'wait', waitingFor: 'release', reason: 'paymentScheduled', seconds: (2 * 24 + 16) * 3600 },
    ],
    [
      'is silent until the last of several scheduled payments can be known',
      '2026-07-02',
      { invoice: open([issued(), { ...scheduled('2026-07-06'), payment: 'bank:T' }, scheduled('2026-07-03')]) },
      { kind: 'wait', waitingFor: 'release', reason: 'paymentScheduled', seconds: (5 * 24 + 16) * 3600 },
    ],
    [
      'keeps the first of two words of one revision on a scheduled payment',
      '2026-07-02',
      { invoice: open([issued(), scheduled('2026-07-03'), scheduled('2026-07-09')]) },
      { kind: 'wait', waitingFor: 'release', reason: 'paymentScheduled', seconds: (2 * 24 + 16) * 3600 },
    ],
    [
      'goes on when a scheduled payment has not come',
      '2026-07-06',
      { invoice: open([issued(), scheduled('2026-07-03')]) },
      { kind: 'contact' },
    ],
    [
      'goes on when a scheduled payment is not expected any more',
      '2026-07-02',
      { invoice: open([issued(), scheduled('2026-07-03'), { kind: 'scheduled', payment: 'bank:S', revision: 2 }]) },
      { kind: 'contact' },
    ],
    [
      'keeps the newest word on a scheduled payment, whatever comes first',
      '2026-07-02',
      { invoice: open([issued(), { kind: 'scheduled', payment: 'bank:S', revision: 2 }, scheduled('2026-07-03')]) },
      { kind: 'contact' },
    ],
    [
      'waits for an unknown debtor',
      '2026-06-02',
      { debtor: unknownDebtor('erp:D-1') },
      { kind: 'wait', waitingFor: 'release', reason: 'debtorUnknown' },
    ],
    [
      'asks a person when nobody describes the debtor',
      '2026-06-07',
      { debtor: unknownDebtor('erp:D-1') },
      { kind: 'handOver', reason: 'debtorUnknown' },
    ],
    [
      'never writes to one of our own companies',
      '2026-06-29',
      { debtor: profile({ internal: true }) },
      { kind: 'end', outcome: 'exhausted', reason: 'internalDebtor' },
    ],
    [
      'leaves who must not be contacted to a person, once overdue',
      '2026-07-03',
      { debtor: profile({ doNotContact: true }) },
      { kind: 'handOver', reason: 'doNotContact' },
    ],
    [
      'leaves a large sum to a person at the first overdue step',
      '2026-07-02',
      { invoice: open([issued({ amount: 2_000_000 })]) },
      { kind: 'handOver', reason: 'aboveLimit' },
    ],
    [
      'reminds of a large sum before it is due',
      '2026-06-29',
      { invoice: open([issued({ amount: 2_000_000 })]) },
      { kind: 'contact', step: 'heads-up' },
    ],
    [
      'does not write about small change',
      '2026-06-29',
      { invoice: open([issued(), paid(49_500)]) },
      { kind: 'wait', waitingFor: 'payment', reason: 'belowMinimum' },
    ],
    [
      'gives small change up when the schedule would be over',
      '2026-07-31',
      { invoice: open([issued(), paid(49_500)]) },
      { kind: 'end', outcome: 'exhausted', reason: 'belowMinimum' },
    ],
    [
      'asks a person when nothing reaches the debtor',
      '2026-07-02',
      { debtor: { ...debtor, contactPoints: [] } },
      { kind: 'handOver', reason: 'noContactPoint' },
    ],
    [
      'asks a person when the debtor stopped everything',
      '2026-07-02',
      { debtor: { ...debtor, consents: { all: { status: 'revoked', stamp: '1' } } } },
      { kind: 'handOver', reason: 'optedOut' },
    ],
    [
      'waits for payment after the last step',
      '2026-07-20',
      { invoice: touched(3, 3, '2026-07-16') },
      { kind: 'wait', waitingFor: 'payment', reason: 'afterLastStep' },
    ],
    [
      'hands over after the last step',
      '2026-07-30',
      { invoice: touched(3, 3, '2026-07-16'), warning: { level: 3, arrivedAt: '2026-07-16T14:00:00.000Z' } },
      { kind: 'handOver', reason: 'afterLastStep' },
    ],
    [
      'tells the person when nobody knows that the last message arrived',
      '2026-07-30',
      { invoice: touched(3, 3, '2026-07-16'), warning: { level: 3 } },
      { kind: 'handOver', reason: 'unwarned' },
    ],
    [
      'ends instead when the policy says so',
      '2026-07-30',
      { invoice: touched(3, 3, '2026-07-16'), policy: { ...policy, afterLast: { days: 14, then: 'exhaust' } } },
      { kind: 'end', outcome: 'exhausted' },
    ],
    [
      'asks a person when the last message reached nobody',
      '2026-07-10',
      { invoice: touched(1, 1, '2026-07-02', { undeliverable: true }) },
      { kind: 'handOver', reason: 'undeliverable' },
    ],
    [
      'respects a deferral',
      '2026-06-29',
      {
        invoice: {
          ...open(),
          journey: { ...open().journey, notBefore: { at: '2026-06-29T15:00:00.000Z', reason: 'Throttling' } },
        },
      },
      { kind: 'wait', waitingFor: 'reminderTime', seconds: 7200 },
    ],
    [
      'cancels what was voided',
      '2026-06-29',
      { invoice: open([issued(), { kind: 'voided', at: '2026-06-02T00:00:00.000Z', reason: 'error' }]) },
      { kind: 'end', outcome: 'cancelled' },
    ],
    [
      'ends what was written off',
      '2026-06-29',
      { invoice: open([issued(), { kind: 'writtenOff', at: '2026-06-02T00:00:00.000Z', reason: 'old' }]) },
      { kind: 'end', outcome: 'writtenOff' },
    ],
  ] as const)('%s', (_, day, given, expected) => {
    const { invoice = open(), ...rest } = given as Partial<ReturnType<typeof situation>>
    expect(decide(asking, situation(invoice, rest), at8(day)).decision).toMatchObject(expected)
  })

  it.each([
    ['waits for the next day of contact', '2026-06-29T12:59:00.000Z', 'wait', 'cap'],
    ['contacts when the last message was yesterday', '2026-06-28T13:00:00.000Z', 'contact', 'heads-up'],
  ])('%s, with one message a day', (_, at, kind, reason) => {
    const touch = { touch: 't', at, class: 'overdue', channel: 'email', entity: 'andina', currency: 'COP' } as const
    const limits = { debtor: { ...debtor, recent: [touch] }, calendar: calendarIn('America/Bogota', cap({})) }
    const { decision, suppressed } = decide(asking, situation(open(), limits), at8('2026-06-29'))
    expect(decision).toMatchObject({ kind, reason })
    expect(suppressed).toEqual(kind === 'wait' ? [{ step: 'heads-up', reason: 'cap' }] : [])
    if (decision.kind === 'wait') expect(decision.seconds).toBe(86_400)
  })

  it('notes that the day of a message was a holiday, when it contacts the day after', () => {
    const window = { ...bogota.window, holidays: new Set(['2026-06-29']) }
    const dates = new Map([['2026-06-29', 'San Pedro y San Pablo']])
    const layer = { ...OFFICE_HOURS, holidays: { media: MEDIA, dates, through: '2028-12-31' } }
    const calendar = { ...calendarIn('America/Bogota', layer), window }
    const invoice = open([issued({ dueDate: '2026-07-02' })])
    const early = decide(asking, situation(invoice, { calendar }), at8('2026-06-29'))
    expect(early).toMatchObject({ decision: { kind: 'wait', seconds: 86_400 }, suppressed: [] })
    const verdict = decide(asking, situation(invoice, { calendar }), at8('2026-06-30'))
    expect(verdict).toMatchObject({
      decision: { kind: 'contact' },
      suppressed: [{ step: 'heads-up', reason: 'holiday' }],
    })
  })

  it('plans around what the debtor has already heard this week', () => {
    const touch = { touch: 't', class: 'overdue', channel: 'email', entity: 'andina', currency: 'COP' } as const
    const recent = [{ ...touch, at: '2026-06-29T13:00:00.000Z' }]
    const calendar = calendarIn('America/Bogota', cap({ window: { unit: 'calendarWeek', n: 1 } }))
    const invoice = open([issued({ dueDate: '2026-07-06' })])
    const { decision, suppressed } = decide(
      asking,
      situation(invoice, { debtor: { ...debtor, recent }, calendar }),
      at8('2026-06-30'),
    )
    // Three days before 6 July is Friday of the same week; Monday is the due date.
    expect(decision).toMatchObject({ kind: 'wait', reason: 'heads-up', seconds: 6 * 86_400 })
    expect(suppressed).toEqual([])
    const later = decide(asking, situation(invoice, { debtor: { ...debtor, recent }, calendar }), at8('2026-07-06'))
    expect(later).toMatchObject({ decision: { kind: 'contact' }, suppressed: [{ step: 'heads-up', reason: 'cap' }] })
  })

  it('leaves an invoice that a newer generation has', () => {
    expect(decide({ ...asking, generation: 2 }, situation(open()), at8('2026-06-29')).decision.kind).toBe('leave')
  })

  it('continues as new for newer code, and before its year is over', () => {
    const now = at8('2026-06-29')
    expect(decide({ ...asking, shape: 0 }, situation(open()), now).decision).toMatchObject({
      kind: 'continueAsNew',
      reason: 'newerShape',
    })
    expect(decide({ ...asking, startedAt: now - 331 * DAY }, situation(open()), now).decision.reason).toBe('oldAge')
  })

  it('names the message that a payment made unnecessary', () => {
    const { suppressed } = decide(asking, situation(open([issued(), paid(50_000)])), at8('2026-06-20'))
    expect(suppressed).toEqual([{ step: 'heads-up', reason: 'paid' }])
  })

  it('names a message that a hold kept back only once its day has come', () => {
    const held = situation({ ...open(), holds: { h: hold({}) } })
    expect(decide(asking, held, at8('2026-06-20')).suppressed).toEqual([])
    expect(decide(asking, held, at8('2026-06-29')).suppressed).toEqual([{ step: 'heads-up', reason: 'hold' }])
  })

  it.each(HOLD_CAUSES)('names what a hold is for: %s', (cause) => {
    const held = situation({ ...open(), holds: { h: hold({ cause }) } })
    expect(decide(asking, held, at8('2026-06-29')).suppressed).toEqual([{ step: 'heads-up', reason: cause }])
    const resting = { ...situation(open()), debtor: { ...debtor, holds: { h: hold({ cause }) } } }
    expect(decide(asking, resting, at8('2026-06-29')).suppressed).toEqual([{ step: 'heads-up', reason: cause }])
  })

  it('always carries the version it rests on', () => {
    expect(decide(asking, situation(open([issued(), paid(1)])), at8('2026-06-20')).decision.version).toBe(2)
  })
})
