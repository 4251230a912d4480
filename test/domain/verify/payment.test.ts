import { describe, expect, it } from 'vitest'
import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import type { Finding } from '../../../lib/domain/verify/violation.ts'
import { terms } from '../given.ts'
import { attempt, evidenceOf, INVOICE, ISSUED, invoiceOf, member, type Told, touchOf } from './on-record.ts'

const YESTERDAY = '2026-07-01T15:00:00.000Z'
const paid = (amount: number = terms.amount): InvoiceFact => ({ kind: 'paid', payment: 'P-1', amount, currency: 'COP' })
const held = (until?: string): InvoiceFact => ({
  kind: 'holdPlaced',
  hold: 'H-1',
  placedAt: YESTERDAY,
  reason: 'dispute',
  author: 'ana',
  ...(until === undefined ? {} : { until }),
})
const released: InvoiceFact = { kind: 'holdReleased', hold: 'H-1', releasedAt: YESTERDAY, author: 'ana' }
const scheduled = (on: string | undefined, revision = 1): InvoiceFact => ({
  kind: 'scheduled',
  payment: 'P-1',
  revision,
  ...(on === undefined ? {} : { on }),
})
const voided: InvoiceFact = { kind: 'voided', at: YESTERDAY, reason: 'twice' }
const writtenOff: InvoiceFact = { kind: 'writtenOff', at: YESTERDAY, reason: 'lost' }

/** A message of the next morning that had seen all of this. */
const having = (...facts: InvoiceFact[]) => {
  const told: Told = [ISSUED, ...facts.map((fact) => [YESTERDAY, fact] as const)]
  const about = invoiceOf(told)
  const { balance } = about.invoice
  const seen = member({ version: about.invoice.version, balance, asked: balance })
  return evidenceOf({ invoices: [about], touches: [touchOf({ members: [seen], total: balance })] })
}
const found = (evidence: ReturnType<typeof evidenceOf>) =>
  verify(evidence).map(({ check, finding }) => [check, finding])

describe('a message about an invoice', () => {
  it('is right when something was owed and nothing spoke against it', () => {
    expect(verify(evidenceOf())).toEqual([])
    expect(verify({ ...evidenceOf(), touches: [] })).toEqual([])
  })

  it.each<[string, readonly InvoiceFact[], Finding | undefined]>([
    ['paid', [paid()], { kind: 'owedNothing', owed: 0, stated: 0, currency: 'COP' }],
    ['half paid', [paid(terms.amount / 2)], undefined],
    ['voided', [voided], { kind: 'over', how: 'voided', since: YESTERDAY }],
    ['written off', [writtenOff], { kind: 'over', how: 'writtenOff', since: YESTERDAY }],
    ['held', [held()], { kind: 'held', whom: 'invoice', hold: 'H-1', since: YESTERDAY }],
    ['held until before the message', [held('2026-07-02T00:00:00.000Z')], undefined],
    ['held and released', [held(), released], undefined],
    ['to be paid today', [scheduled('2026-07-02')], { kind: 'scheduled', payment: 'P-1', on: '2026-07-02' }],
    ['to be paid yesterday', [scheduled('2026-07-01')], { kind: 'scheduled', payment: 'P-1', on: '2026-07-01' }],
    ['to be paid the day before', [scheduled('2026-06-30')], undefined],
    ['to be paid, and not any more', [scheduled('2026-07-02'), scheduled(undefined, 2)], undefined],
  ])('that was %s', (_, facts, finding) => {
    expect(found(having(...facts))).toEqual(finding ? [['afterPayment', finding]] : [])
  })

  it('names invoice, message and rule', () => {
    expect(verify(having(paid()))[0]).toMatchObject({
      invoice: INVOICE,
      touch: 'touch-1',
      debtor: 'erp:D-1',
      rule: 'I1',
    })
  })

  it.each([
    ['a payment it should have seen', YESTERDAY, [paid()], 'owedNothing'],
    ['any fact it should have seen', YESTERDAY, [paid(1)], 'unseen'],
    ['a payment that was still being recorded', '2026-07-02T13:59:30.000Z', [paid()], undefined],
    ['a payment that came later', '2026-07-02T14:00:30.000Z', [paid()], undefined],
  ] as const)('that was claimed without %s', (_, at, facts, kind) => {
    const about = invoiceOf([ISSUED, ...facts.map((fact) => [at, fact] as const)])
    const kinds = verify(evidenceOf({ invoices: [about] })).map(({ check, finding }) => `${check} ${finding.kind}`)
    expect(kinds).toEqual(kind ? [`afterPayment ${kind}`] : [])
  })

  it('that was claimed although a fact had made the version it was to make', () => {
    const about = invoiceOf()
    const raced = {
      ...about.entries[0]!,
      key: 'paid#P-9',
      kind: 'paid' as const,
      amount: 0,
      version: 2,
      at: '2026-07-02T14:00:01.000Z',
    }
    const found = verify(evidenceOf({ invoices: [{ ...about, entries: [...about.entries, raced] }] }))
    expect(found.map(({ check, finding }) => `${check} ${finding.kind}`)).toEqual(['afterPayment unseen'])
  })

  it('that left long after it was claimed answers for what was recorded meanwhile', () => {
    const about = invoiceOf([ISSUED, ['2026-07-02T14:01:00.000Z', paid()]])
    const leaving = (at: string) =>
      verify(evidenceOf({ invoices: [about], touches: [touchOf({ attempts: [attempt({ at })] })] }))
    expect(leaving('2026-07-02T14:01:30.000Z')).toEqual([])
    expect(leaving('2026-07-02T14:05:00.000Z').map(({ check }) => check)).toEqual(['afterPayment'])
    const acceptedOf = () => [Date.parse('2026-07-02T14:05:00Z')]
    expect(verify(evidenceOf({ invoices: [about], acceptedOf })).map(({ check }) => check)).toEqual(['afterPayment'])
  })

  it.each([
    ['had been handed over', { handOvers: [{ generation: 1, at: YESTERDAY }] }, 'handedOver'],
    ['had been handed over before it was opened again', { handOvers: [{ generation: 0, at: YESTERDAY }] }, undefined],
    ['had ended', { endedAt: YESTERDAY }, 'ended'],
    ['belongs to a newer journey', { openings: [{ generation: 2, at: YESTERDAY }] }, 'ended'],
  ] as const)('whose journey %s', (_, more, how) => {
    const evidence = evidenceOf({ invoices: [invoiceOf([ISSUED], more)] })
    expect(found(evidence)).toEqual(how ? [['afterPayment', { kind: 'over', how, since: YESTERDAY }]] : [])
  })
})

describe('what a message states', () => {
  it.each([
    ['what the invoice owed', {}, terms.amount, true],
    ['another balance', { balance: 40_000, asked: 40_000 }, 40_000, false],
    ['more due than owed', { asked: terms.amount + 1 }, terms.amount, false],
    ['another total', {}, terms.amount + 1, false],
  ] as const)('%s', (_, more, total, isRight) => {
    const touch = touchOf({ members: [member(more)], total })
    expect(found(evidenceOf({ touches: [touch] })).map(([check]) => check)).toEqual(isRight ? [] : ['wrongBalance'])
  })

  it('is in the currency of the invoice', () => {
    const touch = touchOf({ currency: 'USD' })
    expect(found(evidenceOf({ touches: [touch] })).map(([check]) => check)).toEqual(['wrongBalance'])
  })
})
