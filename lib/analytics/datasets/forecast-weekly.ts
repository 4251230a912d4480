import type { Kpi } from '../kpi.ts'
import { numbers } from '../numbers.ts'

/** Cash to come by week, with what the same method would have said before. */
export const forecastWeekly = {
  id: 'forecast_weekly',
  means: 'Cash to come by week, with what the same method would have said before',
  grain: 'week × kind',
  formula:
    "share of what falls due in a week that is collected so many weeks later (8 before to 12 after), from the last 26 weeks, times what falls due; backtest: the same as it would have been told at the start of each of the last 12 weeks; low and high: plus and minus the back-test's mean absolute error, weighted by amount",
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    week: 'DATETIME',
    kind: 'STRING',
    kind_order: 'INTEGER',
    amount: 'DECIMAL',
    low_amount: 'DECIMAL',
    high_amount: 'DECIMAL',
  },
  sql: `WITH placed AS (
  SELECT CAST(date_trunc('week', due_date) AS date) AS due_week, CAST(date_trunc('week', issue_date) AS date) AS issue_week,
    currency, legal_entity, segment, max(units) AS units, sum(amount_minor) AS placed
  FROM puntual.invoices WHERE amount_minor > 0 GROUP BY 1, 2, 3, 4, 5
), due AS (
  SELECT due_week, currency, legal_entity, segment, sum(placed) AS placed FROM placed GROUP BY 1, 2, 3, 4
), paid AS (
  SELECT CAST(date_trunc('week', due_date) AS date) AS due_week, CAST(date_trunc('week', day) AS date) AS week,
    currency, legal_entity, segment, max(units) AS units, sum(-amount_minor) AS paid
  FROM puntual.entries WHERE step = 'collected' GROUP BY 1, 2, 3, 4, 5
), lags AS (
  SELECT lag FROM (VALUES ${numbers(-8, 12)}) AS listed (lag)
), weeks AS (
  SELECT CAST(date_trunc('week', t.today) AS date) AS this_week, n.step,
    CAST(CAST(date_trunc('week', t.today) AS date) + n.step * INTERVAL '7' DAY AS date) AS week
  FROM puntual.dim_today AS t CROSS JOIN (VALUES ${numbers(-12, 8)}) AS n (step)
), targets AS (
  SELECT week, step, CASE WHEN step < 0 THEN week ELSE this_week END AS told_in,
    CASE WHEN step < 0 THEN week ELSE CAST(this_week + INTERVAL '7' DAY AS date) END AS known_before
  FROM weeks
), rates AS (
  SELECT t.told_in, l.lag, d.currency, d.legal_entity, d.segment, sum(d.placed) AS placed, sum(coalesce(p.paid, 0)) AS paid
  FROM (SELECT DISTINCT told_in FROM targets) AS t CROSS JOIN lags AS l
  JOIN due AS d ON CAST(d.due_week + l.lag * INTERVAL '7' DAY AS date) < t.told_in
    AND d.due_week >= CAST(t.told_in - INTERVAL '182' DAY AS date)
  LEFT JOIN paid AS p ON p.due_week = d.due_week AND p.currency = d.currency AND p.legal_entity = d.legal_entity
    AND p.segment = d.segment AND p.week = CAST(d.due_week + l.lag * INTERVAL '7' DAY AS date)
  GROUP BY 1, 2, 3, 4, 5
), expected AS (
  SELECT t.week, t.step, r.currency, r.legal_entity, r.segment, max(p.units) AS units,
    sum(CAST(p.placed AS double) * CAST(r.paid AS double) / NULLIF(CAST(r.placed AS double), 0)) AS amount
  FROM targets AS t
  JOIN rates AS r ON r.told_in = t.told_in
  JOIN placed AS p ON p.currency = r.currency AND p.legal_entity = r.legal_entity AND p.segment = r.segment
    AND p.due_week = CAST(t.week - r.lag * INTERVAL '7' DAY AS date) AND p.issue_week < t.known_before
  GROUP BY 1, 2, 3, 4, 5
), actual AS (
  SELECT p.week, p.currency, p.legal_entity, p.segment, max(p.units) AS units, CAST(sum(p.paid) AS double) AS amount
  FROM paid AS p JOIN targets AS t ON t.week = p.week AND t.step < 0 GROUP BY 1, 2, 3, 4
), misses AS (
  SELECT e.currency, e.legal_entity, e.segment,
    sum(abs(e.amount - coalesce(a.amount, 0))) / NULLIF(sum(coalesce(a.amount, 0)), 0) AS miss
  FROM expected AS e LEFT JOIN actual AS a ON a.week = e.week AND a.currency = e.currency
    AND a.legal_entity = e.legal_entity AND a.segment = e.segment
  WHERE e.step < 0 GROUP BY 1, 2, 3
), told AS (
  SELECT week, currency, legal_entity, segment, units, 'actual' AS kind, 0 AS kind_order, amount, 0e0 AS miss FROM actual
  UNION ALL
  SELECT e.week, e.currency, e.legal_entity, e.segment, e.units, CASE WHEN e.step < 0 THEN 'backtest' ELSE 'forecast' END,
    CASE WHEN e.step < 0 THEN 2 ELSE 1 END, e.amount, coalesce(m.miss, 1e0)
  FROM expected AS e LEFT JOIN misses AS m ON m.currency = e.currency AND m.legal_entity = e.legal_entity AND m.segment = e.segment
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(week AS date) AS week, CAST(kind AS varchar) AS kind,
  CAST(kind_order AS bigint) AS kind_order, CAST(amount / units AS double) AS amount,
  CAST(greatest(amount * (1 - least(miss, 1e0)), 0) / units AS double) AS low_amount,
  CAST(amount * (1 + miss) / units AS double) AS high_amount
FROM told`,
} as const satisfies Kpi
