import type { View } from '../view.ts'

/**
 * What was open at the end of each day, and what of it was past due by at least so many days (`threshold`; 0: all of it).
 *
 * No invoice is looked at day by day: a ledger line counts towards a threshold from the later of its own day and the due
 * date plus the threshold, so the sums of each day are running sums of few rows. Ageing is by the due date as it stands
 * now, and an invoice in instalments ages by the date of the whole.
 */
export const receivables = {
  name: 'receivables',
  means: 'open receivables at the end of each day, and those past due by at least 1, 31, 61, 91 days',
  columns: {
    day: 'date',
    month: 'date',
    closes_month: 'boolean',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    units: 'double',
    threshold: 'bigint',
    amount_minor: 'bigint',
  },
  sql: `WITH bounds AS (
  SELECT min(day) AS first_day FROM puntual.dim_calendar
), movements AS (
  SELECT greatest(CASE WHEN t.threshold = 0 THEN e.day
      ELSE greatest(e.day, CAST(coalesce(e.due_date, e.day) + t.threshold * INTERVAL '1' DAY AS date)) END, b.first_day) AS day,
    e.legal_entity, e.segment, e.currency, e.units, t.threshold, sum(e.amount_minor) AS amount_minor
  FROM puntual.entries AS e
  CROSS JOIN (VALUES (0), (1), (31), (61), (91)) AS t (threshold)
  CROSS JOIN bounds AS b
  GROUP BY 1, 2, 3, 4, 5, 6
), kept AS (
  SELECT DISTINCT legal_entity, segment, currency, units, threshold FROM movements
), firsts AS (
  SELECT min(day) AS day FROM movements
), grid AS (
  SELECT c.day, c.month, c.closes_month, k.legal_entity, k.segment, k.currency, k.units, k.threshold
  FROM puntual.dim_calendar AS c CROSS JOIN kept AS k CROSS JOIN firsts AS f
  WHERE c.day >= f.day
)
SELECT CAST(g.day AS date) AS day, CAST(g.month AS date) AS month, CAST(g.closes_month AS boolean) AS closes_month,
  CAST(g.legal_entity AS varchar) AS legal_entity, CAST(g.segment AS varchar) AS segment,
  CAST(g.currency AS varchar) AS currency, CAST(g.units AS double) AS units, CAST(g.threshold AS bigint) AS threshold,
  CAST(sum(coalesce(m.amount_minor, 0)) OVER (
    PARTITION BY g.legal_entity, g.segment, g.currency, g.threshold ORDER BY g.day
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bigint) AS amount_minor
FROM grid AS g
LEFT JOIN movements AS m ON m.day = g.day AND m.legal_entity = g.legal_entity AND m.segment = g.segment
  AND m.currency = g.currency AND m.threshold = g.threshold`,
} as const satisfies View
