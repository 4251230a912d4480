import { bucketOf } from '../buckets.ts'
import type { Kpi } from '../kpi.ts'

/** Debtors to speak to first, with the loss to expect. */
export const priorityAccounts = {
  id: 'priority_accounts',
  means: 'Debtors to speak to first, with the loss to expect',
  grain: 'debtor',
  formula:
    'expected loss = Σ open × share of that bucket and currency that historically was not paid three months later; rank by expected loss',
  source: 'entry, invoice, task',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    segment: 'STRING',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    days_past_due: 'INTEGER',
    invoices: 'INTEGER',
    expected_loss: 'DECIMAL',
    rank: 'INTEGER',
    last_touch_date: 'DATETIME',
    open_tasks: 'INTEGER',
    action: 'STRING',
  },
  sql: `WITH later AS (
  SELECT CAST(month + INTERVAL '3' MONTH AS date) AS month, invoice, currency, bucket, balance_minor
  FROM puntual.month_ends WHERE balance_minor > 0
), losses AS (
  SELECT l.currency, l.bucket, sum(l.balance_minor) AS placed,
    sum(least(l.balance_minor, greatest(coalesce(e.balance_minor, 0), 0))) AS still
  FROM later AS l
  JOIN (SELECT DISTINCT month FROM puntual.month_ends) AS known ON known.month = l.month
  LEFT JOIN puntual.month_ends AS e ON e.month = l.month AND e.invoice = l.invoice
  GROUP BY 1, 2
), shares AS (
  SELECT c.currency, b.bucket, coalesce(CAST(l.still AS double) / NULLIF(CAST(l.placed AS double), 0), b.assumed) AS share
  FROM (VALUES ('current', 0.01), ('b1_30', 0.03), ('b31_60', 0.1), ('b61_90', 0.25), ('b91', 0.5)) AS b (bucket, assumed)
  CROSS JOIN (SELECT DISTINCT currency FROM puntual.invoices) AS c
  LEFT JOIN losses AS l ON l.bucket = b.bucket AND l.currency = c.currency
), aged AS (
  SELECT i.debtor, i.legal_entity, i.segment, i.currency, i.units, i.invoice, i.balance_minor,
    date_diff('day', i.due_date, t.today) AS days
  FROM puntual.invoices AS i CROSS JOIN puntual.dim_today AS t WHERE i.balance_minor > 0
), bucketed AS (
  SELECT debtor, legal_entity, segment, currency, units, invoice, balance_minor, days, ${bucketOf('days')} AS bucket FROM aged
), accounts AS (
  SELECT a.debtor, a.legal_entity, a.segment, a.currency, max(a.units) AS units, count(a.invoice) AS invoices,
    max(a.days) AS days, sum(a.balance_minor) AS open_minor,
    sum(CASE WHEN a.days > 0 THEN a.balance_minor ELSE 0 END) AS overdue_minor, sum(a.balance_minor * s.share) AS loss_minor
  FROM bucketed AS a JOIN shares AS s ON s.bucket = a.bucket AND s.currency = a.currency
  GROUP BY a.debtor, a.legal_entity, a.segment, a.currency
), tasks AS (
  SELECT coalesce(t.debtor, i.debtor) AS debtor, count(t.id) AS tasks
  FROM puntual.latest AS t LEFT JOIN puntual.invoices AS i ON i.invoice = t.invoice
  WHERE t.entity = 'task' AND t.status = 'open' GROUP BY 1
), messages AS (
  SELECT debtor, CAST(max(event_ts) AS date) AS last_touch_date FROM puntual.latest
  WHERE entity = 'touch' AND status = 'sent' GROUP BY 1
)
SELECT CAST(a.currency AS varchar) AS currency, CAST(a.legal_entity AS varchar) AS entity,
  CAST(a.segment AS varchar) AS business_unit, CAST(a.debtor AS varchar) AS debtor, CAST(a.segment AS varchar) AS segment,
  CAST(a.open_minor AS double) / a.units AS open_amount, CAST(a.overdue_minor AS double) / a.units AS overdue_amount,
  CAST(greatest(coalesce(a.days, 0), 0) AS bigint) AS days_past_due, CAST(a.invoices AS bigint) AS invoices,
  CAST(a.loss_minor AS double) / a.units AS expected_loss,
  CAST(row_number() OVER (PARTITION BY a.currency, a.legal_entity ORDER BY a.loss_minor DESC, a.debtor) AS bigint) AS rank,
  CAST(m.last_touch_date AS date) AS last_touch_date, CAST(coalesce(t.tasks, 0) AS bigint) AS open_tasks,
  CAST(CASE WHEN coalesce(t.tasks, 0) > 0 THEN 'task' WHEN coalesce(d.is_stopped, false) THEN 'review'
    WHEN a.days > 30 THEN 'call' WHEN a.days > 0 THEN 'remind' ELSE 'wait' END AS varchar) AS action
FROM accounts AS a
LEFT JOIN tasks AS t ON t.debtor = a.debtor
LEFT JOIN messages AS m ON m.debtor = a.debtor
LEFT JOIN puntual.latest AS d ON d.entity = 'debtor' AND d.id = a.debtor`,
} as const satisfies Kpi
