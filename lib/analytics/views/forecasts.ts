import { numbers } from '../numbers.ts'
import type { View } from '../view.ts'

/**
 * What the method says today of the weeks to come, and would have said at the start of earlier weeks of the last twelve.
 *
 * Of what fell due in each of the 26 weeks before, it knows which share was collected how many weeks later (from 8 before
 * to 12 after); it takes these shares of what falls due. It knows nothing of what is not issued yet: told in this week, all
 * that is issued so far; told in an earlier one, what was issued before it began. `horizon` 0 is the week it is told in.
 */
export const forecasts = {
  name: 'forecasts',
  means: 'cash expected by week, by the week in which it is told and how many weeks ahead that is',
  columns: {
    told_in: 'date',
    week: 'date',
    horizon: 'bigint',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    units: 'double',
    amount_minor: 'double',
  },
  sql: `WITH placed AS (
  SELECT CAST(date_trunc('week', due_date) AS date) AS due_week, CAST(date_trunc('week', issue_date) AS date) AS issue_week,
    currency, legal_entity, segment, units, sum(amount_minor) AS placed
  FROM puntual.invoices WHERE amount_minor > 0 GROUP BY 1, 2, 3, 4, 5, 6
), due AS (
  SELECT due_week, currency, legal_entity, segment, units, sum(placed) AS placed FROM placed GROUP BY 1, 2, 3, 4, 5
), paid AS (
  SELECT CAST(date_trunc('week', due_date) AS date) AS due_week, CAST(date_trunc('week', day) AS date) AS week,
    currency, legal_entity, segment, sum(-amount_minor) AS paid
  FROM puntual.entries WHERE step = 'collected' GROUP BY 1, 2, 3, 4, 5
), lags AS (
  SELECT lag FROM (VALUES ${numbers(-8, 12)}) AS listed (lag)
), weeks AS (
  SELECT n.back, CAST(CAST(date_trunc('week', t.today) AS date) - n.back * INTERVAL '7' DAY AS date) AS told_in
  FROM puntual.dim_today AS t CROSS JOIN (VALUES ${numbers(0, 20)}) AS n (back)
), targets AS (
  SELECT w.told_in, h.horizon, CAST(w.told_in + h.horizon * INTERVAL '7' DAY AS date) AS week,
    CASE WHEN w.back = 0 THEN CAST(w.told_in + INTERVAL '7' DAY AS date) ELSE w.told_in END AS known_before
  FROM weeks AS w CROSS JOIN (VALUES ${numbers(0, 8)}) AS h (horizon)
  WHERE w.back = 0 OR (h.horizon < w.back AND h.horizon >= w.back - 12)
), rates AS (
  SELECT w.told_in, l.lag, d.currency, d.legal_entity, d.segment, d.units, sum(d.placed) AS placed, sum(coalesce(p.paid, 0)) AS paid
  FROM weeks AS w CROSS JOIN lags AS l
  JOIN due AS d ON CAST(d.due_week + l.lag * INTERVAL '7' DAY AS date) < w.told_in
    AND d.due_week >= CAST(w.told_in - INTERVAL '182' DAY AS date)
  LEFT JOIN paid AS p ON p.due_week = d.due_week AND p.currency = d.currency AND p.legal_entity = d.legal_entity
    AND p.segment = d.segment AND p.week = CAST(d.due_week + l.lag * INTERVAL '7' DAY AS date)
  GROUP BY 1, 2, 3, 4, 5, 6
), known AS (
  SELECT DISTINCT told_in, currency, legal_entity, segment, units FROM rates
), expected AS (
  SELECT t.told_in, t.horizon, r.currency, r.legal_entity, r.segment,
    sum(CAST(p.placed AS double) * CAST(r.paid AS double) / NULLIF(CAST(r.placed AS double), 0)) AS amount
  FROM targets AS t
  JOIN rates AS r ON r.told_in = t.told_in
  JOIN placed AS p ON p.currency = r.currency AND p.legal_entity = r.legal_entity AND p.segment = r.segment
    AND p.due_week = CAST(t.week - r.lag * INTERVAL '7' DAY AS date) AND p.issue_week < t.known_before
  GROUP BY 1, 2, 3, 4, 5
)
SELECT CAST(t.told_in AS date) AS told_in, CAST(t.week AS date) AS week, CAST(t.horizon AS bigint) AS horizon,
  CAST(k.legal_entity AS varchar) AS legal_entity, CAST(k.segment AS varchar) AS segment, CAST(k.currency AS varchar) AS currency,
  CAST(k.units AS double) AS units, CAST(coalesce(e.amount, 0) AS double) AS amount_minor
FROM targets AS t JOIN known AS k ON k.told_in = t.told_in
LEFT JOIN expected AS e ON e.told_in = t.told_in AND e.horizon = t.horizon AND e.currency = k.currency
  AND e.legal_entity = k.legal_entity AND e.segment = k.segment`,
} as const satisfies View
