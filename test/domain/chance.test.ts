import { describe, expect, it } from 'vitest'
import { contactsOf, firstChance } from '../../lib/domain/chance.ts'
import type { ContactPoint } from '../../lib/domain/debtor.ts'
import type { Contact } from '../../lib/domain/law/contact.ts'
import { MEDIA } from '../../lib/domain/law/pack.ts'
import { iso, MINUTE } from '../../lib/domain/time.ts'
import { at8, bogota, calendarIn, cap, debtor, OFFICE_HOURS } from './given.ts'

const mail: ContactPoint = {
  id: 'mail',
  channel: 'email',
  address: 'ana@cliente.example',
  role: 'holder',
  active: true,
  stamp: '1',
}
const phone: ContactPoint = {
  id: 'phone',
  channel: 'sms',
  address: '+573001234567',
  role: 'holder',
  active: true,
  stamp: '1',
}
const onceAWeek = cap({ id: 'once-a-week', window: { unit: 'calendarWeek', n: 1 } })
const oneChannelAWeek = cap({ id: 'one-channel', kind: 'distinctChannels', window: { unit: 'calendarWeek', n: 1 } })
const had = (day: string, medium: Contact['medium'] = 'email'): Contact => ({ at: at8(day), medium, class: 'overdue' })
const wish = (at: string) => ({ from: Date.parse(at), class: 'overdue' as const, about: ['erp:F-1'] })
const chance = (
  points: readonly ContactPoint[],
  at: string,
  calendar = bogota,
  history: readonly Contact[] = [],
): [string, string[], string | undefined] | undefined => {
  const found = firstChance(points, wish(at), calendar, history)
  return found && [iso(found.at), found.points.map(({ id }) => id), found.refusal]
}

describe('the first chance to tell a debtor', () => {
  // 2026-06-01 is a Monday, and Bogotá is five hours behind UTC.
  it.each([
    [
      'is now, where nothing forbids it',
      [mail],
      '2026-06-01T15:00:00Z',
      ['2026-06-01T15:00:00.000Z', ['mail'], undefined],
    ],
    ['is the next opening', [mail], '2026-06-01T23:30:00Z', ['2026-06-02T13:00:00.000Z', ['mail'], 'hours']],
    ['is Monday for a Saturday', [mail], '2026-06-06T15:00:00Z', ['2026-06-08T13:00:00.000Z', ['mail'], 'hours']],
    [
      'is not the last half hour of a text',
      [phone],
      '2026-06-01T22:35:00Z',
      ['2026-06-02T13:00:00.000Z', ['phone'], undefined],
    ],
    [
      'is the last half hour of an e-mail',
      [phone, mail],
      '2026-06-01T22:35:00Z',
      ['2026-06-01T22:35:00.000Z', ['mail'], undefined],
    ],
    ['is on none of no points', [], '2026-06-01T15:00:00Z', undefined],
  ] as const)('%s', (_, points, at, expected) => {
    expect(chance(points, at)).toEqual(expected)
  })

  it('comes with the next week when this one is used up', () => {
    const calendar = calendarIn('America/Bogota', onceAWeek)
    expect(chance([mail], '2026-06-03T15:00:00Z', calendar, [had('2026-06-02')])).toEqual([
      '2026-06-08T13:00:00.000Z',
      ['mail'],
      'cap',
    ])
  })

  it('keeps to the channel of the week, whatever the policy would like first', () => {
    const calendar = calendarIn('America/Bogota', oneChannelAWeek)
    const history = [had('2026-06-02', 'sms')]
    expect(chance([mail, phone], '2026-06-03T15:00:00Z', calendar, history)).toEqual([
      '2026-06-03T15:00:00.000Z',
      ['phone'],
      undefined,
    ])
  })

  it('begins a later day at the debtor’s own minute, within the hours', () => {
    const late = { ...bogota, spread: 95 * MINUTE }
    expect(chance([mail], '2026-06-01T23:30:00Z', late)?.[0]).toBe('2026-06-02T14:35:00.000Z')
  })

  it('never comes where a law leaves no hours', () => {
    const never = {
      ...OFFICE_HOURS,
      name: 'never',
      hours: { media: MEDIA, week: [[], [], [], [], [], [], []] },
    } as const
    expect(chance([mail], '2026-06-01T15:00:00Z', calendarIn('America/Bogota', never))).toBeUndefined()
  })

  it('counts the messages a debtor has had, with what they were about', () => {
    const touch = { touch: 't', class: 'overdue', channel: 'sms', entity: 'andina', currency: 'COP' } as const
    const recent = [
      { ...touch, at: iso(at8('2026-06-01')), about: ['erp:F-1'] },
      { ...touch, at: iso(at8('2026-06-02')) },
    ]
    expect(contactsOf({ ...debtor, recent })).toEqual([
      { at: at8('2026-06-01'), medium: 'sms', class: 'overdue', about: ['erp:F-1'] },
      { at: at8('2026-06-02'), medium: 'sms', class: 'overdue' },
    ])
  })
})
