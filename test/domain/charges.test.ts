import { describe, expect, it } from 'vitest'
import { type Bucket, breakdown, type ChargeKind, openCharges } from '../../lib/domain/charges.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { invoiceAfter, issued, paid } from './given.ts'

const AT = '2026-07-10T12:00:00.000Z'
const charged = (charge: string, chargeKind: ChargeKind, amount: number): InvoiceFact => ({
  kind: 'charged',
  charge,
  chargeKind,
  amount,
  currency: 'COP',
})
const waived = (charge: string): InvoiceFact => ({ kind: 'chargeReversed', charge, at: AT, reason: 'waived' })
const interest = charged('erp:C-1', 'interest', 3_000)
const cost = charged('erp:C-2', 'collectionCost', 2_000)
const credit: InvoiceFact = { kind: 'credited', note: 'erp:N', amount: 20_000, currency: 'COP' }

/** What is open of each part, in the order it is paid. */
const open = (facts: readonly InvoiceFact[], order?: readonly Bucket[]): string =>
  breakdown(invoiceAfter(facts), order)
    .filter((part) => part.charged > 0)
    .map((part) => `${part.bucket} ${part.open}`)
    .join(', ')

describe('the parts of a debt', () => {
  it.each([
    ['nothing paid', [], 'collectionCost 2000, interest 3000, principal 50000'],
    ['a little paid', [paid(1_500)], 'collectionCost 500, interest 3000, principal 50000'],
    ['the charges paid', [paid(5_000)], 'collectionCost 0, interest 0, principal 50000'],
    ['the amount of the principal paid', [paid(50_000)], 'collectionCost 0, interest 0, principal 5000'],
    ['everything paid', [paid(55_000)], 'collectionCost 0, interest 0, principal 0'],
    ['a credit note', [credit], 'collectionCost 2000, interest 3000, principal 30000'],
    ['a credit note above the principal', [{ ...credit, amount: 52_000 }], 'collectionCost 0, interest 3000'],
    ['written off', [{ kind: 'writtenOff', at: AT, reason: 'old' }], 'collectionCost 0, interest 0, principal 0'],
  ] as const)('with %s', (_, facts, expected) => {
    expect(open([issued(), interest, cost, ...facts])).toBe(expected)
  })

  it('are paid in the order the invoice was issued with', () => {
    const principalFirst = issued({ allocation: ['principal', 'interest', 'fee', 'collectionCost'] })
    expect(open([principalFirst, interest, cost, paid(50_000)])).toBe('principal 0, interest 3000, collectionCost 2000')
  })

  it('stay owed when the principal is paid, and reopen an invoice that was settled', () => {
    const allocation = ['principal', 'interest', 'fee', 'collectionCost'] as const
    const settled = {
      ...invoiceAfter([issued({ allocation }), paid(50_000)]),
      status: 'closed',
      outcome: 'settled',
    } as const
    const reopened = invoiceAfter([interest], AT, settled)
    expect(reopened).toMatchObject({ status: 'open', generation: 2, balance: 3_000 })
    expect(openCharges(reopened)).toBe(3_000)
  })

  it('vanish with a voided invoice', () => {
    const voided = invoiceAfter([issued(), interest, paid(1_000), { kind: 'voided', at: AT, reason: 'error' }])
    expect(voided).toMatchObject({ balance: 0, excess: 1_000 })
    expect(openCharges(voided)).toBe(0)
  })

  it('lose a charge that is reversed, whichever word comes first', () => {
    for (const facts of [
      [issued(), interest, waived('erp:C-1')],
      [waived('erp:C-1'), interest, issued()],
    ])
      expect(invoiceAfter(facts)).toMatchObject({ balance: 50_000, charges: { 'erp:C-1': { reversed: true } } })
  })
})
