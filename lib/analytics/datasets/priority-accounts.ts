import { ASSUMED_LOSSES, CREDIBLE } from '../assumed-losses.ts'
import { bucketOf } from '../buckets.ts'
import type { Kpi } from '../kpi.ts'

/** Debtors to speak to first, with the loss to expect. */
export const priorityAccounts = {
  id: 'priority_accounts',
  means: 'Debtors to speak to first, with the loss to expect',
  grain: 'debtor',
  formula:
    'expected loss = Σ open × share lost of that bucket and currency. Lost, of what stood in the bucket at the end of a month, is what three whole months later is still open or was written off in between; what was credited or corrected is neither paid nor lost. share = n ÷ (n + 30) × what the books have shown of n invoices + 30 ÷ (n + 30) × what is assumed (1, 3, 10, 25, 50 % from current to over 90 days); assumed_loss is the part that stands on the assumption; rank by expected loss, after those to speak to those of whom there is nothing to ask yet (action: wait)',
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
    assumed_loss: 'DECIMAL',
    rank: 'INTEGER',
    last_touch_date: 'DATETIME',
    open_tasks: 'INTEGER',
    action: 'STRING',
  },
  sql: `WITH stood AS (
  SELECT m.month, CAST(m.month + INTERVAL '3' MONTH AS date) AS until, m.invoice, m.currency, m.bucket, m.balance_minor
  FROM puntual.month_ends AS m CROSS JOIN puntual.dim_today AS t
  WHERE m.balance_minor > 0 AND CAST(m.month + INTERVAL '4' MONTH AS date) <= CAST(t.today + INTERVAL '1' DAY AS date)
), written AS (
  SELECT s.month, s.invoice, sum(-e.amount_minor) AS written_minor
  FROM stood AS s JOIN puntual.entries AS e ON e.invoice = s.invoice AND e.step = 'writtenOff'
    AND CAST(date_trunc('month', e.day) AS date) > s.month AND CAST(date_trunc('month', e.day) AS date) <= s.until
  GROUP BY 1, 2
), losses AS (
  SELECT s.currency, s.bucket, count(DISTINCT s.invoice) AS invoices, sum(s.balance_minor) AS placed,
    sum(least(s.balance_minor, greatest(coalesce(e.balance_minor, 0), 0) + greatest(coalesce(w.written_minor, 0), 0))) AS lost
  FROM stood AS s
  LEFT JOIN puntual.month_ends AS e ON e.month = s.until AND e.invoice = s.invoice
  LEFT JOIN written AS w ON w.month = s.month AND w.invoice = s.invoice
  GROUP BY 1, 2
), shares AS (
  SELECT c.currency, b.bucket, ${CREDIBLE} * CAST(b.assumed AS double) / (coalesce(l.invoices, 0) + ${CREDIBLE}) AS assumed,
    coalesce(l.invoices * CAST(l.lost AS double) / CAST(l.placed AS double) / (l.invoices + ${CREDIBLE}), 0e0) AS shown
  FROM (VALUES ${Object.entries(ASSUMED_LOSSES)
    .map(([bucket, share]) => `('${bucket}', ${share})`)
    .join(', ')}) AS b (bucket, assumed)
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
    sum(CASE WHEN a.days > 0 THEN a.balance_minor ELSE 0 END) AS overdue_minor, sum(a.balance_minor * (s.shown + s.assumed)) AS loss_minor,
    sum(a.balance_minor * s.assumed) AS assumed_minor
  FROM bucketed AS a JOIN shares AS s ON s.bucket = a.bucket AND s.currency = a.currency
  GROUP BY a.debtor, a.legal_entity, a.segment, a.currency
), tasks AS (
  SELECT coalesce(d.debtor, t.debtor, i.debtor) AS debtor, count(t.id) AS tasks
  FROM puntual.latest AS t LEFT JOIN puntual.invoices AS i ON i.invoice = t.invoice LEFT JOIN puntual.debtors AS d ON d.id = t.debtor
  WHERE t.entity = 'task' AND t.status = 'open' GROUP BY 1
), messages AS (
  SELECT coalesce(d.debtor, t.debtor) AS debtor, CAST(max(t.company_ts) AS date) AS last_touch_date
  FROM puntual.latest AS t LEFT JOIN puntual.debtors AS d ON d.id = t.debtor
  WHERE t.entity = 'touch' AND t.status IN ('sent', 'unknown') GROUP BY 1
), told AS (
  SELECT a.debtor, a.legal_entity, a.segment, a.currency, a.units, a.invoices, a.days, a.open_minor, a.overdue_minor, a.loss_minor,
    a.assumed_minor, m.last_touch_date, coalesce(t.tasks, 0) AS tasks,
    CASE WHEN coalesce(t.tasks, 0) > 0 THEN 'task' WHEN coalesce(d.is_stopped, false) THEN 'review'
      WHEN a.days > 30 THEN 'call' WHEN a.days > 0 THEN 'remind' ELSE 'wait' END AS action
  FROM accounts AS a
  LEFT JOIN tasks AS t ON t.debtor = a.debtor
  LEFT JOIN messages AS m ON m.debtor = a.debtor
  LEFT JOIN puntual.debtors AS d ON d.id = a.debtor
)
SELECT CAST(a.currency AS varchar) AS currency, CAST(a.legal_entity AS varchar) AS entity,
  CAST(a.segment AS varchar) AS business_unit, CAST(a.debtor AS varchar) AS debtor, CAST(a.segment AS varchar) AS segment,
  CAST(a.open_minor AS double) / a.units AS open_amount, CAST(a.overdue_minor AS double) / a.units AS overdue_amount,
  CAST(greatest(coalesce(a.days, 0), 0) AS bigint) AS days_past_due, CAST(a.invoices AS bigint) AS invoices,
  CAST(a.loss_minor AS double) / a.units AS expected_loss, CAST(a.assumed_minor AS double) / a.units AS assumed_loss,
  CAST(row_number() OVER (PARTITION BY a.currency, a.legal_entity
    ORDER BY CASE WHEN a.action = 'wait' THEN 1 ELSE 0 END, a.loss_minor DESC, a.debtor, a.segment) AS bigint) AS rank,
  CAST(a.last_touch_date AS date) AS last_touch_date, CAST(a.tasks AS bigint) AS open_tasks, CAST(a.action AS varchar) AS action
FROM told AS a`,
} as const satisfies Kpi
