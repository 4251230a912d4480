import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DebtorWords, NO_WORDS } from '../../lib/domain/debtor.ts'
import { stampOfVersion } from '../../lib/domain/stamp.ts'
import { type CashWord, cashUnder, withCash } from '../../lib/domain/unapplied-cash.ts'

const AT = '2026-06-01T12:00:00.000Z'
const nobody = NO_WORDS
const word = (key: string, amount: number, stamp: string): CashWord => ({ key, currency: 'COP', amount, stamp })
const hear = (debtor: DebtorWords, words: readonly CashWord[]): DebtorWords =>
  words.reduce((known, one) => withCash(known, one, AT) ?? known, debtor)

describe('cash that lies unapplied', () => {
  it('is what the newest word says, in any order and however often each is told', () => {
    const words = fc.uniqueArray(
      fc.record({ key: fc.constantFrom('a', 'b'), amount: fc.constantFrom(0, 0, 50, 100), version: fc.nat(20) }),
      { selector: ({ key, version }) => `${key} ${version}`, maxLength: 12 },
    )
    const shuffled = words.chain((list) => {
      const all = list.map(({ key, amount, version }) => word(key, amount, stampOfVersion(AT, version)))
      return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }))
    })
    fc.assert(
      fc.property(shuffled, ([all, told]) => {
        const debtor = hear(nobody, told)
        for (const key of ['a', 'b']) {
          const newest = all.filter((one) => one.key === key).sort((a, b) => (a.stamp < b.stamp ? 1 : -1))[0]
          expect(cashUnder(debtor, key)?.amount).toBe(newest?.amount)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('keeps no more than fifty deposits that are used up, and every one that is not', () => {
    const usedUp = Array.from({ length: 80 }, (_, index) => word(`u-${index}`, 0, stampOfVersion(AT, index)))
    const lying = Array.from({ length: 80 }, (_, index) => word(`l-${index}`, 5, stampOfVersion(AT, index)))
    const { unapplied } = hear(nobody, [...usedUp, ...lying])
    expect(unapplied.filter(({ amount }) => amount === 0).map(({ key }) => key)).toEqual(
      usedUp.slice(30).map(({ key }) => key),
    )
    expect(unapplied.filter(({ amount }) => amount > 0)).toHaveLength(80)
  })

  it('counts each time that it comes to lie there', () => {
    const amounts = [100, 60, 0, 0, 70]
    const words = amounts.map((amount, version) => word('a', amount, stampOfVersion(AT, version)))
    expect(cashUnder(hear(nobody, words), 'a')).toMatchObject({ amount: 70, times: 2 })
  })

  it('is not noted as used up by a source that never spoke of it and can be asked again', () => {
    expect(withCash(nobody, word('a', 0, AT), AT, true)).toBeUndefined()
  })
})
