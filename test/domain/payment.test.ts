import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  announced,
  expected,
  oldestDueFirst,
  type Payment,
  takeBack,
  unapplied,
  unheardOfPayment,
} from '../../lib/domain/payment.ts'

const owed = (invoice: string, dueDate: string, balance: number, currency = 'COP') => ({
  invoice,
  dueDate,
  balance,
  currency,
})
const payment = (amount: number, shares: Payment['shares'], reversals: Payment['reversals'] = {}): Payment => ({
  ...unheardOfPayment('bank:P-1'),
  received: { amount, currency: 'COP', at: '2026-06-01T00:00:00.000Z' },
  shares,
  reversals,
})
const back = (amount?: number) => ({ at: '2026-06-02T00:00:00.000Z', ...(amount === undefined ? {} : { amount }) })
const takenFrom = (one: Payment, invoice: string) =>
  Object.values(one.reversals)
    .flatMap((reversal) => reversal.taken?.shares ?? [])
    .filter((share) => share.invoice === invoice)
    .reduce((sum, share) => sum + share.amount, 0)

describe('a payment that names only its debtor', () => {
  it.each([
    ['pays the oldest first', 150, [owed('b', '2026-02-01', 100), owed('a', '2026-01-01', 100)], { a: 100, b: 50 }],
    ['breaks ties by id', 120, [owed('b', '2026-01-01', 100), owed('a', '2026-01-01', 100)], { a: 100, b: 20 }],
    [
      'leaves other currencies alone',
      100,
      [owed('a', '2026-01-01', 50, 'USD'), owed('b', '2026-02-01', 50)],
      { b: 50 },
    ],
    ['leaves what is settled alone', 100, [owed('a', '2026-01-01', 0), owed('b', '2026-02-01', 60)], { b: 60 }],
    ['pays nothing when nothing is owed', 100, [], {}],
  ])('%s', (_, amount, invoices, shares) => {
    expect(Object.fromEntries(oldestDueFirst(amount, 'COP', invoices).map((one) => [one.invoice, one.amount]))).toEqual(
      shares,
    )
  })
})

describe('a reversal', () => {
  it('takes unapplied money first, then the last shares first', () => {
    const whole = payment(
      100,
      [
        { invoice: 'a', amount: 40 },
        { invoice: 'b', amount: 50 },
      ],
      { r: back(70) },
    )
    const taken = takeBack(whole)
    expect(taken.reversals.r?.taken).toEqual({
      free: 10,
      shares: [
        { invoice: 'b', amount: 50 },
        { invoice: 'a', amount: 10 },
      ],
    })
    expect(unapplied(taken)).toBe(0)
  })

  it('without an amount takes all that is left', () => {
    const taken = takeBack(payment(100, [{ invoice: 'a', amount: 100 }], { r: back() }))
    expect(takenFrom(taken, 'a')).toBe(100)
  })

  it('waits for a payment that has not come yet', () => {
    const early: Payment = { ...unheardOfPayment('bank:P-1'), reversals: { r: back() } }
    expect(takeBack(early)).toBe(early)
  })

  it('takes the same from each invoice in any order, and never more than was paid', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 4 }), (amounts) => {
        const shares = [
          { invoice: 'a', amount: 60 },
          { invoice: 'b', amount: 30 },
        ]
        const inOrder = (order: readonly number[]) => {
          let one = payment(100, shares)
          for (const index of order) {
            const reversals = { ...one.reversals, [`r${index}`]: back(amounts[index]) }
            one = takeBack({ ...one, reversals })
          }
          return one
        }
        const indexes = amounts.map((_, index) => index)
        const forth = inOrder(indexes)
        const reverse = inOrder(indexes.toReversed())
        for (const invoice of ['a', 'b']) expect(takenFrom(forth, invoice)).toBe(takenFrom(reverse, invoice))
        expect(unapplied(forth)).toBe(unapplied(reverse))
        expect(takenFrom(forth, 'a') + takenFrom(forth, 'b')).toBeLessThanOrEqual(90)
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})

describe('an announced payment', () => {
  const word = (day: number, on: string, ...invoices: string[]) => ({
    at: `2026-06-0${day}T00:00:00.000Z`,
    on,
    invoices,
  })
  const failedOn = (day: number) => ({ failure: { at: `2026-06-0${day}T00:00:00.000Z`, reason: 'funds' } })
  const unheard = unheardOfPayment('bank:P-1')

  it.each([
    ['as it was announced', announced(unheard, word(1, '2026-06-10', 'a')), { on: '2026-06-10', invoices: ['a'] }],
    [
      'as the newest word says',
      announced(announced(unheard, word(2, '2026-06-20', 'b')), word(1, '2026-06-10', 'a')),
      { on: '2026-06-20', invoices: ['b'] },
    ],
    ['no more once it failed', { ...announced(unheard, word(1, '2026-06-10', 'a')), ...failedOn(2) }, undefined],
    [
      'again when it is announced anew',
      { ...announced(unheard, word(3, '2026-06-10', 'a')), ...failedOn(2) },
      { on: '2026-06-10', invoices: ['a'] },
    ],
    ['no more once it came', announced(payment(100, []), word(3, '2026-06-10', 'a')), undefined],
  ])('is expected %s', (_, one, result) => {
    expect(expected(one)).toEqual(result)
  })

  it('remembers every invoice it was ever meant for', () => {
    const twice = announced(announced(unheard, word(2, '2026-06-20', 'b')), word(1, '2026-06-10', 'a'))
    expect(twice.schedule?.named).toEqual(['a', 'b'])
  })
})
