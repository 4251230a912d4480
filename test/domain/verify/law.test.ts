import { describe, expect, it } from 'vitest'
import type { Contact } from '../../../lib/domain/law/contact.ts'
import { weekOf } from '../../../lib/domain/law/hours.ts'
import { type Cap, type ContactRules, type Layer, MEDIA } from '../../../lib/domain/law/pack.ts'
import { DAY, HOUR } from '../../../lib/domain/time.ts'
import type { TouchRecord } from '../../../lib/domain/touch-record.ts'
import type { Evidence } from '../../../lib/domain/verify/evidence.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import { attempt, CLAIMED, evidenceOf, member, touchOf } from './on-record.ts'

const oneAWeek: Cap = {
  id: 'one-a-week',
  kind: 'count',
  max: 1,
  window: { unit: 'calendarWeek', n: 1 },
  per: 'debtor',
  media: MEDIA,
  eachMedium: false,
}
const layer = (more: Partial<Layer>): Layer => ({
  name: 'CO',
  caps: [],
  consentFor: [],
  receiptsCount: false,
  citations: [{ law: 'Ley 2300 de 2023', how: 'stored' }],
  confidence: 'high',
  ...more,
})
const hours = layer({ hours: { media: MEDIA, week: weekOf([1, 2, 3, 4, 5], 8 * 60, 18 * 60) } })
const holidays = layer({
  holidays: { media: MEDIA, dates: new Map([['2026-07-02', 'Día de prueba']]), through: '2026-12-31' },
})
const rules = (...layers: readonly Layer[]): ContactRules => ({ zones: ['America/Bogota'], layers })
const messageAt = (at: string, more: Partial<TouchRecord> = {}) =>
  touchOf({ claimedAt: at, attempts: [attempt({ at })], ...more })
const found = (known: ContactRules, touches: readonly TouchRecord[], contacts: Evidence['contacts'] = []) =>
  verify(evidenceOf({ touches, contacts, rulesFor: () => known })).map(({ check, rule }) => `${check}: ${rule}`)

describe('a message', () => {
  it.each([
    ['as the office opens', '2026-07-02T13:00:00.000Z', true],
    ['a minute earlier', '2026-07-02T12:59:00.000Z', false],
    ['in the last minute', '2026-07-02T22:59:00.000Z', true],
    ['as it closes', '2026-07-02T23:00:00.000Z', false],
    ['on a Saturday', '2026-07-04T15:00:00.000Z', false],
  ])('%s', (_, at, isRight) => {
    expect(found(rules(hours), [messageAt(at)])).toEqual(isRight ? [] : ['outsideWindow: CO hours'])
  })

  it('that did not leave is none', () => {
    const touch = messageAt('2026-07-04T15:00:00.000Z', {
      status: 'failed',
      attempts: [attempt({ outcome: 'notSent' })],
    })
    expect(found(rules(hours), [touch])).toEqual([])
  })

  it('keeps to the clock of the provider where that is known', () => {
    const late = () => [Date.parse('2026-07-02T23:30:00Z')]
    const evidence = evidenceOf({ rulesFor: () => rules(hours), acceptedOf: late })
    expect(verify(evidence).map(({ check }) => check)).toEqual(['outsideWindow'])
  })

  it('leaves on no holiday, and is told with the name of the day and the law', () => {
    const [violation] = verify(evidenceOf({ rulesFor: () => rules(hours, holidays) }))
    expect(violation).toMatchObject({
      check: 'holiday',
      touch: 'touch-1',
      at: CLAIMED,
      rule: 'CO holidays',
      finding: {
        kind: 'unlawful',
        local: '2026-07-02 09:00 America/Bogota',
        holiday: 'Día de prueba',
        medium: 'email',
      },
      citations: [{ law: 'Ley 2300 de 2023' }],
    })
    expect(found(rules(hours, holidays), [messageAt('2026-07-03T14:00:00.000Z')])).toEqual([])
  })

  it('is what was known of the debtor at its own time', () => {
    const touches = [
      messageAt(CLAIMED),
      messageAt('2026-07-03T14:00:00.000Z', { id: 'touch-2', members: [member({ step: 'second' })] }),
    ]
    const moved = evidenceOf({
      touches,
      rulesFor: ({ id }) =>
        id === 'touch-1' ? rules(hours) : rules(layer({ name: 'MX', hours: { media: MEDIA, week: weekOf([], 0, 0) } })),
    })
    expect(verify(moved).map(({ touch, rule }) => `${touch} ${rule}`)).toEqual(['touch-2 MX hours'])
  })
})

describe('all contacts of a debtor', () => {
  const capped = rules(hours, layer({ caps: [oneAWeek] }))
  const second = (at: string, more: Partial<TouchRecord> = {}) =>
    messageAt(at, { id: 'touch-2', members: [member({ step: 'second' })], ...more })

  it.each([
    ['a second message in the week', second('2026-07-03T14:00:00.000Z'), false],
    ['a second message in the next week', second('2026-07-06T14:00:00.000Z'), true],
    [
      'one that may have left',
      second('2026-07-03T14:00:00.000Z', {
        status: 'unknown',
        attempts: [attempt({ at: '2026-07-03T14:00:00.000Z', outcome: 'unknown' })],
      }),
      false,
    ],
    [
      'one that did not leave',
      second('2026-07-03T14:00:00.000Z', { status: 'released', attempts: [attempt({ outcome: 'notSent' })] }),
      true,
    ],
  ] as const)('count: %s', (_, touch, isRight) => {
    expect(found(capped, [touchOf(), touch])).toEqual(isRight ? [] : ['aboveCap: CO one-a-week'])
  })

  it('count in the order in which they were made, whatever the order they are told in', () => {
    const touches = [second('2026-07-03T14:00:00.000Z'), touchOf()]
    expect(verify(evidenceOf({ touches, rulesFor: () => capped })).map(({ touch }) => touch)).toEqual(['touch-2'])
  })

  it('count calls that people made before, and not those they made, or told us of, after', () => {
    const call = (at: number): Contact => ({ at, medium: 'call', class: 'overdue' })
    const before = Date.parse(CLAIMED) - DAY
    expect(found(capped, [touchOf()], [call(before)])).toEqual(['aboveCap: CO one-a-week'])
    expect(found(capped, [touchOf()], [call(Date.parse(CLAIMED) + HOUR)])).toEqual([])
    const toldOf = (recordedAt: string) => found(capped, [touchOf()], [{ ...call(before), recordedAt }])
    expect(toldOf('2026-07-02T13:58:00.000Z')).toEqual(['aboveCap: CO one-a-week'])
    expect(toldOf('2026-07-02T13:59:30.000Z')).toEqual([])
  })
})
