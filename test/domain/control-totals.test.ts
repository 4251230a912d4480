import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Counted, compared, countedChanges, type Declaration, totalsOf } from '../../lib/domain/control-totals.ts'
import { unheardOf } from '../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { record } from '../../lib/domain/ledger.ts'
import { invoiceAfter, issued, paid } from './given.ts'

const AT = '2026-07-01T05:30:00.000Z'
const amended = (instant: string, terms: object): InvoiceFact => ({ kind: 'amended', stamp: `${instant}#2#a`, terms })
const voided: InvoiceFact = { kind: 'voided', at: AT, reason: 'error' }

/** Everything that was counted while these facts were recorded. */
function counted(facts: readonly InvoiceFact[]): Counted[] {
  let invoice = unheardOf('erp:F-1')
  return facts.flatMap((fact) => {
    const recording = record(invoice, fact, AT)
    if (recording.kind === 'refused') throw new Error(recording.problem)
    const changes = countedChanges(invoice, recording.invoice)
    invoice = recording.invoice
    return changes
  })
}

const one = (amount: number) => ({ documents: 1, totals: [{ amount, currency: 'COP' }] })
const none = { documents: 0, totals: [] }

describe('the control totals of a source', () => {
  it.each([
    ['an invoice once it is issued', [issued()], one(50_000)],
    ['nothing before that', [paid(50_000), amended('2026-06-02', { amount: 60_000 })], none],
    ['its total as last amended', [issued(), amended('2026-06-02', { amount: 60_000 })], one(60_000)],
    ['nothing of one that is void', [issued(), voided], none],
    ['nothing of one that was void first', [voided, issued()], none],
    ['neither payments nor credit notes', [issued(), paid(10_000)], one(50_000)],
  ] as const)('count %s', (_, facts, expected) => {
    expect(totalsOf(counted(facts))).toEqual(expected)
  })

  it('are under the date of issue and the system in the id', () => {
    expect(counted([issued()])).toEqual([
      { source: 'erp', date: '2026-06-01', currency: 'COP', documents: 1, amount: 50_000 },
    ])
  })

  it('move with the date of issue', () => {
    const of = { source: 'erp', currency: 'COP' }
    const later = invoiceAfter([issued({ issueDate: '2026-06-02' })])
    expect(countedChanges(invoiceAfter([issued()]), later)).toEqual([
      { ...of, date: '2026-06-01', documents: -1, amount: -50_000 },
      { ...of, date: '2026-06-02', documents: 1, amount: 50_000 },
    ])
  })

  it('come to what the invoice is in the end, in any order', () => {
    const facts = [
      issued(),
      amended('2026-06-02', { amount: 60_000 }),
      amended('2026-06-03', { amount: 45_000 }),
      paid(7_000),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (order) => {
        expect(totalsOf(counted(order))).toEqual(one(invoiceAfter(order).terms.amount ?? 0))
      }),
      { seed: 6, numRuns: 100 },
    )
  })
})

describe('a declaration', () => {
  const said = (documents: number, ...totals: Declaration['declared']['totals']): Declaration => ({
    source: 'erp',
    from: '2026-06-01',
    upTo: '2026-06-30',
    at: AT,
    declared: { documents, totals },
  })
  const cop = (amount: number) => ({ amount, currency: 'COP' })

  it.each([
    ['the same', said(1, cop(50_000)), 'agrees', none],
    ['one document more', said(2, cop(50_000)), 'differs', { documents: 1, totals: [] }],
    ['another sum', said(1, cop(49_999)), 'differs', { documents: 0, totals: [cop(-1)] }],
    [
      'another currency',
      said(1, { amount: 50_000, currency: 'USD' }),
      'differs',
      {
        documents: 0,
        totals: [cop(-50_000), { amount: 50_000, currency: 'USD' }],
      },
    ],
    ['nothing at all', said(0), 'differs', { documents: -1, totals: [cop(-50_000)] }],
  ] as const)('of %s', (_, declaration, state, difference) => {
    expect(compared(declaration, one(50_000), AT)).toMatchObject({ state, difference })
  })
})
