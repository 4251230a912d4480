import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { conform, renderTrials, tried } from '../../lib/cli/conform/conform.ts'
import { exampleSample, readSample, type Told } from '../../lib/cli/conform/sample.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { ROOT } from '../assembly.ts'

const catalog = compileCatalog(join(ROOT, 'catalog'))
const how = { now: Date.parse('2026-11-27T12:00:00Z'), seed: 1 }
const folder = mkdtempSync(join(tmpdir(), 'puntual-conform-'))
afterAll(() => rmSync(folder, { recursive: true }))

let line = 0
const told = (name: string, detail: Told['detail']): Told => ({
  line: ++line,
  source: 'erp',
  name,
  detail: { version: 1, occurredAt: `2026-06-03T14:00:0${line % 10}.000Z`, ...detail },
})
const invoice = (id: string, amount: number, more: Told['detail'] = {}): Told =>
  told('InvoiceIssued', {
    invoice: `erp:${id}`,
    debtor: 'erp:D-1',
    total: { amount, currency: 'COP' },
    issueDate: '2026-06-03',
    dueDate: id === 'F-2' ? '2026-07-30' : '2026-06-30',
    ...more,
  })
const payment = (id: string, more: Told['detail']): Told =>
  told('PaymentReceived', { payment: `erp:${id}`, total: { amount: 100_000_00, currency: 'COP' }, ...more })

const wrongIn = async (feed: readonly Told[]) =>
  (await tried(feed, 'erp', catalog, how)).filter(({ verdict }) => verdict === 'wrong').map(({ about }) => about[1])

describe('puntual conform', () => {
  it('finds nothing to mend in our own examples', async () => {
    const trials = await tried(exampleSample('erp'), 'erp', catalog, how)
    expect(trials.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
    expect(trials.length).toBeGreaterThanOrEqual(7)
    expect(renderTrials(trials, 25, wordsFor('es'))).toContain('0 por corregir')
  })

  it.each<[string, readonly Told[]]>([
    ['Contract of each event', [invoice('F-1', 1.5)]],
    ['Contract of each event', [told('constructor', {})]],
    ['What the ledger refuses', [invoice('F-1', 25_000_000, { paymentLink: 'https://otro.example/f' })]],
    [
      'Time of the facts',
      [1, 2, 3].map((at) => invoice(`F-${at}`, 25_000_000, { occurredAt: `2026-06-0${at}T00:00:00Z` })),
    ],
    [
      'Order of the facts',
      ['2026-07-01', '2026-07-02'].map((dueDate, index) =>
        told('InvoiceAmended', {
          invoice: 'erp:F-1',
          amendment: `${index}`,
          dueDate,
          occurredAt: '2026-06-04T10:00:00Z',
        }),
      ),
    ],
    [
      'Identity of payments',
      ['a', 'b'].map((id) => payment(id, { reference: 'R-1', occurredAt: '2026-06-04T10:00:00Z' })),
    ],
    ['Names of invoices', [invoice('F-1', 25_000_000), invoice('F-1', 25_000_000, { invoice: 'sap:F-1' })]],
    ['Units of money', [invoice('F-1', 250_000), invoice('F-2', 120_000), invoice('F-3', 99_000)]],
    [
      'Due dates',
      [
        invoice('F-1', 25_000_000),
        told('InvoiceAmended', { invoice: 'erp:F-1', amendment: 'erp:A-1', dueDate: '2026-05-01' }),
      ],
    ],
    ['Accented letters', [told('DebtorUpserted', { debtor: 'erp:D-1', name: 'JosÃ© MuÃ±oz', kind: 'person' })]],
    [
      'Order of the facts',
      [100, 0].map((amount) =>
        told('UnappliedCashChanged', {
          ...{ debtor: 'erp:D-1', deposit: 'bank:1', occurredAt: '2026-06-04T10:00:00Z' },
          total: { amount, currency: 'COP' },
        }),
      ),
    ],
    [
      'One id, one content',
      [100, 200].map((amount) =>
        told('ChargePosted', {
          ...{ invoice: 'erp:F-1', charge: 'C-1', kind: 'lateFee' },
          total: { amount, currency: 'COP' },
        }),
      ),
    ],
    ['Whose payment it is', [payment('a', {})]],
    [
      'In any order',
      // Divided over what is known when it comes: the older invoice, or the only one.
      [invoice('F-2', 100_000_00), payment('a', { debtor: 'erp:D-1' }), invoice('F-1', 100_000_00)],
    ],
    [
      'One id, one content',
      [
        invoice('F-1', 300_000_00),
        invoice('F-1', 500_000_00),
        payment('a', { allocations: [{ invoice: 'erp:F-1', amount: 100_000_00 }] }),
      ],
    ],
  ])('%s', async (about, feed) => {
    expect(await wrongIn(feed)).toContain(about)
  })

  it.each(['Er P', 'ERP', '', 'erp:'])('refuses the name %j, which no id can begin with', async (source) => {
    await expect(conform(ROOT, { source, seed: 1, json: false }, wordsFor('en'))).rejects.toThrow(/--source is/)
  })

  it('says what another id of the same payment would do', async () => {
    const feed = [
      invoice('F-1', 100_000_00),
      payment('a', { allocations: [{ invoice: 'erp:F-1', amount: 100_000_00 }] }),
    ]
    const trials = await tried(feed, 'erp', catalog, how)
    const over = trials.find(({ about }) => about[1] === 'Over-payments')
    expect(over?.verdict).toBe('look')
    expect(over?.cases).toEqual(['erp:D-1 COP: 0 ≠ 10000000'])
  })

  it('takes a payment of an invoice older than the sample for what it is', async () => {
    const paid = (id: string, paidInvoice: string) =>
      payment(id, { allocations: [{ invoice: `erp:${paidInvoice}`, amount: 100_000_00 }] })
    const old = paid('b', 'OLD')
    const trials = await tried([invoice('F-1', 100_000_00), paid('a', 'F-1'), old], 'erp', catalog, how)
    expect(trials.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
    const untold = trials.find(({ about }) => about[1] === 'Invoices that the sample does not issue')
    expect(untold).toMatchObject({ verdict: 'look', cases: [`${old.line} PaymentReceived: erp:OLD`] })
  })

  it('counts one fault once: what a refused invoice leaves behind is none', async () => {
    const refused = invoice('F-1', 100_000_00, { occurredAt: '2026-06-01' })
    const feed = [refused, payment('a', { allocations: [{ invoice: 'erp:F-1', amount: 100_000_00 }] })]
    expect(await wrongIn(feed)).toEqual(['Contract of each event'])
  })

  it('says which reversal names a payment that the sample lacks', async () => {
    const reversal = told('PaymentReversed', { payment: 'erp:GHOST', reversal: 'erp:R-1', reason: 'devuelto' })
    const trials = await tried([invoice('F-1', 100_000_00), reversal], 'erp', catalog, how)
    expect(trials.find(({ about }) => about[1] === 'Reversals of payments that the sample lacks')).toMatchObject({
      verdict: 'look',
      cases: [`${reversal.line} PaymentReversed: erp:GHOST`],
    })
  })

  it('reads a sample in every form it comes in', () => {
    const detail = { version: 1, occurredAt: '2026-06-03T14:00:00Z' }
    const forms = {
      'lines.ndjson': `${JSON.stringify({ source: 'erp', 'detail-type': 'HoldPlaced', detail })}\n`,
      'list.json': JSON.stringify([{ Source: 'erp', DetailType: 'HoldPlaced', Detail: JSON.stringify(detail) }]),
      'entries.json': JSON.stringify({ Entries: [{ Source: 'erp', DetailType: 'HoldPlaced', Detail: detail }] }),
    }
    for (const [name, text] of Object.entries(forms)) {
      writeFileSync(join(folder, name), text)
      expect(readSample(join(folder, name), 'erp')).toEqual([{ line: 1, source: 'erp', name: 'HoldPlaced', detail }])
    }
    writeFileSync(join(folder, 'bad.ndjson'), `${forms['lines.ndjson']}{"a":\n`)
    expect(() => readSample(join(folder, 'bad.ndjson'), 'erp')).toThrow(/line 2: this is not JSON/)
  })
})
