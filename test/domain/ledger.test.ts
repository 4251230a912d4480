import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakdown } from '../../lib/domain/charges.ts'
import { unheardOf } from '../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { type Entry, entryKey, record } from '../../lib/domain/ledger.ts'
import { invoiceAfter, issued, paid, terms } from './given.ts'

const AT = '2026-06-10T12:00:00.000Z'
const amended = (instant: string, more: object): InvoiceFact => ({
  kind: 'amended',
  stamp: `${instant}#2#a`,
  terms: more,
})

/** Facts about one invoice with distinct business ids, as several systems may tell them. */
const anyFacts = fc
  .record({
    payments: fc.array(fc.integer({ min: 1, max: 80_000 }), { maxLength: 4 }),
    credits: fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 2 }),
    reversed: fc.integer({ min: 0, max: 4 }),
    amendments: fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 3 }),
    charges: fc.array(
      fc.tuple(fc.constantFrom('interest', 'collectionCost', 'fee'), fc.integer({ min: 1, max: 9_000 })),
      {
        maxLength: 3,
      },
    ),
    waived: fc.integer({ min: 0, max: 3 }),
    writtenOff: fc.boolean(),
    voided: fc.boolean(),
  })
  .map(({ payments, credits, reversed, amendments, charges, waived, writtenOff, voided }): InvoiceFact[] => [
    issued(),
    ...payments.map((amount, index) => paid(amount, `bank:P-${index}`)),
    ...payments
      .slice(0, reversed)
      .map(
        (amount, index) =>
          ({ kind: 'reversed', payment: `bank:P-${index}`, reversal: 'r', amount, currency: 'COP' }) as const,
      ),
    ...credits.map((amount, index) => ({ kind: 'credited', note: `erp:N-${index}`, amount, currency: 'COP' }) as const),
    ...charges.map(
      ([chargeKind, amount], index) =>
        ({ kind: 'charged', charge: `erp:C-${index}`, chargeKind, amount, currency: 'COP' }) as const,
    ),
    ...charges
      .slice(0, waived)
      .map((_, index) => ({ kind: 'chargeReversed', charge: `erp:C-${index}`, at: AT, reason: 'waived' }) as const),
    ...amendments.map((amount, index) => amended(`2026-06-0${index + 2}T00:00:00.000Z`, { amount })),
    ...(writtenOff ? [{ kind: 'writtenOff', at: AT, reason: 'old' } as const] : []),
    ...(voided ? [{ kind: 'voided', at: AT, reason: 'error' } as const] : []),
  ])

/** Records facts as the ledger does: a line that is there already changes nothing. */
function ledgerOf(facts: readonly InvoiceFact[]) {
  let invoice = unheardOf('erp:F-1')
  const lines: Entry[] = []
  for (const fact of facts) {
    if (lines.some((line) => line.key === entryKey(fact))) continue
    const recording = record(invoice, fact, AT)
    if (recording.kind === 'refused') throw new Error(recording.problem)
    invoice = recording.invoice
    lines.push(...recording.entries)
  }
  return { invoice, lines }
}

const sums = ({ invoice }: ReturnType<typeof ledgerOf>) => {
  const { balance, charge, charges, paid: money, credited, writeOff, excess, terms: known } = invoice
  return { balance, charge, charges, money, credited, writeOff, excess, known }
}

describe('closed history', () => {
  const old = issued({ settledOn: '2026-02-01' })

  it.each([
    ['its payment comes after it', [old, paid(50_000)]],
    ['its payment comes before it', [paid(50_000), old]],
  ])('is closed and opens no journey when %s', (_, facts) => {
    expect(invoiceAfter(facts)).toMatchObject({
      ...{ status: 'closed', outcome: 'settled', outcomeReason: 'history', generation: 0, balance: 0, charge: 50_000 },
    })
  })

  it('is owed again when its money is taken back: that is the first journey it has', () => {
    const reversal = { kind: 'reversed', payment: 'bank:P-1', reversal: 'r', amount: 50_000, currency: 'COP' } as const
    const again = invoiceAfter([old, paid(50_000), reversal])
    expect(again).toMatchObject({ status: 'open', generation: 1, balance: 50_000 })
    expect(again.outcome).toBeUndefined()
  })

  it('does not end the journey of an invoice that is known as open', () => {
    expect(invoiceAfter([issued(), old])).toMatchObject({ status: 'open', generation: 1, balance: 50_000 })
  })
})

describe('the ledger of an invoice', () => {
  it('balances: the lines add up to the balance, whatever happened', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { invoice, lines } = ledgerOf(facts)
        expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(invoice.balance)
        expect(invoice.balance).toBeGreaterThanOrEqual(0)
        for (const order of [undefined, ['principal', 'interest', 'fee', 'collectionCost'] as const])
          expect(breakdown(invoice, order).reduce((sum, { open }) => sum + open, 0)).toBe(invoice.balance)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(
        anyFacts.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
        ),
        ([facts, shuffled]) => {
          expect(sums(ledgerOf(shuffled))).toEqual(sums(ledgerOf(facts)))
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  it('holds what is paid above the invoice as excess, and gives it back when the payment is reversed', () => {
    const over = invoiceAfter([issued(), paid(70_000)])
    expect(over).toMatchObject({ balance: 0, excess: 20_000 })
    const reversal = { kind: 'reversed', payment: 'bank:P-1', reversal: 'r', amount: 70_000, currency: 'COP' } as const
    expect(invoiceAfter([issued(), paid(70_000), reversal])).toMatchObject({ balance: 50_000, excess: 0 })
  })

  it('knows a payment before its invoice', () => {
    const awaited = invoiceAfter([paid(50_000)])
    expect(awaited).toMatchObject({ status: 'awaited', balance: -50_000, excess: 0 })
    expect(invoiceAfter([paid(50_000), issued()])).toMatchObject({
      status: 'open',
      balance: 0,
      excess: 0,
      generation: 1,
    })
  })

  it('refuses an amount in another currency, and says both', () => {
    const recording = record(
      invoiceAfter([issued()]),
      { ...paid(1), kind: 'credited', note: 'erp:N', amount: 1, currency: 'USD' },
      AT,
    )
    expect(recording).toEqual({
      ...{ kind: 'refused', path: 'total.currency', value: 'USD' },
      problem: 'must be COP, the currency of invoice erp:F-1',
    })
  })

  it('refuses a date to pay by before the issue, and counts none that was told before the issue was known', () => {
    const due = (dueDate: string) => amended('2026-06-09T00:00:00Z', { dueDate })
    const refused = { kind: 'refused', path: 'dueDate', problem: 'must not be before 2026-05-04, when it was issued' }
    const before = invoiceAfter([issued({ issueDate: '2026-05-04', dueDate: '2026-06-10' })])
    expect(record(before, due('2026-05-03'), AT)).toEqual({ ...refused, value: '2026-05-03' })
    const parts = ['2020-06-01', '2026-07-01'].map((dueDate) => ({ dueDate, amount: 25_000 }))
    const plan = amended('2026-06-09T00:00:00Z', { amount: 50_000, instalments: parts })
    expect(record(before, plan, AT)).toEqual({ ...refused, value: '2020-06-01' })
    expect(record(before, due('2026-05-04'), AT)).toMatchObject({ invoice: { terms: { dueDate: '2026-05-04' } } })
    const issue = issued({ issueDate: '2026-05-04', dueDate: '2026-06-10' })
    expect(invoiceAfter([due('2020-06-10'), issue])).toMatchObject({
      terms: { dueDate: '2026-06-10' },
      stamps: before.stamps,
    })
    expect(invoiceAfter([due('2026-05-04'), issue]).terms.dueDate).toBe('2026-05-04')
  })

  it.each([
    ['a settled invoice that owes again', 'settled', 2, 'open'],
    ['one that a person had', 'handedOver', 2, 'open'],
    ['one that was written off', 'writtenOff', 1, 'closed'],
  ] as const)('a reversal reopens only what was settled: %s', (_, outcome, generation, status) => {
    const closed = { ...invoiceAfter([issued(), paid(50_000)]), status: 'closed', outcome } as const
    const reversal = { kind: 'reversed', payment: 'bank:P-1', reversal: 'r', amount: 50_000, currency: 'COP' } as const
    expect(record(closed, reversal, AT)).toMatchObject({ invoice: { generation, status, balance: 50_000 } })
  })

  it('starts over when the new due date is today for the debtor, though it is tomorrow already in UTC', () => {
    const reminded = invoiceAfter([issued({ dueDate: '2026-06-01' })])
    const evening = '2026-06-11T01:30:00.000Z'
    const before = { ...reminded, journey: { ...reminded.journey, position: 2, level: 2 } }
    const due = (dueDate: string) => record(before, amended(evening, { dueDate }), evening)
    expect(due('2026-06-10')).toMatchObject({ invoice: { journey: { position: -1, level: 0 } } })
    expect(due('2026-06-09')).toMatchObject({ invoice: { journey: { position: 2, level: 2 } } })
  })

  it('starts over when the due date moves on, and not when it is only corrected', () => {
    const reminded = { ...invoiceAfter([issued({ dueDate: '2026-06-01' })]) }
    const before = { ...reminded, journey: { ...reminded.journey, position: 2, level: 2 } }
    const extended = record(before, amended('2026-06-09T00:00:00.000Z', { dueDate: '2026-07-01' }), AT)
    const corrected = record(before, amended('2026-06-09T00:00:00.000Z', { dueDate: '2026-06-03' }), AT)
    expect(extended).toMatchObject({
      invoice: { terms: { dueDate: '2026-07-01' }, journey: { position: -1, level: 0 } },
    })
    expect(corrected).toMatchObject({
      invoice: { terms: { dueDate: '2026-06-03' }, journey: { position: 2, level: 2 } },
    })
  })

  it('keeps the newest word on each term', () => {
    const late = amended('2026-06-03T00:00:00.000Z', { dueDate: '2026-08-01' })
    const early = amended('2026-06-02T00:00:00.000Z', { dueDate: '2026-07-15', description: 'junio' })
    for (const order of [
      [issued(), early, late],
      [late, early, issued()],
    ])
      expect(invoiceAfter(order).terms).toMatchObject({ ...terms, dueDate: '2026-08-01', description: 'junio' })
  })

  it('lets a release that comes first cancel its hold', () => {
    const release = { kind: 'holdReleased', hold: 'h', releasedAt: AT, author: 'ana' } as const
    const hold = { kind: 'holdPlaced', hold: 'h', placedAt: AT, reason: 'dispute', author: 'ana' } as const
    for (const order of [
      [release, hold],
      [hold, release],
    ])
      expect(invoiceAfter([issued(), ...order]).holds.h).toMatchObject({ placedAt: AT, releasedAt: AT })
  })
})
