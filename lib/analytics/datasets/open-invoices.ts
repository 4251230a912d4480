import { bucketOf, bucketOrderOf } from '../buckets.ts'
import type { Kpi } from '../kpi.ts'

/** An open invoice today. */
export const openInvoices = {
  id: 'open_invoices',
  means: 'An open invoice today',
  grain: 'invoice',
  formula:
    'open = balance of the invoice; overdue = open where days past due > 0; days past due = today − due date; last_touch_date: of messages that left or may have left',
  source: 'invoice, claim, touch',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    invoice: 'STRING',
    segment: 'STRING',
    due_date: 'DATETIME',
    issue_date: 'DATETIME',
    days_past_due: 'INTEGER',
    bucket: 'STRING',
    bucket_order: 'INTEGER',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    invoices: 'INTEGER',
    waiting_for: 'STRING',
    level: 'INTEGER',
    last_touch_date: 'DATETIME',
  },
  sql: `WITH messages AS (
  SELECT c.invoice, CAST(max(t.company_ts) AS date) AS last_touch_date
  FROM puntual.latest AS c JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = c.touch AND t.status IN ('sent', 'unknown')
  WHERE c.entity = 'claim' GROUP BY c.invoice
), waiting AS (
  SELECT invoice, generation, waiting_for FROM puntual.latest WHERE entity = 'journey' AND status = 'open'
), aged AS (
  SELECT i.invoice, i.debtor, i.legal_entity, i.segment, i.currency, i.units, i.issue_date, i.due_date, i.generation,
    i.balance_minor, i.level, date_diff('day', i.due_date, t.today) AS days
  FROM puntual.invoices AS i CROSS JOIN puntual.dim_today AS t
  WHERE i.balance_minor > 0
)
SELECT CAST(a.currency AS varchar) AS currency, CAST(a.legal_entity AS varchar) AS entity,
  CAST(a.segment AS varchar) AS business_unit, CAST(a.debtor AS varchar) AS debtor, CAST(a.invoice AS varchar) AS invoice,
  CAST(a.segment AS varchar) AS segment, CAST(a.due_date AS date) AS due_date, CAST(a.issue_date AS date) AS issue_date,
  CAST(a.days AS bigint) AS days_past_due, ${bucketOf('a.days')} AS bucket, ${bucketOrderOf('a.days')} AS bucket_order,
  CAST(a.balance_minor AS double) / a.units AS open_amount,
  CASE WHEN a.days > 0 THEN CAST(a.balance_minor AS double) / a.units ELSE CAST(0 AS double) END AS overdue_amount,
  CAST(1 AS bigint) AS invoices, CAST(coalesce(w.waiting_for, 'none') AS varchar) AS waiting_for,
  CAST(a.level AS bigint) AS level, CAST(m.last_touch_date AS date) AS last_touch_date
FROM aged AS a
LEFT JOIN messages AS m ON m.invoice = a.invoice
LEFT JOIN waiting AS w ON w.invoice = a.invoice AND w.generation = a.generation`,
} as const satisfies Kpi
