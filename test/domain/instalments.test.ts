import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { decide } from '../../lib/domain/decision.ts'
import { dueDateOf, dueNow, nextInstalment, openInstalments } from '../../lib/domain/instalments.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { record } from '../../lib/domain/ledger.ts'
import { oldestDueFirst, owedOn } from '../../lib/domain/payment.ts'
import { asking, at8, invoiceAfter, issued, open, paid, situation } from './given.ts'

const AT = '2026-07-10T12:00:00.000Z'
const JUNE = { dueDate: '2026-06-30', amount: 20_000 }
const LATER = [
  { dueDate: '2026-07-30', amount: 20_000 },
  { dueDate: '2026-08-30', amount: 10_000 },
]
const plan = [JUNE, ...LATER]
const planned = issued({ instalments: plan })
const inParts = (amount: number) => plan.map((one) => ({ ...one, amount }))
const reversed = (amount: number): InvoiceFact => ({
  kind: 'reversed',
  payment: 'bank:P-1',
  reversal: 'r',
  amount,
  currency: 'COP',
})
const interest = { kind: 'charged', charge: 'erp:C', chargeKind: 'interest', amount: 500, currency: 'COP' } as const
const credit: InvoiceFact = { kind: 'credited', note: 'erp:N', amount: 25_000, currency: 'COP' }
const amended = (terms: object): InvoiceFact => ({ kind: 'amended', stamp: '2026-06-09T00:00:00.000Z#2#a', terms })

/** "1-2/3 2026-06-30 40000": which instalments are asked for, since when they are due, and how much. */
const asked = (facts: readonly InvoiceFact[], today: string) => {
  const { number, through, of, dueDate, open: sum } = dueNow(open(facts), today)
  return `${number}-${through}/${of} ${dueDate} ${sum}`
}

describe('what is due of a plan', () => {
  it.each([
    ['2026-06-29', '2026-06-30'],
    ['2026-06-30', '2026-07-30'],
    ['2026-08-30', undefined],
  ])('comes next after %s on %s', (today, expected) => {
    expect(nextInstalment(open([planned]), today)).toBe(expected)
  })

  it.each([
    ['before the first date', [], '2026-06-10', '1-1/3 2026-06-30 20000'],
    ['when the first is overdue and the second is not', [], '2026-07-10', '1-1/3 2026-06-30 20000'],
    ['when two are overdue', [], '2026-08-02', '1-2/3 2026-06-30 40000'],
    ['with part of the first paid', [paid(5_000)], '2026-07-10', '1-1/3 2026-06-30 15000'],
    ['with the first paid', [paid(20_000)], '2026-07-10', '2-2/3 2026-07-30 20000'],
    ['with more than the first paid', [paid(25_000)], '2026-07-10', '2-2/3 2026-07-30 15000'],
    ['with the first paid and taken back', [paid(20_000), reversed(20_000)], '2026-07-10', '1-1/3 2026-06-30 20000'],
    ['with a credit note over the first', [credit], '2026-07-10', '2-2/3 2026-07-30 15000'],
    ['with a charge', [interest], '2026-07-10', '1-1/3 2026-06-30 20500'],
    ['with a charge that took part of the payment', [interest, paid(20_000)], '2026-07-10', '1-1/3 2026-06-30 500'],
    ['without a plan', [amended({ amount: 60_000 })], '2026-07-10', '1-1/1 2026-06-30 60000'],
  ] as const)('%s', (_, facts, today, expected) => {
    expect(asked([planned, ...facts], today)).toBe(expected)
  })

  it('adds up to the cent, whatever is paid', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 2, maxLength: 24 })
    fc.assert(
      fc.property(amounts, fc.nat(2_000_000), fc.nat(10_000), (parts, money, charge) => {
        const instalments = parts.map((amount, index) => ({ dueDate: `20${26 + index}-06-30`, amount }))
        const amount = parts.reduce((sum, part) => sum + part, 0)
        const invoice = open([issued({ amount, instalments }), { ...interest, amount: charge }, paid(money)])
        for (const [index, one] of openInstalments(invoice).entries())
          expect(one.open === one.amount || index === 0).toBe(true)
        expect(dueNow(invoice, '2099-01-01').open).toBe(invoice.balance)
        expect(owedOn(invoice).reduce((sum, { balance }) => sum + balance, 0)).toBe(invoice.balance)
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('takes a payment of the debtor in the order of dates, together with other invoices', () => {
    const other = open([issued({ dueDate: '2026-07-05', amount: 7_000 })], undefined, 'erp:F-2')
    expect(oldestDueFirst(30_000, 'COP', [open([planned]), other].flatMap(owedOn))).toEqual([
      { invoice: 'erp:F-1', amount: 23_000 },
      { invoice: 'erp:F-2', amount: 7_000 },
    ])
  })
})

describe('the journey of a plan', () => {
  const reminded = (position: number, level: number) => {
    const invoice = invoiceAfter([planned])
    return { ...invoice, journey: { ...invoice.journey, position, level } }
  }

  it.each([
    ['begins the steps of the next instalment when one is paid', [paid(20_000)], '2026-07-30', -1, 0],
    ['stays where it is when only a part is paid', [paid(19_999)], '2026-06-30', 2, 2],
    ['goes on where it was when the payment is taken back', [paid(20_000), reversed(20_000)], '2026-06-30', 2, 2],
    ['stays with the instalment reminded last when all are paid', [paid(50_000)], '2026-06-30', 2, 2],
    [
      'begins anew when a date is put off',
      [amended({ amount: 50_000, instalments: [{ ...JUNE, dueDate: '2026-07-20' }, ...LATER] })],
      '2026-07-20',
      -1,
      0,
    ],
    [
      'goes on when a past date is corrected',
      [amended({ amount: 50_000, instalments: [{ ...JUNE, dueDate: '2026-07-01' }, ...LATER] })],
      '2026-07-01',
      2,
      2,
    ],
    ['is that of a whole invoice when the amount loses its plan', [amended({ amount: 50_000 })], undefined, 2, 2],
  ] as const)('%s', (_, facts, anchor, position, level) => {
    const { journey } = invoiceAfter(facts, AT, reminded(2, 2))
    expect([journey.anchor, journey.position, journey.level]).toEqual([anchor, position, level])
  })

  it('counts its steps from the instalment, and waits by name between two of them', () => {
    const at = (facts: readonly InvoiceFact[], day: string) => decide(asking, situation(open(facts)), at8(day)).decision
    expect(dueDateOf(open([planned]))).toBe('2026-06-30')
    expect(at([planned], '2026-06-29')).toMatchObject({ kind: 'contact', step: 'heads-up' })
    expect(at([planned, paid(20_000)], '2026-07-02')).toMatchObject({
      waitingFor: 'instalment',
      reason: 'heads-up',
      seconds: 25 * 86_400,
    })
    expect(at([planned, paid(20_000)], '2026-07-27')).toMatchObject({ kind: 'contact', step: 'heads-up' })
  })

  it('looks at what is due, not at the whole, for the limits of the policy', () => {
    const large = open([issued({ amount: 1_200_000, instalments: inParts(400_000) })])
    expect(decide(asking, situation(large), at8('2026-07-02')).decision).toMatchObject({ kind: 'contact' })
    const small = situation(open([issued({ amount: 1_800, instalments: inParts(600) })]))
    expect(decide(asking, small, at8('2026-07-02')).decision).toMatchObject({
      waitingFor: 'payment',
      reason: 'belowMinimum',
      seconds: 27 * 86_400 + 16 * 3_600,
    })
    expect(decide(asking, small, at8('2026-07-30')).decision).toMatchObject({ kind: 'contact' })
  })

  it('does not depend on which word comes first', () => {
    const instalments = LATER.map((one) => ({ ...one, amount: 25_000 }))
    const word = amended({ amount: 50_000, instalments })
    for (const order of [
      [planned, word, paid(30_000)],
      [paid(30_000), word, planned],
      [word, paid(30_000), planned],
    ])
      expect(invoiceAfter(order)).toMatchObject({
        terms: { instalments },
        balance: 20_000,
        journey: { anchor: '2026-08-30' },
      })
  })

  it('of a settled invoice begins again with the instalment that a reversal opens', () => {
    const settled = { ...invoiceAfter([planned, paid(50_000)]), status: 'closed', outcome: 'settled' } as const
    expect(record(settled, reversed(15_000), AT)).toMatchObject({
      invoice: { status: 'open', generation: 2, balance: 15_000, journey: { anchor: '2026-07-30' } },
    })
  })
})

describe('the contract of a plan', () => {
  const event = { ...EXAMPLES_IN.InvoiceIssued.detail, total: { amount: 50_000, currency: 'COP' } }
  const problems = (instalments: readonly object[]) =>
    EVENTS_IN.InvoiceIssued.safeParse({ ...event, instalments }).error?.issues.map(({ message }) => message)

  it('takes one that follows and adds up', () => {
    expect(problems(plan)).toBeUndefined()
  })

  it.each([
    ['a cent too little', [{ ...JUNE, amount: 19_999 }, ...LATER], 'must add up to the total: 49999 is not 50000'],
    ['dates in disorder', plan.toReversed(), 'must each be later than the one before: 2026-07-30 is not'],
    ['a single one', [{ ...JUNE, amount: 50_000 }], 'must be at least 2 instalments'],
  ])('refuses %s', (_, instalments, message) => {
    expect(problems(instalments)).toEqual([message])
  })

  it('refuses an amendment of the plan without its total', () => {
    const { error } = EVENTS_IN.InvoiceAmended.safeParse({ ...EXAMPLES_IN.InvoiceAmended.detail, instalments: plan })
    expect(error?.issues.map(({ message }) => message)).toEqual(['must come with the total they add up to'])
  })
})
