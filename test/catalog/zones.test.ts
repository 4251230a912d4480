import { describe, expect, it } from 'vitest'
import { offsetAt } from '../../lib/domain/zone.ts'
import { book } from './law-vectors.ts'

const QUARTERS = [0, 3, 6, 9].map((month) => Date.UTC(2026, month, 20))
/** How a zone's clocks stand through a year. */
const clocksOf = (zone: string): string => QUARTERS.map((at) => offsetAt(at, zone)).join(' ')

describe('the clocks of a country', () => {
  it('are all known to the platform, for every country but uninhabited ones', () => {
    const countries = Object.entries(book.zones)
    expect(countries.length).toBeGreaterThan(240)
    for (const [, zones] of countries) for (const zone of zones) expect(clocksOf(zone)).not.toContain('NaN')
  })

  it('are all kept by the pack of the country, where there is one', () => {
    const nations = book.jurisdictions.filter(({ region, zones }) => region === undefined && zones.length > 0)
    expect(nations.length).toBeGreaterThan(14)
    for (const { country, zones } of nations) {
      const known = new Set(zones.map(clocksOf))
      const missing = (book.zones[country] ?? [country]).filter((zone) => !known.has(clocksOf(zone)))
      expect(missing, country).toEqual([])
    }
  })

  it('are those of its territories too, under the law of the United States', () => {
    const territories = book.jurisdictions.find(({ id }) => id === 'US')?.territories ?? []
    expect(territories.flatMap((one) => book.zones[one]?.[0] ?? [])).toEqual([
      'Pacific/Pago_Pago',
      'Pacific/Guam',
      'Pacific/Saipan',
      'America/Puerto_Rico',
      'Pacific/Midway',
      'America/St_Thomas',
    ])
  })
})
