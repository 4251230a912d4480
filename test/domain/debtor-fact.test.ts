import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DebtorWords, NO_WORDS } from '../../lib/domain/debtor.ts'
import { type DebtorFact, told } from '../../lib/domain/debtor-fact.ts'
import { unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'
import { united } from '../../lib/domain/united.ts'
import { wakes } from '../../lib/domain/waking.ts'

const INSTANTS = ['2026-06-01T12:00:00.000Z', '2026-06-02T12:00:00.000Z', '2026-06-03T12:00:00.000Z'] as const
const [ONE, TWO, THREE] = INSTANTS
const ADDRESSES = ['ana@cliente.example', 'otra@cliente.example'] as const
const hear = (facts: readonly DebtorFact[], from: DebtorWords = NO_WORDS): DebtorWords =>
  facts.reduce((words, fact) => told(words, fact) ?? words, from)
const asOne = (words: DebtorWords) => united(withWords(unknownRecord('erp:D-1'), 'erp:D-1', words))

const occurredAt = fc.constantFrom(...INSTANTS)
const author = fc.constantFrom('luz', 'ana')
const FACTS: readonly fc.Arbitrary<DebtorFact>[] = [
  fc.record({
    ...{ kind: fc.constant('contactPoint' as const), occurredAt, id: fc.constantFrom('mail', 'mail-2') },
    ...{ channel: fc.constant('email' as const), address: fc.constantFrom(...ADDRESSES) },
    ...{ role: fc.constantFrom('holder' as const, 'billing' as const), active: fc.boolean() },
  }),
  fc.record({
    ...{ kind: fc.constant('consent' as const), occurredAt, scope: fc.constantFrom('all', 'email', 'mail', 'mail-2') },
    purpose: fc.constantFrom('service' as const, 'offer' as const),
    status: fc.constantFrom('granted' as const, 'revoked' as const, 'unknown' as const),
    evidence: fc.record({ text: fc.constantFrom('a', 'b') }),
  }),
  fc.record({
    ...{ kind: fc.constant('flag' as const), occurredAt, author, reason: fc.constantFrom('x', 'y') },
    flag: fc.constantFrom('hardship' as const, 'deceased' as const),
    status: fc.constantFrom('raised' as const, 'cleared' as const),
  }),
  fc.record({
    ...{ kind: fc.constant('preference' as const), occurredAt, language: fc.constantFrom('es', 'en') },
    channel: fc.constantFrom('email' as const, 'sms' as const, 'any' as const),
  }),
  fc.record({
    ...{ kind: fc.constant('wrongPerson' as const), occurredAt, author },
    subject: fc.constantFrom('mail', 'mail-2', ...ADDRESSES),
    status: fc.constantFrom('reported' as const, 'withdrawn' as const),
  }),
  fc.record({
    ...{ kind: fc.constant('bounce' as const), occurredAt, address: fc.constantFrom(...ADDRESSES) },
    ...{ status: fc.constant('bounced' as const), reason: fc.constantFrom('x', 'y') },
  }),
]

describe('what is said of a debtor', () => {
  it('comes to the same in any order and however often each word is told', () => {
    const told = fc
      .array(fc.oneof(...FACTS), { minLength: 1, maxLength: 14 })
      .chain((facts) =>
        fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length })),
      )
    fc.assert(
      fc.property(told, ([straight, shuffled]) => {
        expect(hear(shuffled)).toEqual(hear(straight))
        expect(asOne(hear(shuffled))).toEqual(asOne(hear(straight)))
      }),
      { seed: 41, numRuns: 400 },
    )
  })

  it.each([
    [{ status: 'revoked' }, { status: 'granted' }, 'revoked'],
    [{ status: 'granted' }, { status: 'revoked' }, 'revoked'],
    [{ status: 'unknown' }, { status: 'granted' }, 'unknown'],
    [{ status: 'unknown' }, { status: 'revoked' }, 'revoked'],
  ] as const)('at one instant the careful word counts: %o and %o make %s', (first, second, status) => {
    const word = (said: typeof first | typeof second): DebtorFact => ({
      ...{ kind: 'consent', occurredAt: ONE, scope: 'all', purpose: 'service' },
      ...said,
    })
    expect(hear([word(first), word(second)]).consents.all?.status).toBe(status)
  })
})

describe('a wrong person', () => {
  const given = (address: string, occurredAt: string, id = 'mail'): DebtorFact => ({
    ...{ kind: 'contactPoint', occurredAt, id, channel: 'email', address, role: 'holder', active: true },
  })
  const report = (subject: string, occurredAt: string, status: 'reported' | 'withdrawn' = 'reported'): DebtorFact => ({
    ...{ kind: 'wrongPerson', occurredAt, subject, status, author: 'luz' },
  })
  const [ADDRESS, OTHER] = ADDRESSES
  const barred = (...facts: DebtorFact[]) => asOne(hear(facts)).contactPoints.map((point) => point.barred)

  it.each([
    ['takes the address off', [given(ADDRESS, ONE), report(ADDRESS, TWO)], ['wrongPerson']],
    ['sticks when the source says the address again', [report(ADDRESS, ONE), given(ADDRESS, TWO)], ['wrongPerson']],
    ['sticks under another contact point', [report(ADDRESS, ONE), given(ADDRESS, TWO, 'new')], ['wrongPerson']],
    ['leaves another address alone', [report(ADDRESS, ONE), given(OTHER, TWO)], [undefined]],
    ['by contact point is about its address', [given(ADDRESS, ONE), report('mail', TWO)], ['wrongPerson']],
    [
      'by contact point sticks when the source says it again',
      [given(ADDRESS, ONE), report('mail', TWO), given(ADDRESS, THREE)],
      ['wrongPerson'],
    ],
    [
      'by contact point leaves a later address alone',
      [given(ADDRESS, ONE), report('mail', TWO), given(OTHER, THREE)],
      [undefined],
    ],
    [
      'is lifted by its withdrawal',
      [given(ADDRESS, ONE), report(ADDRESS, TWO), report(ADDRESS, THREE, 'withdrawn')],
      [undefined],
    ],
    [
      'told again after the withdrawal counts again',
      [given(ADDRESS, ONE), report(ADDRESS, TWO, 'withdrawn'), report(ADDRESS, THREE)],
      ['wrongPerson'],
    ],
  ] as const)('%s', (_, facts, expected) => {
    expect(barred(...facts)).toEqual(expected)
    expect(barred(...facts.toReversed())).toEqual(expected)
  })
})

describe('the journeys are woken', () => {
  const flag = (status: 'raised' | 'cleared', occurredAt: string): DebtorFact => ({
    ...{ kind: 'flag', flag: 'hardship', status, occurredAt, reason: 'x', author: 'luz' },
  })
  const consent = (status: 'granted' | 'revoked', occurredAt: string): DebtorFact => ({
    ...{ kind: 'consent', scope: 'email', purpose: 'service', status, occurredAt },
  })
  it.each([
    ['by a flag that is raised', [], flag('raised', ONE), true],
    ['by a flag that is cleared', [flag('raised', ONE)], flag('cleared', TWO), true],
    ['not by a flag raised again', [flag('raised', ONE)], flag('raised', TWO), false],
    ['by a repeat of the word that counts', [flag('raised', ONE)], flag('raised', ONE), true],
    ['not by an old word', [flag('cleared', TWO)], flag('raised', ONE), false],
    ['by a first consent', [], consent('granted', ONE), true],
    ['by a consent after a stop', [consent('revoked', ONE)], consent('granted', TWO), true],
    ['not by a consent said anew', [consent('granted', ONE)], consent('granted', TWO), false],
    ['not by a stop', [consent('granted', ONE)], consent('revoked', TWO), false],
  ] as const)('%s', (_, before, fact, expected) => {
    const words = hear(before)
    expect(wakes(fact, told(words, fact) ?? words, words)).toBe(expected)
  })
})
