import { describe, expect, it } from 'vitest'
import type { Policy } from '../../lib/domain/policy.ts'
import { type Calendar, nextTouch, spreadOf } from '../../lib/domain/schedule.ts'
import { dateAt, instantOf, iso, minuteOfDay } from '../../lib/domain/time.ts'
import { addBusinessDays, isOpen, lastSend, nextOpening, plainWindow } from '../../lib/domain/window.ts'
import { at8, bogota, CONSERVATIVE_WINDOW, calendarIn, issued, open, policy } from './given.ts'

const reminded = (position: number, level: number, on: string, dueDate = '2026-06-30') => {
  const invoice = open([issued({ dueDate })])
  const lastTouch = { touch: 't', at: iso(at8(on)), class: 'overdue' } as const
  return { ...invoice, journey: { ...invoice.journey, position, level, lastTouch } }
}
const planned = (invoice = open(), now = at8('2026-06-01'), delivered = invoice.journey.level, by: Policy = policy) => {
  const touch = nextTouch(by, invoice, delivered, bogota, now)
  return touch && [touch.step.id, dateAt(touch.at, bogota.zone), touch.absorbed.map((step) => step.id)]
}

describe('the schedule of an invoice', () => {
  it.each([
    ['begins before the due date, on a contact day', open(), '2026-06-01', ['heads-up', '2026-06-29', []]],
    [
      'moves a Saturday to Monday',
      open([issued({ dueDate: '2026-06-09' })]),
      '2026-06-01',
      ['heads-up', '2026-06-08', []],
    ],
    [
      'sends a heads-up late rather than never, while it is not due',
      open([issued({ dueDate: '2026-06-03' })]),
      '2026-06-02',
      ['heads-up', '2026-06-02', []],
    ],
    [
      'lets a heads-up go once the invoice is overdue',
      open([issued({ dueDate: '2026-06-03' })]),
      '2026-06-04',
      ['first', '2026-06-05', ['heads-up']],
    ],
    [
      'keeps its distance from the message before',
      reminded(0, 0, '2026-07-01'),
      '2026-07-01',
      ['first', '2026-07-06', []],
    ],
    [
      'stands one message for those missed',
      reminded(0, 1, '2026-06-29'),
      '2026-07-20',
      ['second', '2026-07-20', ['first']],
    ],
    ['rises one level at a time', reminded(1, 1, '2026-07-02'), '2026-08-03', ['second', '2026-08-03', []]],
    ['is over after the last step', reminded(3, 3, '2026-07-16'), '2026-07-17', undefined],
  ] as const)('%s', (_, invoice, today, expected) => {
    expect(planned(invoice, at8(today))).toEqual(expected)
  })

  it('brings an invoice first seen 200 days late in at one level, and not above what the debtor has had', () => {
    const cold = open([issued({ dueDate: '2025-11-13' })])
    expect(planned(cold, at8('2026-06-01'), 1)).toEqual(['second', '2026-06-01', ['heads-up', 'first']])
    expect(planned(cold, at8('2026-06-01'), 0)).toEqual(['first', '2026-06-01', ['heads-up']])
  })

  it('counts business days', () => {
    const business: Policy = {
      ...policy,
      steps: policy.steps.map((step) => ({ ...step, offset: { ...step.offset, count: 'business' } })),
    }
    expect(planned(open(), at8('2026-06-01'), 0, business)).toEqual(['heads-up', '2026-06-25', []])
  })

  it('counts from the message before where the policy says so', () => {
    const [headsUp, first, second, third] = policy.steps
    const chained: Policy = {
      ...policy,
      steps: [headsUp!, first!, { ...second!, offset: { from: 'previousTouch', days: 8, count: 'calendar' } }, third!],
    }
    expect(planned(reminded(1, 1, '2026-07-06'), at8('2026-07-06'), 1, chained)).toEqual(['second', '2026-07-14', []])
  })

  it('gives every debtor a place in the morning', () => {
    expect(spreadOf('erp:D-1')).toBe(spreadOf('erp:D-1'))
    const places = Array.from({ length: 200 }, (_, index) => spreadOf(`erp:D-${index}`))
    expect(Math.max(...places)).toBeLessThan(3 * 3_600_000)
    expect(new Set(places).size).toBeGreaterThan(100)
  })
})

const zone = (name: string): Calendar => calendarIn(name)

describe('the hours of contact', () => {
  it.each([
    ['Monday at opening', '2026-06-01T13:00:00Z', true],
    ['a minute before opening', '2026-06-01T12:59:00Z', false],
    ['half an hour before closing', '2026-06-01T22:30:00Z', false],
    ['the minute before that', '2026-06-01T22:29:00Z', true],
    ['Saturday', '2026-06-06T15:00:00Z', false],
  ])('%s', (_, instant, expected) => {
    expect(isOpen(Date.parse(instant), 'America/Bogota', CONSERVATIVE_WINDOW)).toBe(expected)
  })

  it.each([
    ['Friday evening becomes Monday morning', 'America/Bogota', '2026-06-05T23:00:00Z', '2026-06-08T13:00:00.000Z'],
    [
      'the evening in UTC is still the debtor’s afternoon',
      'America/Bogota',
      '2026-06-01T21:00:00Z',
      '2026-06-01T21:00:00.000Z',
    ],
    [
      'clocks go forward in Santiago on a Sunday: Monday opens an hour earlier in UTC',
      'America/Santiago',
      '2026-09-05T20:00:00Z',
      '2026-09-07T11:00:00.000Z',
    ],
    [
      'clocks go back in Madrid: Monday opens an hour later in UTC',
      'Europe/Madrid',
      '2026-10-23T20:00:00Z',
      '2026-10-26T07:00:00.000Z',
    ],
  ])('%s', (_, place, from, opens) => {
    expect(iso(nextOpening(Date.parse(from), place, CONSERVATIVE_WINDOW) ?? 0)).toBe(opens)
  })

  it('skips holidays, for sending and for counting', () => {
    const window = { ...CONSERVATIVE_WINDOW, holidays: new Set(['2026-06-08']) }
    expect(iso(nextOpening(Date.parse('2026-06-05T23:00:00Z'), 'America/Bogota', window) ?? 0)).toBe(
      '2026-06-09T13:00:00.000Z',
    )
    expect(addBusinessDays('2026-06-05', 1, window)).toBe('2026-06-09')
    expect(addBusinessDays('2026-06-09', -1, window)).toBe('2026-06-05')
  })

  it('ends for the day before the window does', () => {
    expect(iso(lastSend(at8('2026-06-01'), zone('America/Bogota').zone, CONSERVATIVE_WINDOW))).toBe(
      '2026-06-01T22:30:00.000Z',
    )
  })

  it('lands past a gap of the clock', () => {
    expect(minuteOfDay(instantOf('2026-03-08', 150, 'America/New_York'), 'America/New_York')).toBe(210)
  })

  it('says so when a window has no days', () => {
    expect(nextOpening(0, 'UTC', plainWindow([], 480, 1080))).toBeUndefined()
  })
})
