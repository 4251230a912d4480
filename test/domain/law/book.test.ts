import { describe, expect, it } from 'vitest'
import { type Decreed, type Jurisdiction, type LawBook, standing, withDecreed } from '../../../lib/domain/law/book.ts'
import { judge } from '../../../lib/domain/law/judge.ts'
import { rulesFor } from '../../../lib/domain/law/rules-for.ts'
import type { Holidays } from '../../../lib/ports.ts'
import { MemoryHolidays } from '../../../lib/simulation/memory-holidays.ts'
import { LawInForce } from '../../../lib/usecases/law-in-force.ts'
import { asked, closedOn, hours, layer } from './given.ts'

const pack = (id: string, more: Partial<Jurisdiction> = {}): Jurisdiction => {
  const [country = '', region] = id.split('-')
  const statute = layer(id, { ...hours(7, 19), ...closedOn({}) })
  return {
    id,
    country,
    ...(region && { region }),
    names: [id],
    regionNames: [],
    zones: ['America/Bogota'],
    statute,
    ...more,
  }
}
const book: LawBook = {
  jurisdictions: [pack('CO'), pack('BR'), pack('BR-SP', { recommended: layer('BR-SP recommended', closedOn({})) })],
  zones: {},
  unknown: { layers: [layer('default')], zones: ['America/Bogota'] },
}
const decreed = (more: Partial<Decreed> = {}): Decreed => ({
  place: 'CO',
  date: '2026-12-07',
  name: 'Decreto',
  author: 'carla',
  at: '2026-11-27T12:00:00.000Z',
  ...more,
})
const LATER = '2026-11-28T12:00:00.000Z'

describe('a decreed holiday', () => {
  it.each<[string, Decreed[], string[]]>([
    ['stands once it is added', [decreed()], ['2026-12-07']],
    ['is gone once it is taken back', [decreed(), decreed({ withdrawn: true, at: LATER })], []],
    ['stands again when it is added again', [decreed({ withdrawn: true }), decreed({ at: LATER })], ['2026-12-07']],
    ['is of one place', [decreed(), decreed({ place: 'BR', withdrawn: true, at: LATER })], ['2026-12-07']],
  ])('%s', (_, entries, dates) => {
    expect(standing(entries).map(({ date }) => date)).toEqual(dates)
    expect(standing(entries.toReversed()).map(({ date }) => date)).toEqual(dates)
  })

  it('closes its place, and a nation’s closes its states; nobody else’s', () => {
    const at = '2026-12-07 10:00'
    const closed = (place: string, country: string, region?: string) => {
      const rules = rulesFor([{ country, ...(region && { region }) }], withDecreed(book, [decreed({ place })]), {})
      return rules.layers
        .filter((one) => judge({ ...rules, layers: [one] }, asked(at), []).kind === 'refused')
        .map(({ name }) => name)
    }
    expect(closed('CO', 'CO')).toEqual(['CO'])
    expect(closed('BR', 'BR', 'SP')).toEqual(['BR', 'BR-SP', 'BR-SP recommended'])
    expect(closed('BR-SP', 'BR', 'SP')).toEqual(['BR-SP', 'BR-SP recommended'])
    expect(closed('BR-SP', 'CO')).toEqual([])
  })
})

describe('the law in force', () => {
  it('knows of a decree within five minutes, and asks no more often', async () => {
    const holidays = new MemoryHolidays()
    let [now, reads] = [Date.parse('2026-11-27T12:00:00Z'), 0]
    const counting: Holidays = {
      decree: (entry) => holidays.decree(entry),
      decreed: () => {
        reads++
        return holidays.decreed()
      },
    }
    const law = new LawInForce(book, counting, { now: () => now })
    const first = await law.book()
    await holidays.decree(decreed())
    now += 299_999
    expect(await law.book()).toBe(first)
    expect(reads).toBe(1)
    now += 1
    const second = await law.book()
    expect(second).toEqual(withDecreed(book, [decreed()]))
    now += 300_000
    // Nothing was decreed meanwhile: the same object, with what was read from it.
    expect(await law.book()).toBe(second)
    expect(reads).toBe(3)
  })
})
