import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dateAt, instantOf, iso, minuteOfDay } from '../../lib/domain/time.ts'
import { isZoneOfPlace, offsetAt } from '../../lib/domain/zone.ts'

/** Both hemispheres, half and quarter hours, a clock that moves by half an hour, a day that was skipped, zones without changes. */
const ZONES = [
  'UTC',
  'America/Bogota',
  'America/Mexico_City',
  'America/Tijuana',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Caracas',
  'America/Argentina/Buenos_Aires',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Nuuk',
  'Atlantic/Azores',
  'Europe/Madrid',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
] as const

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
const byTemporal = (date: string, minutes: number, zone: string): number =>
  Temporal.PlainDate.from(date)
    .toPlainDateTime()
    .add({ minutes })
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds

const anyZone = fc.constantFrom(...ZONES)
const anyInstant = fc
  .date({ min: new Date('1800-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.getTime())

/** All instants between two years at which the clocks of a zone change. */
function changes(zone: string, from: string, to: string): number[] {
  const found: number[] = []
  const end = Date.parse(to)
  for (
    let at = zoned(Date.parse(from), zone).getTimeZoneTransition('next');
    at;
    at = at.getTimeZoneTransition('next')
  ) {
    if (at.epochMilliseconds > end) break
    found.push(at.epochMilliseconds)
  }
  return found
}

describe('the clocks of a zone', () => {
  it('show what Temporal says, whenever and wherever', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, at) => {
        const { hour, minute, offsetNanoseconds, ...wall } = clockOf(at, zone)
        expect([dateAt(at, zone), minuteOfDay(at, zone), offsetAt(at, zone)]).toEqual([
          wall.date,
          hour * 60 + minute,
          offsetNanoseconds / 1e6,
        ])
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it('are read back as Temporal reads them, a gap and an hour that comes twice included', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, fc.integer({ min: 0, max: 2879 }), (zone, at, minutes) => {
        const date = iso(at).slice(0, 10)
        expect(instantOf(date, minutes, zone)).toBe(byTemporal(date, minutes, zone))
      }),
      { seed: 2, numRuns: 3000 },
    )
  })

  it.each(ZONES)('change in %s at the very millisecond, in history and in years to come', (zone) => {
    for (const at of changes(zone, '1850-01-01T00:00:00Z', '2060-01-01T00:00:00Z')) {
      for (const near of [at - 1, at, at + 1, at - 3_600_000, at + 3_600_000])
        expect([near, offsetAt(near, zone)]).toEqual([near, zoned(near, zone).offsetNanoseconds / 1e6])
      const day = Temporal.PlainDate.from(dateAt(at, zone))
      const times = Array.from({ length: 16 }, (_, part) => [day, part * 90] as const)
      const turned = [-60, -30, 0, 30].map((minutes) => [day, minuteOfDay(at, zone) + minutes] as const)
      for (const [date, minutes] of [
        ...times,
        ...turned,
        [day.subtract({ days: 1 }), 1439],
        [day.add({ days: 1 }), 0],
      ] as const)
        expect([`${date}`, minutes, instantOf(`${date}`, minutes, zone)]).toEqual([
          `${date}`,
          minutes,
          byTemporal(`${date}`, minutes, zone),
        ])
    }
  })

  it('have no 30 December 2011 in Apia', () => {
    const midnight = instantOf('2011-12-30', 0, 'Pacific/Apia')
    expect([iso(midnight), dateAt(midnight, 'Pacific/Apia'), dateAt(midnight - 1, 'Pacific/Apia')]).toEqual([
      '2011-12-30T10:00:00.000Z',
      '2011-12-31',
      '2011-12-29',
    ])
  })

  it('answer the same however much was asked in between', () => {
    const asked = Array.from({ length: 10_000 }, (_, day) => [day * 86_400_000, 'America/Havana'] as const)
    const first = asked.map(([at, zone]) => offsetAt(at, zone))
    expect(asked.toReversed().map(([at, zone]) => offsetAt(at, zone))).toEqual(first.toReversed())
  })

  it('are refused for a place that is no zone', () => {
    expect(() => dateAt(0, 'America/Macondo')).toThrow('America/Macondo')
  })
})

function clockOf(at: number, zone: string) {
  const wall = zoned(at, zone)
  return {
    date: wall.toPlainDate().toString(),
    hour: wall.hour,
    minute: wall.minute,
    offsetNanoseconds: wall.offsetNanoseconds,
  }
}

describe('the name of a zone of a place', () => {
  it.each([
    ['America/Argentina/Buenos_Aires', true],
    ['America/Buenos_Aires', true],
    ['Europe/Kyiv', true],
    ['America/Macondo', false],
    ['EST', false],
    ['', false],
  ])('%s', (zone, expected) => {
    expect(isZoneOfPlace(zone)).toBe(expected)
  })
})
