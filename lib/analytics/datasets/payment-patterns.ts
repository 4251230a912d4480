import type { Kpi } from '../kpi.ts'
import { SETTLED } from '../settled.ts'

/** Stretches of days late: each from `from` on, to the next one. */
const BANDS = [
  { band: 'd61', from: 61 },
  { band: 'd31_60', from: 31 },
  { band: 'd16_30', from: 16 },
  { band: 'd8_15', from: 8 },
  { band: 'd4_7', from: 4 },
  { band: 'd1_3', from: 1 },
  { band: 'onDay', from: 0 },
] as const
const bandOf = (value: (one: (typeof BANDS)[number], index: number) => string, otherwise: string): string =>
  `CASE ${BANDS.map((one, index) => `WHEN days_late >= ${one.from} THEN ${value(one, index)}`).join(' ')} ELSE ${otherwise} END`

/** How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process. */
export const paymentPatterns = {
  id: 'payment_patterns',
  means:
    'How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process',
  grain: 'segment × days late',
  formula:
    'days late = day of the last payment − due date, of invoices that were settled by payment; what was written off is not among them; band: the stretch of days that it lies in, early where it is paid before',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    segment: 'STRING',
    days_late: 'INTEGER',
    band: 'STRING',
    band_order: 'INTEGER',
    invoices: 'INTEGER',
    amount: 'DECIMAL',
  },
  sql: `WITH settled AS (
  ${SETTLED}
), paid AS (
  SELECT i.currency, i.legal_entity, i.segment, date_diff('day', i.due_date, s.day) AS days_late, count(i.invoice) AS invoices,
    CAST(sum(i.amount_minor) AS double) / max(i.units) AS amount
  FROM puntual.invoices AS i JOIN settled AS s ON s.invoice = i.invoice GROUP BY 1, 2, 3, 4
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity, CAST(segment AS varchar) AS business_unit,
  CAST(segment AS varchar) AS segment, CAST(days_late AS bigint) AS days_late,
  CAST(${bandOf(({ band }) => `'${band}'`, "'early'")} AS varchar) AS band,
  CAST(${bandOf((_, index) => String(BANDS.length - index), '0')} AS bigint) AS band_order,
  CAST(invoices AS bigint) AS invoices, CAST(amount AS double) AS amount
FROM paid`,
} as const satisfies Kpi
