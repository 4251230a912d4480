import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { openLake, type Row } from '../../lib/analytics/lake.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { ONE_PRICE } from './one-price.ts'

interface Told {
  readonly invoice: string
  readonly issued: string
  readonly due: string
  readonly amount: number
  readonly paid?: readonly (readonly [on: string, amount: number])[]
}

/** An invoice with its payments as rows of the lake; amounts in whole pesos. */
function rowsOf({ invoice, issued, due, amount, paid = [] }: Told): EventRow[] {
  const at = { op: 'S', event_ts: `${issued} 12:00:00.000`, invoice } as const
  const entry = (version: number, kind: string, on: string, minor: number): EventRow => ({
    ...at,
    entity: 'entry',
    id: `${invoice}/${version}`,
    version: 1,
    invoice_version: version,
    entry_kind: kind,
    booked_on: on,
    amount_minor: minor,
  })
  const left = paid.reduce((sum, [, part]) => sum - part, amount)
  const terms = { legal_entity: 'andina', segment: 'business', currency: 'COP', debtor: 'erp:D-1', source: 'erp' }
  return [
    {
      ...at,
      ...terms,
      entity: 'invoice',
      id: invoice,
      version: 1 + paid.length,
      generation: 1,
      amount_minor: amount * 100,
      balance_minor: left * 100,
      issue_date: issued,
      due_date: due,
      status: left > 0 ? 'open' : 'closed',
    },
    entry(1, 'issued', issued, amount * 100),
    ...paid.map(([on, part], index) => entry(index + 2, 'paid', on, -part * 100)),
  ]
}

async function kpisOf(today: string, month: string, told: readonly Told[]): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  await writeLake(folder, today, told.flatMap(rowsOf))
  const lake = await openLake(folder, { today, catalog: ONE_PRICE })
  const rows = await lake.run(DATASETS.kpis_monthly.sql)
  lake.close()
  const [row] = rows.filter((one) => one.month === month)
  if (!row) throw new Error(`no figures of ${month}: ${JSON.stringify(rows)}`)
  return row
}

const over = (row: Row, name: string): number => Number(row[`${name}_numerator`]) / Number(row[`${name}_denominator`])

describe('worked examples', () => {
  it('CEI: 6,200 open at first, 3,630 sold, 6,340 open at last of which 3,590 current: 55.9 %', async () => {
    const row = await kpisOf('2026-03-31', '2026-03-01', [
      { invoice: 'erp:A', issued: '2026-01-15', due: '2026-02-14', amount: 6_200, paid: [['2026-03-10', 3_450]] },
      { invoice: 'erp:B', issued: '2026-03-05', due: '2026-04-30', amount: 3_630, paid: [['2026-03-20', 40]] },
    ])
    expect(row).toMatchObject({ begin_total: 6_200, credit_sales: 3_630, end_total: 6_340, end_current: 3_590 })
    expect((100 * over(row, 'cei')).toFixed(1)).toBe('55.9')
  })

  it('countback DSO: of 500 open, 200 of March, 150 of February and half of January’s 300 are 31 + 28 + 15.5 days', async () => {
    const row = await kpisOf('2026-03-31', '2026-03-01', [
      { invoice: 'erp:A', issued: '2026-01-10', due: '2026-02-09', amount: 300, paid: [['2026-03-02', 150]] },
      { invoice: 'erp:B', issued: '2026-02-10', due: '2026-03-12', amount: 150 },
      { invoice: 'erp:C', issued: '2026-03-10', due: '2026-04-09', amount: 200 },
    ])
    expect(over(row, 'countback')).toBeCloseTo(31 + 28 + 15.5, 9)
  })

  it('DSO, best possible DSO and average days delinquent: 500 open, 200 current, 200 sold in 31 days', async () => {
    const row = await kpisOf('2026-03-31', '2026-03-01', [
      { invoice: 'erp:A', issued: '2026-01-10', due: '2026-02-09', amount: 300 },
      { invoice: 'erp:C', issued: '2026-03-10', due: '2026-04-09', amount: 200 },
    ])
    expect([over(row, 'dso'), over(row, 'bpdso'), over(row, 'add')]).toEqual([77.5, 31, 46.5])
  })

  it('before there was any message, all is before: a month of 30 days with 300 collected is 304.4 a month', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
    const told: Told[] = [
      { invoice: 'erp:A', issued: '2026-03-02', due: '2026-03-12', amount: 300, paid: [['2026-03-20', 300]] },
    ]
    await writeLake(folder, '2026-03-31', told.flatMap(rowsOf))
    const lake = await openLake(folder, { today: '2026-03-31', catalog: ONE_PRICE })
    const rows = await lake.run(DATASETS.baseline.sql)
    lake.close()
    expect(rows).toMatchObject([
      { period: 'before', days: 30, days_late: 8, settled_invoices: 1, collected_amount: 300 },
    ])
  })

  it('of four messages that arrived two were seen, one of them through its link; reports that come twice count once', async () => {
    const reports: Readonly<Record<string, readonly string[]>> = {
      'T-1': ['sent', 'delivered'],
      'T-2': ['delivered', 'opened', 'opened'],
      'T-3': ['clicked', 'delivered'],
      'T-4': ['delivered', 'complained'],
      'T-5': ['bounced'],
    }
    const at = { op: 'S', event_ts: '2026-03-02 15:00:00.000', version: 1, channel: 'email' } as const
    const rows = Object.entries(reports).flatMap(([touch, said]): EventRow[] => [
      { ...at, entity: 'touch', id: touch, touch, status: 'sent', template: 'reminder-1', level: 1, currency: 'COP' },
      ...said.map((status): EventRow => ({ ...at, entity: 'delivery', id: `${touch}/p/${status}`, touch, status })),
    ])
    const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
    await writeLake(folder, '2026-03-31', rows)
    const lake = await openLake(folder, {
      today: '2026-03-31',
      catalog: ONE_PRICE,
    })
    const [row] = await lake.run(DATASETS.touches.sql)
    lake.close()
    const { sent, delivered, seen, clicked, bounced } = row ?? {}
    expect([sent, delivered, seen, clicked, bounced].map(Number)).toEqual([5, 4, 2, 1, 1])
  })
})
