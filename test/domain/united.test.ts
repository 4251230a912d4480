import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consentKey } from '../../lib/domain/consent.ts'
import { type DebtorWords, NO_WORDS } from '../../lib/domain/debtor.ts'
import { type DebtorFact, told } from '../../lib/domain/debtor-fact.ts'
import { linesBetween, standingAt } from '../../lib/domain/debtor-line.ts'
import {
  type DebtorRecord,
  idsOf,
  mergedRecord,
  mergeSaid,
  unknownRecord,
  withWords,
} from '../../lib/domain/debtor-record.ts'
import { rulesFor } from '../../lib/domain/law/rules-for.ts'
import { ownFact, ownName } from '../../lib/domain/own-name.ts'
import { demandOf } from '../../lib/domain/reach.ts'
import { united } from '../../lib/domain/united.ts'
import { placesOf } from '../../lib/usecases/limits.ts'
import { book } from '../catalog/law-vectors.ts'

const at = (day: number): string => `2026-06-${String(day).padStart(2, '0')}T12:00:00.000Z`

/** A debtors' table without I/O: facts under any id, merges in any order. */
class Cabinet {
  readonly records = new Map<string, DebtorRecord>()

  find(id: string): DebtorRecord {
    const record = this.records.get(id) ?? unknownRecord(id)
    return record.mergedInto === undefined ? record : this.find(record.mergedInto)
  }

  tell(debtor: string, said: DebtorFact): this {
    const record = this.find(debtor)
    const { id, fact } = ownFact(idsOf(record), debtor, said)
    const words = told(record.words[id] ?? NO_WORDS, fact)
    if (words) this.records.set(record.id, withWords(record, id, words))
    return this
  }

  merge(survivor: string, merged: string, occurredAt: string): this {
    const [one, other] = [this.find(survivor), this.find(merged)]
    const both = mergedRecord(one, other, mergeSaid(survivor, merged, occurredAt))
    if (!both) return this
    for (const { id } of [one, other]) this.records.set(id, { ...unknownRecord(id), mergedInto: both.id })
    this.records.set(both.id, { ...both, version: 1 })
    return this
  }

  get(id: string) {
    const { version: _, ...debtor } = united(this.find(id))
    return debtor
  }
}

const consent = (scope: string, status: 'granted' | 'revoked' | 'unknown', day: number): DebtorFact => ({
  ...{ kind: 'consent', scope, status, purpose: 'service', occurredAt: at(day) },
})
const point = (id: string, address: string, day = 1): DebtorFact => ({
  ...{ kind: 'contactPoint', id, address, channel: 'email', role: 'holder', active: true, occurredAt: at(day) },
})
const flag = (status: 'raised' | 'cleared', day: number): DebtorFact => ({
  ...{ kind: 'flag', flag: 'hardship', status, occurredAt: at(day), reason: 'x', author: 'luz' },
})

const living = (country: string, zone?: string): DebtorFact => ({
  kind: 'described',
  occurredAt: at(1),
  profile: {
    ...{ name: 'Ana', kind: 'person', language: 'es', country, internal: false, doNotContact: false },
    ...(zone && { zone }),
  },
})

describe('two ids of one debtor', () => {
  it.each([
    // said of A          said of B            after they are merged on day 10
    [['granted', 5], ['revoked', 3], 'revoked'],
    [['revoked', 3], ['granted', 5], 'revoked'],
    [['granted', 3], ['unknown', 5], 'unknown'],
    [['unknown', 5], ['revoked', 3], 'revoked'],
    // A word from after the merge is about the one debtor.
    [['granted', 15], ['revoked', 3], 'granted'],
    [['revoked', 3], ['granted', 15], 'granted'],
    [['granted', 5], ['revoked', 15], 'revoked'],
  ] as const)('said %o of the one and %o of the other: %s', (a, b, status) => {
    const cabinet = new Cabinet()
      .tell('A', consent('sms', a[0], a[1]))
      .tell('B', consent('sms', b[0], b[1]))
      .merge('A', 'B', at(10))
    expect(cabinet.get('A').consents.sms?.status).toBe(status)
    expect(cabinet.get('B')).toEqual(cabinet.get('A'))
  })

  it('lend no consent to an address of the one under which nobody said it', () => {
    const cabinet = new Cabinet()
      .tell('A', point('mail', 'ana@casa.example'))
      .tell('A', consent('email', 'granted', 5))
      .tell('B', point('post', 'ana@trabajo.example'))
      .merge('A', 'B', at(10))
    expect(cabinet.get('A').consents.email?.status).toBe('unknown')
    expect(cabinet.tell('B', consent('email', 'granted', 15)).get('A').consents.email?.status).toBe('granted')
  })

  it('keep a consent where the other id has no address of its own', () => {
    const cabinet = new Cabinet()
      .tell('A', point('mail', 'ana@casa.example'))
      .tell('A', consent('email', 'granted', 5))
      .tell('B', point('post', 'ana@casa.example'))
      .tell('C', living('CO'))
      .merge('A', 'B', at(10))
      .merge('A', 'C', at(10))
    expect(cabinet.get('A').consents.email?.status).toBe('granted')
  })

  it.each([
    [['raised', 3], ['cleared', 5], 'raised'],
    [['cleared', 5], ['raised', 3], 'raised'],
    [['raised', 3], ['cleared', 15], 'cleared'],
  ] as const)('flagged %o and %o: %s', (a, b, status) => {
    const cabinet = new Cabinet().tell('A', flag(a[0], a[1])).tell('B', flag(b[0], b[1])).merge('A', 'B', at(10))
    expect(cabinet.get('A').flags.hardship?.status).toBe(status)
  })

  it('live in several places: the laws of all count, on the clocks of all', () => {
    const cabinet = new Cabinet()
      .tell('A', living('MX', 'America/Cancun'))
      .tell('B', living('CO'))
      .tell('C', living('MX', 'America/Cancun'))
      .merge('A', 'B', at(10))
      .merge('A', 'C', at(11))
    expect(cabinet.get('A').profile).toMatchObject({ country: 'MX', elsewhere: [{ country: 'CO' }] })
    const places = placesOf(cabinet.get('A').profile)
    expect(places).toEqual([{ country: 'MX', zone: 'America/Cancun' }, { country: 'CO' }])
    const { layers, zones } = rulesFor(places, book, {})
    expect(layers.map(({ name }) => name)).toEqual(['MX', 'MX recommended', 'CO', 'CO recommended', 'company'])
    expect(zones).toEqual(['America/Cancun', 'America/Bogota'])
    expect(demandOf({ layers, zones }).consentFor).toContain('email')
  })

  it('live in one place, when they say the same', () => {
    const cabinet = new Cabinet().tell('A', living('CO')).tell('B', living('CO')).merge('A', 'B', at(10))
    expect(cabinet.get('A').profile).not.toHaveProperty('elsewhere')
  })

  const hours = (day: number, days: number[], from: number, to: number): DebtorFact => ({
    ...{ kind: 'preference', occurredAt: at(day), hours: { days, from: from * 60, to: to * 60 } },
  })

  it.each([
    ['before: what all allow', [hours(3, [1, 2, 3], 8, 12)], [hours(5, [2, 3, 4], 10, 18)], [[2, 3], 10, 12]],
    ['before, in the other order', [hours(5, [2, 3, 4], 10, 18)], [hours(3, [1, 2, 3], 8, 12)], [[2, 3], 10, 12]],
    ['before, with nothing in common', [hours(3, [1], 8, 12)], [hours(5, [2], 13, 18)], [[], 13, 12]],
    ['by one only', [], [hours(5, [2], 13, 18)], [[2], 13, 18]],
    ['after: the newest', [hours(3, [1, 2, 3], 8, 12)], [hours(15, [4], 8, 18)], [[4], 8, 18]],
  ] as const)('wished for hours %s', (_, a, b, [days, from, to]) => {
    const cabinet = new Cabinet()
    for (const fact of a) cabinet.tell('A', fact)
    for (const fact of b) cabinet.tell('B', fact)
    cabinet.merge('A', 'B', at(10))
    expect(cabinet.get('A').preference.hours?.value).toEqual({ days, from: from * 60, to: to * 60 })
  })

  it('have the contact points of both, and a stop on one of them holds for the same address under the other', () => {
    const cabinet = new Cabinet()
      .tell('A', point('mail', 'ana@cliente.example'))
      .tell('B', point('mail', 'ana@cliente.example'))
      .tell('B', point('work', 'ana@trabajo.example'))
      .tell('B', consent('mail', 'revoked', 2))
      .merge('A', 'B', at(10))
    const { contactPoints, consents } = cabinet.get('A')
    expect(contactPoints.map(({ id }) => id)).toEqual(['mail', 'B/mail', 'B/work'])
    expect(Object.entries(consents).map(([scope, { status }]) => [scope, status])).toEqual([
      ['mail', 'revoked'],
      ['B/mail', 'revoked'],
    ])
  })

  it('keep every deposit, even those of one key, and every hold', () => {
    const cash = (amount: number): DebtorWords => ({
      ...NO_WORDS,
      unapplied: [{ key: 'bank:C-1', currency: 'COP', amount, since: at(1), stamp: '1' }],
    })
    const cabinet = new Cabinet()
    cabinet.records.set('A', withWords(unknownRecord('A'), 'A', cash(100)))
    cabinet.records.set('B', withWords(unknownRecord('B'), 'B', cash(70)))
    for (const id of ['A', 'B'])
      cabinet.tell(id, { kind: 'holdPlaced', occurredAt: at(2), hold: 'caso', reason: 'x', author: 'luz' })
    const { unapplied, holds } = cabinet.merge('A', 'B', at(10)).get('A')
    expect(unapplied.map(({ key, amount }) => [key, amount])).toEqual([
      ['bank:C-1', 100],
      ['B/bank:C-1', 70],
    ])
    expect(Object.keys(holds)).toEqual(['caso', 'B/caso'])
  })

  it.each([
    [
      'a chain ends where its last link says',
      [
        ['B', 'C', 1],
        ['A', 'B', 2],
      ],
      'A',
    ],
    [
      'of a circle the newest word names the survivor',
      [
        ['B', 'A', 1],
        ['A', 'B', 2],
      ],
      'A',
    ],
    [
      'the other way round as well',
      [
        ['B', 'A', 2],
        ['A', 'B', 1],
      ],
      'B',
    ],
    [
      'two chains that meet are one',
      [
        ['A', 'B', 1],
        ['C', 'D', 2],
        ['D', 'A', 3],
      ],
      'D',
    ],
  ] as const)('%s', (_, merges, survivor) => {
    const straight = new Cabinet()
    const reversed = new Cabinet()
    for (const [into, from, day] of merges) straight.merge(into, from, at(day))
    for (const [into, from, day] of merges.toReversed()) reversed.merge(into, from, at(day))
    expect(straight.get('B').id).toBe(survivor)
    expect(reversed.get('B')).toEqual(straight.get('A'))
  })

  it('told again later are no stricter than they were', () => {
    const cabinet = new Cabinet()
      .tell('B', consent('sms', 'revoked', 3))
      .merge('A', 'B', at(10))
      .tell('A', consent('sms', 'granted', 15))
      .merge('A', 'B', at(20))
    expect(cabinet.get('A').consents.sms?.status).toBe('granted')
  })
})

/** A word on somebody else's address, or on a hold, of day 12 unless told. */
const wrong = (subject: string, status: 'reported' | 'withdrawn', day = 12): DebtorFact => ({
  ...{ kind: 'wrongPerson', subject, status, occurredAt: at(day), author: 'luz' },
})
const placed: DebtorFact = { kind: 'holdPlaced', occurredAt: at(2), hold: 'H-9', reason: 'x', author: 'luz' }

describe('what belongs to another id of the debtor', () => {
  const merged = () =>
    new Cabinet()
      .tell('A', point('mail', 'ana@cliente.example'))
      .tell('B', point('mail', 'otra@cliente.example'))
      .tell('B', placed)
      .merge('A', 'B', at(10))
  const barredIn = (cabinet: Cabinet) =>
    cabinet.get('A').contactPoints.flatMap(({ id, barred }) => (barred ? [`${id} ${barred}`] : []))

  it.each(['A', 'B'])('is reported wrong by the name it is shown with, under %s', (id) => {
    const cabinet = merged().tell(id, wrong('B/mail', 'reported'))
    expect(barredIn(cabinet)).toEqual(['B/mail wrongPerson'])
    expect(barredIn(cabinet.tell(id, wrong('B/mail', 'withdrawn', 13)))).toEqual([])
  })

  it.each(['A', 'B'])('is released by the name it is shown with, under %s', (id) => {
    const { holds } = merged()
      .tell(id, { kind: 'holdReleased', occurredAt: at(12), hold: 'B/H-9' })
      .get('A')
    expect(holds).toEqual({ 'B/H-9': expect.objectContaining({ placedAt: at(2), releasedAt: at(12) }) })
  })

  it.each(['service', 'offer'] as const)('is stopped for %s by the name it is shown with', (purpose) => {
    const stop: DebtorFact = { kind: 'consent', scope: 'B/mail', purpose, status: 'revoked', occurredAt: at(12) }
    const { consents } = merged()
      .tell('B', consent('mail', 'granted', 3))
      .tell('A', stop)
      .get('A')
    expect(consents[consentKey('B/mail', purpose)]?.status).toBe('revoked')
    expect(consents[consentKey('mail', purpose)]).toBeUndefined()
  })

  it('is given another address by the name it is shown with, and stays one contact point', () => {
    const { contactPoints } = merged()
      .tell('A', point('B/mail', 'nueva@cliente.example', 12))
      .get('A')
    expect(contactPoints.map(({ id, address }) => [id, address])).toEqual([
      ['mail', 'ana@cliente.example'],
      ['B/mail', 'nueva@cliente.example'],
    ])
  })

  it('keeps its names when the merge is turned round: a message of before calls it so', () => {
    const cabinet = merged().merge('B', 'A', at(11))
    expect(cabinet.get('A').contactPoints.map(({ id }) => id)).toEqual(['mail', 'A/mail'])
    expect(barredIn(cabinet.tell('A', wrong('B/mail', 'reported')))).toEqual(['mail wrongPerson'])
    expect(barredIn(cabinet.tell('A', wrong('mail', 'reported')))).toEqual(['mail wrongPerson', 'A/mail wrongPerson'])
  })

  it.each([
    ['p1', 'A', 'p1'],
    ['B/p1', 'B', 'p1'],
    ['B/casa/p1', 'B', 'casa/p1'],
    ['A/B/p1', 'B', 'p1'],
    ['B/b/p1', 'B/b', 'p1'],
    // None of the debtor's ids, or no name after it.
    ['C/p1', 'A', 'C/p1'],
    ['Bp1', 'A', 'Bp1'],
    ['B/', 'A', 'B/'],
    ['all', 'A', 'all'],
  ])('%s said under A is of %s, and called %s there', (name, id, own) => {
    expect(ownName(['A', 'B', 'B/b'], { id: 'A', name })).toEqual({ id, name: own })
  })
})

type Deed = (cabinet: Cabinet) => Cabinet

const ids = fc.constantFrom('A', 'B', 'C', 'D')
const day = fc.integer({ min: 1, max: 28 })
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .tuple(ids, fc.constantFrom('sms', 'all', 'mail', 'B/mail'), fc.constantFrom('granted', 'revoked', 'unknown'), day)
    .map(
      ([id, scope, status, when]): Deed =>
        (cabinet) =>
          cabinet.tell(id, consent(scope, status, when)),
    ),
  fc
    .tuple(ids, fc.constantFrom('mail', 'C/mail'), fc.constantFrom('ana@cliente.example', 'otra@cliente.example'), day)
    .map(
      ([id, name, address, when]): Deed =>
        (cabinet) =>
          cabinet.tell(id, point(name, address, when)),
    ),
  fc.tuple(ids, fc.constantFrom('H-9', 'B/H-9'), fc.constantFrom('placed', 'released')).map(
    ([id, hold, what]): Deed =>
      (cabinet) =>
        cabinet.tell(id, what === 'placed' ? { ...placed, hold } : { kind: 'holdReleased', occurredAt: at(12), hold }),
  ),
  fc.tuple(ids, fc.constantFrom('raised', 'cleared'), day).map(
    ([id, status, when]): Deed =>
      (cabinet) =>
        cabinet.tell(id, flag(status, when)),
  ),
  fc
    .tuple(ids, fc.constantFrom('mail', 'B/mail', 'ana@cliente.example'), fc.constantFrom('reported', 'withdrawn'), day)
    .map(
      ([id, subject, status, when]): Deed =>
        (cabinet) =>
          cabinet.tell(id, wrong(subject, status, when)),
    ),
  fc
    .tuple(ids, ids, day)
    .filter(([into, from]) => into !== from)
    .map(
      ([into, from, when]): Deed =>
        (cabinet) =>
          cabinet.merge(into, from, at(when)),
    ),
)

describe('facts and merges', () => {
  it('make the same debtors in any order and however often each is told', () => {
    const told = fc
      .array(deeds, { minLength: 2, maxLength: 14 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })))
    fc.assert(
      fc.property(told, ([straight, shuffled]) => {
        const play = (all: readonly Deed[]) => {
          const cabinet = all.reduce((known, deed) => deed(known), new Cabinet())
          return ['A', 'B', 'C', 'D'].map((id) => cabinet.get(id))
        }
        expect(play(shuffled)).toEqual(play(straight))
      }),
      { seed: 43, numRuns: 500 },
    )
  })

  it('are a timeline from which the debtor follows at every version, without names and addresses', () => {
    const facts: readonly DebtorFact[] = [
      {
        ...{ kind: 'described', occurredAt: at(1) },
        profile: {
          name: 'Ana Ruiz',
          kind: 'person',
          language: 'es',
          country: 'CO',
          internal: false,
          doNotContact: false,
        },
      },
      point('mail', 'ana@cliente.example', 1),
      point('mail-2', 'ana@cliente.example', 1),
      consent('mail', 'revoked', 2),
      flag('raised', 3),
      { kind: 'preference', occurredAt: at(4), language: 'en', channel: 'sms' },
      { kind: 'holdPlaced', occurredAt: at(4), hold: 'caso', reason: 'x', author: 'luz' },
      // The second mailbox becomes another one: the stop on the first says nothing of it any more.
      point('mail-2', 'otra@cliente.example', 5),
      { kind: 'wrongPerson', occurredAt: at(6), subject: 'otra@cliente.example', status: 'reported', author: 'luz' },
      flag('cleared', 7),
    ]
    const versions = [unknownRecord('A')]
    for (const fact of facts) {
      const before = versions.at(-1) ?? unknownRecord('A')
      const words = told(before.words.A ?? NO_WORDS, fact)
      if (words) versions.push(withWords(before, 'A', words))
    }
    const timeline = versions.slice(1).map((after, index) => ({
      version: after.version,
      at: at(1),
      lines: linesBetween(versions[index] ?? unknownRecord('A'), after),
    }))
    expect(timeline).toHaveLength(facts.length)
    for (const record of versions) {
      const { profile, contactPoints, ...debtor } = united(record)
      const { profile: nameless, contactPoints: points, ...standing } = standingAt('A', timeline, record.version)
      expect(standing).toEqual(debtor)
      expect(nameless).toEqual(profile && { ...profile, name: '' })
      expect(points.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        contactPoints.map((one) => ({ ...one, address: '' })),
      )
    }
    expect(JSON.stringify(timeline)).not.toMatch(/Ruiz|example/)
  })
})

describe('a consent', () => {
  it('is about the address that its contact point had by then, and a stop about every one', () => {
    const moved = (status: 'granted' | 'revoked') =>
      new Cabinet()
        .tell('A', point('mail', 'ana@casa.example', 1))
        .tell('A', consent('mail', status, 2))
        .tell('A', point('mail', 'ana@nueva.example', 7))
    expect(moved('granted').get('A').consents).toEqual({})
    expect(moved('revoked').get('A').consents.mail?.status).toBe('revoked')
    expect(
      moved('granted')
        .tell('A', consent('mail', 'granted', 8))
        .get('A').consents.mail?.status,
    ).toBe('granted')
  })

  it('that is told before its contact point is about its first address', () => {
    const cabinet = new Cabinet()
      .tell('A', consent('mail', 'granted', 1))
      .tell('A', point('mail', 'ana@casa.example', 2))
    expect(cabinet.get('A').consents.mail?.status).toBe('granted')
  })

  it('of an old day that is told anew undoes no later stop', () => {
    const again = (date: string): DebtorFact => ({
      ...{ kind: 'consent', scope: 'sms', status: 'granted', purpose: 'service', occurredAt: at(20) },
      evidence: { clause: '7', date },
    })
    const stopped = () => new Cabinet().tell('A', consent('sms', 'granted', 1)).tell('A', consent('sms', 'revoked', 5))
    expect(stopped().tell('A', again('2025-01-01')).get('A').consents.sms?.status).toBe('revoked')
    expect(stopped().tell('A', again('2026-06-18')).get('A').consents.sms?.status).toBe('granted')
    // The stop of the same day: nobody signs a clause in the evening and sends BAJA in the morning.
    const day = at(5).slice(0, 10)
    expect(stopped().tell('A', again(day)).get('A').consents.sms?.status).toBe('revoked')
  })
})
