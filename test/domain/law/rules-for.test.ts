import { describe, expect, it } from 'vitest'
import type { Jurisdiction, LawBook } from '../../../lib/domain/law/book.ts'
import { windowOf } from '../../../lib/domain/law/contact-window.ts'
import { weekOf } from '../../../lib/domain/law/hours.ts'
import type { Place } from '../../../lib/domain/law/jurisdictions.ts'
import { rulesFor } from '../../../lib/domain/law/rules-for.ts'
import { iso } from '../../../lib/domain/time.ts'
import { isOpen, lastSend, nextOpening } from '../../../lib/domain/window.ts'
import { closedOn, hours, layer, local } from './given.ts'

const pack = (id: string, names: readonly string[], more: Partial<Jurisdiction> = {}): Jurisdiction => {
  const [place = '', city] = id.split('/')
  const [country = '', region] = place.split('-')
  return {
    id,
    country,
    ...(region && { region }),
    ...(city && { city }),
    names,
    regionNames: city ? ['NEW YORK'] : names,
    zones: ['America/New_York', 'Pacific/Honolulu'],
    statute: layer(id),
    recommended: layer(`${id} recommended`),
    ...more,
  }
}
const book: LawBook = {
  jurisdictions: [
    pack('US', [], { territories: ['PR'] }),
    pack('US-FL', ['FLORIDA'], { zones: ['America/New_York', 'America/Chicago'] }),
    pack('US-NY/NYC', ['NYC', 'NEW YORK', 'BROOKLYN'], { zones: ['America/New_York'] }),
    pack('CA-QC', ['QUEBEC']),
    pack('ES', [], { parent: 'EU', zones: ['Europe/Madrid'] }),
    pack('EU', [], { zones: [] }),
  ],
  zones: { FR: ['Europe/Paris'], CA: ['America/St_Johns', 'America/Vancouver'], PR: ['America/Puerto_Rico'] },
  unknown: { layers: [layer('default')], zones: ['America/Bogota', 'America/Mexico_City'] },
}
const layersOf = (place: Place) => rulesFor([place], book, {}).layers.map(({ name }) => name)

describe('the layers of a place', () => {
  it.each<[string, Place, string[]]>([
    ['a country without states', { country: 'ES' }, ['EU', 'EU recommended', 'ES', 'ES recommended']],
    ['a state', { country: 'US', region: 'US-FL' }, ['US', 'US recommended', 'US-FL', 'US-FL recommended']],
    [
      'a state by its bare code, in any letters',
      { country: 'us', region: 'fl' },
      ['US', 'US recommended', 'US-FL', 'US-FL recommended'],
    ],
    [
      'a state by its name',
      { country: 'US', region: ' Florida ' },
      ['US', 'US recommended', 'US-FL', 'US-FL recommended'],
    ],
    ['a state without a pack', { country: 'US', region: 'US-TX' }, ['US', 'US recommended']],
    [
      'a state in words that no pack knows, which may be any',
      { country: 'US', region: 'Fla.' },
      ['US', 'US recommended', 'US-FL', 'US-NY/NYC'],
    ],
    ['a state that is a question mark', { country: 'US', region: '?' }, ['US', 'US recommended', 'US-FL', 'US-NY/NYC']],
    [
      'a city',
      { country: 'US', region: 'New York', city: 'New York' },
      ['US', 'US recommended', 'US-NY/NYC', 'US-NY/NYC recommended'],
    ],
    [
      'a city whose state is left out',
      { country: 'US', city: 'nyc' },
      ['US', 'US recommended', 'US-NY/NYC', 'US-NY/NYC recommended'],
    ],
    [
      'a part of a city, as an address is written',
      { country: 'US', region: 'US-NY', city: 'Brooklyn, NY' },
      ['US', 'US recommended', 'US-NY/NYC', 'US-NY/NYC recommended'],
    ],
    [
      'a city that no pack knows: it may be a part of one, so the law of that one, not its margin',
      { country: 'US', region: 'US-NY', city: 'Buffalo' },
      ['US', 'US recommended', 'US-NY/NYC'],
    ],
    ['a territory', { country: 'PR' }, ['US', 'US recommended']],
    ['a territory as if it were a state', { country: 'US', region: 'US-PR' }, ['US', 'US recommended']],
    [
      'an unknown city of the state: its law, not its margin',
      { country: 'US', region: 'US-NY' },
      ['US', 'US recommended', 'US-NY/NYC'],
    ],
    [
      'an unknown state: the law of each, the margin of none',
      { country: 'US' },
      ['US', 'US recommended', 'US-FL', 'US-NY/NYC'],
    ],
    ['a state with a pack in a country without', { country: 'CA', region: 'Québec' }, ['CA-QC', 'CA-QC recommended']],
    ['a state without a pack in a country without', { country: 'CA', region: 'BC' }, ['default']],
    ['an unknown state of a country without a pack', { country: 'CA' }, ['default', 'CA-QC']],
    ['a country without a pack', { country: 'FR' }, ['default']],
    ['a frame, in which nobody lives', { country: 'EU' }, ['default']],
    ['nowhere', {}, ['default']],
  ])('%s', (_, place, expected) => {
    expect(layersOf(place)).toEqual([...expected, 'company'])
  })

  it('end with the company’s and the debtor’s own', () => {
    const rules = rulesFor([{ country: 'FR' }], book, {}, { week: weekOf([1], 540, 600), media: ['call'] })
    expect(rules.layers.map(({ name }) => name)).toEqual(['default', 'company', 'preference'])
    expect(rules.layers.at(-1)?.hours?.media).toEqual(['call'])
  })

  it('are found once for each place', () => {
    const place = { country: 'US', region: 'US-FL' }
    const company = {}
    expect(rulesFor([{ ...place }], book, company)).toBe(rulesFor([{ ...place }], book, company))
    expect(rulesFor([place], book, company, { caps: [] })).not.toBe(rulesFor([place], book, company))
    expect(rulesFor([place], book, {})).not.toBe(rulesFor([place], book, { caps: [] }))
  })
})

describe('the zones of a place', () => {
  const packed = ['America/New_York', 'Pacific/Honolulu']
  it.each<[string, Place, readonly string[]]>([
    ['the debtor’s own', { country: 'US', zone: 'America/Denver' }, ['America/Denver']],
    ['all of the state', { country: 'US', region: 'US-FL' }, ['America/New_York', 'America/Chicago']],
    [
      'all of the country, when the state has no pack',
      { country: 'US', region: 'US-TX' },
      ['America/New_York', 'Pacific/Honolulu'],
    ],
    ['all of the country, when the state is not known', { country: 'US' }, ['America/New_York', 'Pacific/Honolulu']],
    ['all of the country, when it has no pack', { country: 'FR' }, ['Europe/Paris']],
    [
      'all of the country, when the pack is that of a state',
      { country: 'CA' },
      ['America/St_Johns', 'America/Vancouver'],
    ],
    ['those of the state, when the country has no pack', { country: 'CA', region: 'QC' }, packed],
    ['a territory’s own', { country: 'PR' }, ['America/Puerto_Rico']],
    ['a territory’s own, told as a state', { country: 'US', region: 'PR' }, ['America/Puerto_Rico']],
    [
      'all of the company, when nobody knows of such a country',
      { country: 'ZZ' },
      ['America/Bogota', 'America/Mexico_City'],
    ],
    ['all of the company, when nothing is known', {}, ['America/Bogota', 'America/Mexico_City']],
  ])('%s', (_, place, zones) => {
    expect(rulesFor([place], book, {}).zones).toEqual(zones)
  })
})

describe('a debtor of several places', () => {
  it('is under the laws of all, on the clocks of all, and each layer is asked once', () => {
    const { layers, zones } = rulesFor(
      [{ country: 'US' }, { country: 'FR' }, { country: 'US', region: 'FL' }],
      book,
      {},
    )
    expect(layers.map(({ name }) => name)).toEqual([
      'US',
      'US recommended',
      'US-FL',
      'US-NY/NYC',
      'default',
      'US-FL recommended',
      'company',
    ])
    expect(zones).toEqual(['America/New_York', 'Pacific/Honolulu', 'Europe/Paris', 'America/Chicago'])
  })
})

describe('the window of some rules', () => {
  const rules = {
    zones: ['America/Bogota'],
    layers: [
      layer('CO', {
        ...hours(7, 19, [1, 2, 3, 4, 5, 6]),
        ...closedOn({ '2026-06-08': 'Corpus Christi' }, '2026-12-31'),
      }),
      layer('company', { hours: { media: ['email', 'sms'], week: weekOf([1, 2, 3, 4, 5], 8 * 60, 18 * 60) } }),
      layer('calls only', { hours: { media: ['call'], week: weekOf([3], 9 * 60, 10 * 60) } }),
    ],
  }
  const zone = 'America/Bogota'
  const open = (medium: 'email' | 'sms' | 'call', when: string) => isOpen(local(when), zone, windowOf(rules, medium))

  it('holds what every layer of the medium allows', () => {
    expect(windowOf(rules, 'sms').days).toEqual([1, 2, 3, 4, 5])
    expect(windowOf(rules, 'call').days).toEqual([3])
    expect([open('email', '2026-06-05 07:59'), open('email', '2026-06-05 08:00')]).toEqual([false, true])
    expect([open('call', '2026-06-03 09:30'), open('call', '2026-06-05 09:30')]).toEqual([true, false])
    expect(open('email', '2026-06-08 10:00')).toBe(false)
  })

  it.each([
    ['sms', '2026-06-05 17:29', true],
    ['sms', '2026-06-05 17:30', false],
    ['email', '2026-06-05 17:54', true],
    ['email', '2026-06-05 17:55', false],
  ] as const)('keeps the margin of %s before closing: at %s it is %s', (medium, when, expected) => {
    expect(open(medium, when)).toBe(expected)
    expect(local(when) < lastSend(local('2026-06-05 09:00'), zone, windowOf(rules, medium))).toBe(expected)
  })

  it('ends a day without hours where it begins', () => {
    expect(iso(lastSend(local('2026-06-06 09:00'), zone, windowOf(rules, 'sms')))).toBe('2026-06-06T05:00:00.000Z')
  })

  it('keeps shorter hours once the holiday table has ended', () => {
    const long = { ...rules, layers: rules.layers.slice(0, 1) }
    expect(isOpen(local('2026-12-26 10:00'), zone, windowOf(long, 'email'))).toBe(true)
    expect(isOpen(local('2027-01-02 10:00'), zone, windowOf(long, 'email'))).toBe(false)
    expect(nextOpening(local('2026-12-31 19:00'), zone, windowOf(long, 'email'))).toBe(local('2027-01-01 08:00'))
  })

  it('is worked out once', () => {
    expect(windowOf(rules, 'sms')).toBe(windowOf(rules, 'sms'))
  })
})
