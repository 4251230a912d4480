import type { Kpi } from '../kpi.ts'
import { SETTLED } from '../settled.ts'

/** How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process. */
export const paymentPatterns = {
  id: 'payment_patterns',
  means:
    'How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process',
  grain: 'segment × days late',
  formula:
    'days late = day of the last payment − due date, of invoices that were settled by payment; what was written off is not among them',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    segment: 'STRING',
    days_late: 'INTEGER',
    invoices: 'INTEGER',
    amount: 'DECIMAL',
  },
  sql: `WITH settled AS (
  ${SETTLED}
)
SELECT CAST(i.currency AS varchar) AS currency, CAST(i.legal_entity AS varchar) AS entity,
  CAST(i.segment AS varchar) AS business_unit, CAST(i.segment AS varchar) AS segment,
  CAST(date_diff('day', i.due_date, s.day) AS bigint) AS days_late, CAST(count(i.invoice) AS bigint) AS invoices,
  CAST(sum(i.amount_minor) AS double) / max(i.units) AS amount
FROM puntual.invoices AS i JOIN settled AS s ON s.invoice = i.invoice
GROUP BY i.currency, i.legal_entity, i.segment, date_diff('day', i.due_date, s.day)`,
} as const satisfies Kpi
