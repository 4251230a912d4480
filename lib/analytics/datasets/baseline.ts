import type { Kpi } from '../kpi.ts'
import { SETTLED } from '../settled.ts'

/** The months before the first message beside the months after it. */
export const baseline = {
  id: 'baseline',
  means: 'The months before the first message beside the months after it',
  grain: 'period',
  formula:
    'before and after the day of the first message of the legal entity that left: overdue ÷ open at month ends, days late of invoices settled by payment, collected a month = collected ÷ days of the period × 365.25 ÷ 12; an entity that has sent nothing yet is all before; days: of the entity’s period, the same in each of its rows',
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
    collected_a_month: 'DECIMAL',
  },
  sql: `WITH live AS (
  SELECT e.legal_entity, coalesce(CAST(min(t.company_ts) AS date), DATE '9999-01-01') AS day
  FROM (SELECT DISTINCT legal_entity FROM puntual.invoices) AS e
  LEFT JOIN puntual.latest AS t ON t.entity = 'touch' AND t.status IN ('sent', 'unknown') AND t.legal_entity = e.legal_entity
  GROUP BY e.legal_entity
), counted AS (
  SELECT currency, legal_entity, segment, units, invoice, day, step, amount_minor
  FROM puntual.entries CROSS JOIN (SELECT min(day) AS first_day FROM puntual.dim_calendar) AS c
  WHERE day >= c.first_day
), firsts AS (
  SELECT l.legal_entity, l.day AS live, t.today, min(c.day) AS first_day
  FROM live AS l JOIN counted AS c ON c.legal_entity = l.legal_entity CROSS JOIN puntual.dim_today AS t GROUP BY 1, 2, 3
), spans AS (
  SELECT legal_entity, 'before' AS period, 0 AS period_order,
    greatest(date_diff('day', first_day, least(live, CAST(today + INTERVAL '1' DAY AS date))), 0) AS days FROM firsts
  UNION ALL
  SELECT legal_entity, 'after', 1, greatest(date_diff('day', greatest(live, first_day), today) + 1, 0) FROM firsts
), parts AS (
  SELECT r.currency, r.legal_entity, r.segment, r.units, CASE WHEN r.day < l.day THEN 'before' ELSE 'after' END AS period,
    CASE WHEN r.threshold = 0 THEN r.amount_minor ELSE 0 END AS open_minor,
    CASE WHEN r.threshold = 1 THEN r.amount_minor ELSE 0 END AS overdue_minor,
    0 AS collected_minor, 0 AS days_late, 0 AS invoices
  FROM puntual.receivables AS r JOIN live AS l ON l.legal_entity = r.legal_entity WHERE r.closes_month
  UNION ALL
  SELECT e.currency, e.legal_entity, e.segment, e.units, CASE WHEN e.day < l.day THEN 'before' ELSE 'after' END, 0, 0, -e.amount_minor, 0, 0
  FROM counted AS e JOIN live AS l ON l.legal_entity = e.legal_entity WHERE e.step = 'collected'
  UNION ALL
  SELECT i.currency, i.legal_entity, i.segment, i.units, CASE WHEN s.day < l.day THEN 'before' ELSE 'after' END, 0, 0, 0,
    date_diff('day', i.due_date, s.day), 1
  FROM puntual.invoices AS i JOIN (${SETTLED}) AS s ON s.invoice = i.invoice JOIN live AS l ON l.legal_entity = i.legal_entity
)
SELECT CAST(p.currency AS varchar) AS currency, CAST(p.legal_entity AS varchar) AS entity, CAST(p.segment AS varchar) AS business_unit,
  CAST(p.period AS varchar) AS period, CAST(s.period_order AS bigint) AS period_order, CAST(s.days AS bigint) AS days,
  CAST(sum(p.open_minor) AS double) / max(p.units) AS open_amount, CAST(sum(p.overdue_minor) AS double) / max(p.units) AS overdue_amount,
  CAST(sum(p.days_late) AS bigint) AS days_late, CAST(sum(p.invoices) AS bigint) AS settled_invoices,
  CAST(sum(p.collected_minor) AS double) / max(p.units) AS collected_amount,
  CAST(sum(p.collected_minor) AS double) * 30.4375e0 / NULLIF(s.days, 0) / max(p.units) AS collected_a_month
FROM parts AS p JOIN spans AS s ON s.period = p.period AND s.legal_entity = p.legal_entity
GROUP BY p.currency, p.legal_entity, p.segment, p.period, s.period_order, s.days`,
} as const satisfies Kpi
