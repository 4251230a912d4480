import type { Kpi } from '../kpi.ts'
import { SETTLED } from '../settled.ts'

/** The months before the first message beside the months after it. */
export const baseline = {
  id: 'baseline',
  means: 'The months before the first message beside the months after it',
  grain: 'period',
  formula:
    'before and after the day of the first message that left: overdue ÷ open at month ends, days late of invoices settled by payment, collected a month = collected ÷ days of the period × 365.25 ÷ 12; the days are those of the whole company, the same in every row of a period, so they are taken once and never added up',
  source: 'entry, invoice, touch',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    period: 'STRING',
    period_order: 'INTEGER',
    days: 'INTEGER',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    days_late: 'INTEGER',
    settled_invoices: 'INTEGER',
    collected_amount: 'DECIMAL',
  },
  sql: `WITH live AS (
  SELECT coalesce(CAST(min(company_ts) AS date), DATE '9999-01-01') AS day FROM puntual.latest
  WHERE entity = 'touch' AND status IN ('sent', 'unknown')
), counted AS (
  SELECT currency, legal_entity, segment, units, invoice, day, step, amount_minor
  FROM puntual.entries CROSS JOIN (SELECT min(day) AS first_day FROM puntual.dim_calendar) AS c
  WHERE day >= c.first_day
), spans AS (
  SELECT 'before' AS period, 0 AS period_order, greatest(date_diff('day', min(c.day), least(max(l.day), CAST(max(t.today) + INTERVAL '1' DAY AS date))), 0) AS days
  FROM counted AS c CROSS JOIN live AS l CROSS JOIN puntual.dim_today AS t
  UNION ALL
  SELECT 'after', 1, greatest(date_diff('day', greatest(max(l.day), min(c.day)), max(t.today)) + 1, 0)
  FROM counted AS c CROSS JOIN live AS l CROSS JOIN puntual.dim_today AS t
), parts AS (
  SELECT r.currency, r.legal_entity, r.segment, r.units, CASE WHEN r.day < l.day THEN 'before' ELSE 'after' END AS period,
    CASE WHEN r.threshold = 0 THEN r.amount_minor ELSE 0 END AS open_minor,
    CASE WHEN r.threshold = 1 THEN r.amount_minor ELSE 0 END AS overdue_minor,
    0 AS collected_minor, 0 AS days_late, 0 AS invoices
  FROM puntual.receivables AS r CROSS JOIN live AS l WHERE r.closes_month
  UNION ALL
  SELECT e.currency, e.legal_entity, e.segment, e.units, CASE WHEN e.day < l.day THEN 'before' ELSE 'after' END, 0, 0, -e.amount_minor, 0, 0
  FROM counted AS e CROSS JOIN live AS l WHERE e.step = 'collected'
  UNION ALL
  SELECT i.currency, i.legal_entity, i.segment, i.units, CASE WHEN s.day < l.day THEN 'before' ELSE 'after' END, 0, 0, 0,
    date_diff('day', i.due_date, s.day), 1
  FROM puntual.invoices AS i JOIN (${SETTLED}) AS s ON s.invoice = i.invoice CROSS JOIN live AS l
)
SELECT CAST(p.currency AS varchar) AS currency, CAST(p.legal_entity AS varchar) AS entity, CAST(p.segment AS varchar) AS business_unit,
  CAST(p.period AS varchar) AS period, CAST(s.period_order AS bigint) AS period_order, CAST(s.days AS bigint) AS days,
  CAST(sum(p.open_minor) AS double) / max(p.units) AS open_amount, CAST(sum(p.overdue_minor) AS double) / max(p.units) AS overdue_amount,
  CAST(sum(p.days_late) AS bigint) AS days_late, CAST(sum(p.invoices) AS bigint) AS settled_invoices,
  CAST(sum(p.collected_minor) AS double) / max(p.units) AS collected_amount
FROM parts AS p JOIN spans AS s ON s.period = p.period
GROUP BY p.currency, p.legal_entity, p.segment, p.period, s.period_order, s.days`,
} as const satisfies Kpi
