import { describe, expect, it } from 'vitest'
import { judge } from '../../../lib/domain/law/judge.ts'
import type { Cap } from '../../../lib/domain/law/pack.ts'
import { iso } from '../../../lib/domain/time.ts'
import { asked, cap, closedOn, hours, layer, local, made, rules } from './given.ts'

const CO = layer('CO', {
  ...hours(7, 19),
  ...closedOn({ '2026-06-08': 'Corpus Christi' }),
  caps: [cap({ id: 'co-1-per-day' })],
  citations: [{ law: 'Ley 2300 de 2023', article: '3', how: 'stored' }],
})
const at = (written: string) => local(written)

describe('a contact', () => {
  it.each([
    ['in the hours', '2026-06-05 18:59', 'allowed'],
    ['a minute after closing', '2026-06-05 19:00', 'hours'],
    ['a minute before opening', '2026-06-05 06:59', 'hours'],
    ['at opening', '2026-06-05 07:00', 'allowed'],
    ['on a day without hours', '2026-06-06 10:00', 'hours'],
    ['on a holiday', '2026-06-08 10:00', 'holiday'],
    ['on a holiday, out of hours', '2026-06-08 06:00', 'hours'],
  ])('%s at %s: %s', (_, when, expected) => {
    const verdict = judge(rules([CO]), asked(when), [])
    expect(verdict.kind === 'allowed' ? 'allowed' : verdict.reason).toBe(expected)
  })

  it('is told the layer, the rule, where it is written and the first instant that is allowed', () => {
    expect(judge(rules([CO]), asked('2026-06-05 19:00'), [])).toEqual({
      kind: 'refused',
      reason: 'hours',
      layer: 'CO',
      rule: 'hours',
      citations: [{ law: 'Ley 2300 de 2023', article: '3', how: 'stored' }],
      // Saturday and Sunday have no hours, and Monday is a holiday.
      next: at('2026-06-09 07:00'),
    })
    expect(judge(rules([CO]), asked('2026-06-08 10:00'), [])).toMatchObject({
      rule: 'holidays',
      holiday: 'Corpus Christi',
      next: at('2026-06-09 07:00'),
    })
    expect(judge(rules([CO]), asked('2026-06-05 10:00'), [made('2026-06-05 08:00')])).toMatchObject({
      reason: 'cap',
      rule: 'co-1-per-day',
      next: at('2026-06-09 07:00'),
    })
  })

  it('is refused for its hours before any layer’s cap is asked', () => {
    const capped = layer('capped', { caps: [cap()] })
    const closed = layer('closed', hours(7, 9))
    const verdict = judge(rules([capped, closed]), asked('2026-06-05 10:00'), [made('2026-06-05 08:00')])
    expect(verdict).toMatchObject({ layer: 'closed', reason: 'hours' })
  })

  it('is out of the question when no instant of a year is allowed', () => {
    const verdict = judge(rules([layer('mornings', hours(7, 9)), layer('evenings', hours(18, 20))]), asked(0), [])
    expect(verdict).toMatchObject({ kind: 'refused', next: undefined })
  })

  it('waits for all zones of a place, and for none longer than needed', () => {
    const country = rules([layer('US', hours(8, 18))], ['America/New_York', 'Pacific/Honolulu'])
    const morning = local('2026-06-05 09:00', 'America/New_York')
    expect(judge(country, asked(morning), [])).toMatchObject({ next: local('2026-06-05 08:00', 'Pacific/Honolulu') })
    expect(judge(country, asked(local('2026-06-05 17:59', 'America/New_York')), []).kind).toBe('allowed')
    const evening = local('2026-06-05 18:00', 'America/New_York')
    expect(judge(country, asked(evening), [])).toMatchObject({ next: local('2026-06-08 08:00', 'Pacific/Honolulu') })
  })
})

const free = (one: Partial<Cap>, history: Parameters<typeof judge>[2], when: string, more = {}) => {
  const verdict = judge(rules([layer('CO', { caps: [cap(one)] })]), asked(when, more), history)
  if (verdict.kind === 'allowed') return 'allowed'
  return verdict.next === undefined
    ? 'never'
    : iso(verdict.next - 5 * 3_600_000)
        .slice(0, 16)
        .replace('T', ' ')
}

describe('a cap', () => {
  // 2026-06-01 is a Monday.
  it.each<[string, Partial<Cap>, ReturnType<typeof made>[], string, string]>([
    ['counts a calendar day', {}, [made('2026-06-01 23:00')], '2026-06-01 23:30', '2026-06-02 00:00'],
    ['lets the next day go', {}, [made('2026-06-01 23:00')], '2026-06-02 00:00', 'allowed'],
    [
      'counts two days',
      { window: { unit: 'day', n: 2 } },
      [made('2026-06-01 23:00')],
      '2026-06-02 09:00',
      '2026-06-03 00:00',
    ],
    [
      'counts from Monday',
      { window: { unit: 'calendarWeek', n: 1 } },
      [made('2026-06-01 00:00')],
      '2026-06-07 23:59',
      '2026-06-08 00:00',
    ],
    [
      'forgets the Sunday before',
      { window: { unit: 'calendarWeek', n: 1 } },
      [made('2026-05-31 23:59')],
      '2026-06-01 00:00',
      'allowed',
    ],
    [
      'rolls for days',
      { window: { unit: 'rollingDays', n: 7 } },
      [made('2026-06-01 15:00')],
      '2026-06-08 09:00',
      '2026-06-08 15:00',
    ],
    [
      'rolls for hours',
      { window: { unit: 'hours', n: 1 } },
      [made('2026-06-01 15:00')],
      '2026-06-01 15:59',
      '2026-06-01 16:00',
    ],
    ['allows as many as it says', { max: 2 }, [made('2026-06-01 09:00')], '2026-06-01 10:00', 'allowed'],
    [
      'that is exceeded waits until enough have passed',
      { max: 2, window: { unit: 'rollingDays', n: 7 } },
      [made('2026-06-01 09:00'), made('2026-06-02 09:00'), made('2026-06-03 09:00')],
      '2026-06-04 09:00',
      '2026-06-09 09:00',
    ],
    [
      'keeps contacts apart',
      { max: 2, window: { unit: 'calendarWeek', n: 1 }, minimumGap: 48 * 3_600_000 },
      [made('2026-06-01 09:00')],
      '2026-06-02 09:00',
      '2026-06-03 09:00',
    ],
    [
      'of other media is no matter',
      { media: ['call'] },
      [made('2026-06-01 09:00', { medium: 'call' })],
      '2026-06-01 10:00',
      'allowed',
    ],
    [
      'of each medium counts it alone',
      { eachMedium: true },
      [made('2026-06-01 09:00', { medium: 'sms' })],
      '2026-06-01 10:00',
      'allowed',
    ],
    [
      'of all media counts them together',
      {},
      [made('2026-06-01 09:00', { medium: 'sms' })],
      '2026-06-01 10:00',
      '2026-06-02 00:00',
    ],
    [
      'of one debt leaves another alone',
      { per: 'debt' },
      [made('2026-06-01 09:00', { about: ['erp:F-2'] })],
      '2026-06-01 10:00',
      'allowed',
    ],
    [
      'of one debt counts what was about it and others',
      { per: 'debt' },
      [made('2026-06-01 09:00', { about: ['erp:F-2', 'erp:F-1'] })],
      '2026-06-01 10:00',
      '2026-06-02 00:00',
    ],
    ['does not count a receipt', {}, [made('2026-06-01 09:00', { class: 'receipt' })], '2026-06-01 10:00', 'allowed'],
    [
      'of channels lets the same one speak again',
      { kind: 'distinctChannels', window: { unit: 'calendarWeek', n: 1 } },
      [made('2026-06-01 09:00')],
      '2026-06-02 09:00',
      'allowed',
    ],
    [
      'of channels refuses a second one',
      { kind: 'distinctChannels', window: { unit: 'calendarWeek', n: 1 } },
      [made('2026-06-01 09:00', { medium: 'sms' })],
      '2026-06-02 09:00',
      '2026-06-08 00:00',
    ],
    [
      'of two channels lets a second one in',
      { kind: 'distinctChannels', max: 2, window: { unit: 'calendarWeek', n: 1 } },
      [made('2026-06-01 09:00', { medium: 'sms' })],
      '2026-06-02 09:00',
      'allowed',
    ],
    [
      'after a conversation waits',
      { kind: 'cooldown', max: 0, window: { unit: 'rollingDays', n: 7 } },
      [made('2026-06-01 09:00', { medium: 'call', conversation: true })],
      '2026-06-02 09:00',
      '2026-06-08 09:00',
    ],
    [
      'after a mere attempt does not',
      { kind: 'cooldown', max: 0, window: { unit: 'rollingDays', n: 7 } },
      [made('2026-06-01 09:00', { medium: 'call' })],
      '2026-06-02 09:00',
      'allowed',
    ],
  ])('%s', (_, one, history, when, expected) => {
    expect(free(one, history, when)).toBe(expected)
  })

  it('counts what names no invoice against every one', () => {
    const { about: _, ...everything } = made('2026-06-01 09:00')
    expect(free({ per: 'debt' }, [everything], '2026-06-01 10:00')).toBe('2026-06-02 00:00')
  })

  it('holds a receipt back only where receipts count', () => {
    const history = [made('2026-06-01 09:00')]
    expect(free({}, history, '2026-06-01 10:00', { class: 'receipt' })).toBe('allowed')
    const strict = rules([layer('default', { caps: [cap()], receiptsCount: true })])
    expect(judge(strict, asked('2026-06-01 10:00', { class: 'receipt' }), history).kind).toBe('refused')
    expect(judge(strict, asked('2026-06-01 10:00'), [made('2026-06-01 09:00', { class: 'receipt' })]).kind).toBe(
      'refused',
    )
  })
})

describe('a layer', () => {
  it('is silent before its first day and after its last', () => {
    const nyc = rules([layer('NYC', { ...hours(8, 9), from: '2026-09-01', until: '2027-08-31' })])
    const kind = (when: string) => judge(nyc, asked(when), []).kind
    expect(['2026-08-31 12:00', '2026-09-01 12:00', '2027-08-31 12:00', '2027-09-01 12:00'].map(kind)).toEqual([
      'allowed',
      'refused',
      'refused',
      'allowed',
    ])
    expect(judge(nyc, asked('2027-08-31 12:00'), [])).toMatchObject({ next: at('2027-09-01 00:00') })
  })

  it('whose holiday table has ended leaves weekdays from 8 to 18, once a week, and says so', () => {
    const old = rules([layer('CO', { ...hours(7, 19, [1, 2, 3, 4, 5, 6]), ...closedOn({}, '2026-12-31') })])
    expect(judge(old, asked('2026-12-31 18:30'), [])).toEqual({ kind: 'allowed' })
    expect(judge(old, asked('2027-01-04 17:59'), [])).toEqual({ kind: 'allowed', beyondTable: true })
    expect(judge(old, asked('2027-01-09 10:00'), [])).toMatchObject({
      layer: 'beyond the holiday table',
      reason: 'hours',
      next: at('2027-01-11 08:00'),
      beyondTable: true,
    })
    expect(judge(old, asked('2027-01-05 10:00'), [made('2027-01-04 10:00')])).toMatchObject({
      rule: 'beyond-table-1-per-week',
      next: at('2027-01-11 08:00'),
    })
    // Within the table's last week the cap is not asked yet, but the next allowed instant knows of it.
    expect(judge(old, asked('2026-12-31 20:00'), [made('2026-12-30 10:00')])).toMatchObject({
      next: at('2027-01-04 08:00'),
    })
  })
})
