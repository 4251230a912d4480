import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listOf, ranked, type Waiting } from '../../lib/domain/backlog.ts'

const TODAY = '2026-07-01'
const waits = (debtor: string, balance: number, dueDate: string, currency = 'COP'): Waiting => ({
  task: `collect/${debtor}/${dueDate}`,
  debtor,
  currency,
  balance,
  dueDate,
})
const order = (...waiting: Waiting[]) => ranked(waiting, TODAY).map(({ debtor }) => debtor)

describe('a hand-over goes', () => {
  it.each([
    ['noContactPoint', 'backlog'],
    ['noConsent', 'backlog'],
    ['optedOut', 'backlog'],
    ['bounced', 'backlog'],
    ['noLawfulTime', 'backlog'],
    ['aboveLimit', 'tasks'],
    ['unappliedCash', 'tasks'],
    ['staleData', 'tasks'],
    ['afterLastStep', 'tasks'],
  ])('for %s to the %s', (reason, list) => {
    expect(listOf(reason)).toBe(list)
  })
})

describe('the backlog', () => {
  it('puts money that is late for longer first', () => {
    expect(order(waits('A', 100, '2026-06-21'), waits('B', 90, '2026-06-11'))).toEqual(['B', 'A'])
  })

  it('adds up what a debtor owes', () => {
    expect(order(waits('A', 100, '2026-06-21'), waits('B', 60, '2026-06-21'), waits('B', 60, '2026-06-21'))).toEqual([
      'B',
      'A',
    ])
  })

  it('compares no two currencies: each has its first among the first', () => {
    const pesos = ['A', 'B', 'C'].map((debtor, index) => waits(debtor, 9_000_000 - index, '2026-06-01'))
    expect(order(...pesos, waits('D', 30, '2026-06-01', 'USD'), waits('E', 20, '2026-06-01', 'USD'))).toEqual([
      'A',
      'D',
      'B',
      'E',
      'C',
    ])
  })

  it('takes a debtor of two currencies by the better place, with every task', () => {
    const [first, second] = ranked(
      [waits('A', 10, '2026-06-01'), waits('B', 5, '2026-06-01'), waits('B', 9, '2026-05-01', 'USD')],
      TODAY,
    )
    expect([first?.debtor, second?.debtor, second?.place]).toEqual(['A', 'B', 2])
    expect(second?.tasks).toEqual(['collect/B/2026-05-01', 'collect/B/2026-06-01'])
  })

  it('lets the id decide between equals, and does not depend on the order of reading', () => {
    expect(order(waits('B', 10, '2026-06-01'), waits('A', 10, '2026-06-01'))).toEqual(['A', 'B'])
    const one = fc.record({
      debtor: fc.constantFrom('A', 'B', 'C', 'D'),
      balance: fc.integer({ min: 1, max: 3 }),
      dueDate: fc.constantFrom('2026-06-01', '2026-06-29', '2026-07-05'),
      currency: fc.constantFrom('COP', 'USD'),
      task: fc.string(),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (waiting) => {
        expect(ranked(waiting.toReversed(), TODAY)).toEqual(ranked(waiting, TODAY))
      }),
    )
  })
})
