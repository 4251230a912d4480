import type { Kpi } from '../kpi.ts'

/** The months before the first message beside the months after it. */
export const baseline = {
  id: 'baseline',
  means: 'The months before the first message beside the months after it',
  grain: 'period',
  formula:
    'before and after the day of the first message: overdue ÷ open at month ends, days late of settled invoices, collected per month',
  source: 'entry, invoice, touch',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    period: 'STRING',
    period_order: 'INTEGER',
    months: 'INTEGER',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    days_late: 'INTEGER',
    settled_invoices: 'INTEGER',
    collected_amount: 'DECIMAL',
  },
  sql: `WITH live AS (
  SELECT coalesce(CAST(min(event_ts) AS date), DATE '9999-01-01') AS day FROM puntual.latest WHERE entity = 'touch'
), periods AS (
  SELECT r.currency, r.legal_entity, r.segment, r.units, r.month, CASE WHEN r.day < l.day THEN 'before' ELSE 'after' END AS period,
    r.threshold, r.amount_minor
  FROM puntual.receivables AS r CROSS JOIN live AS l WHERE r.closes_month
), stood AS (
  SELECT currency, legal_entity, segment, period, max(units) AS units, count(DISTINCT month) AS months,
    sum(CASE WHEN threshold = 0 THEN amount_minor ELSE 0 END) AS open_minor,
    sum(CASE WHEN threshold = 1 THEN amount_minor ELSE 0 END) AS overdue_minor
  FROM periods GROUP BY 1, 2, 3, 4
), paid AS (
  SELECT e.currency, e.legal_entity, e.segment, CASE WHEN e.day < l.day THEN 'before' ELSE 'after' END AS period,
    sum(-e.amount_minor) AS collected_minor
  FROM puntual.entries AS e CROSS JOIN live AS l WHERE e.step = 'collected' GROUP BY 1, 2, 3, 4
), last_paid AS (
  SELECT invoice, max(day) AS day FROM puntual.entries WHERE step = 'collected' AND amount_minor < 0 GROUP BY 1
), settled AS (
  SELECT i.currency, i.legal_entity, i.segment, CASE WHEN s.day < l.day THEN 'before' ELSE 'after' END AS period,
    count(i.invoice) AS invoices, sum(date_diff('day', i.due_date, s.day)) AS days_late
  FROM puntual.invoices AS i JOIN last_paid AS s ON s.invoice = i.invoice CROSS JOIN live AS l
  WHERE i.balance_minor = 0 AND i.amount_minor > 0 GROUP BY 1, 2, 3, 4
)
SELECT CAST(s.currency AS varchar) AS currency, CAST(s.legal_entity AS varchar) AS entity, CAST(s.segment AS varchar) AS business_unit,
  CAST(s.period AS varchar) AS period, CAST(CASE WHEN s.period = 'before' THEN 0 ELSE 1 END AS bigint) AS period_order,
  CAST(s.months AS bigint) AS months, CAST(s.open_minor AS double) / s.units AS open_amount,
  CAST(s.overdue_minor AS double) / s.units AS overdue_amount, CAST(coalesce(d.days_late, 0) AS bigint) AS days_late,
  CAST(coalesce(d.invoices, 0) AS bigint) AS settled_invoices, CAST(coalesce(p.collected_minor, 0) AS double) / s.units AS collected_amount
FROM stood AS s
LEFT JOIN paid AS p ON p.currency = s.currency AND p.legal_entity = s.legal_entity AND p.segment = s.segment AND p.period = s.period
LEFT JOIN settled AS d ON d.currency = s.currency AND d.legal_entity = s.legal_entity AND d.segment = s.segment AND d.period = s.period`,
} as const satisfies Kpi
