import type { Kpi } from '../kpi.ts'

/** How receivables went from the start of a month to its end. */
export const bridgeMonthly = {
  id: 'bridge_monthly',
  means: 'How receivables went from the start of a month to its end',
  grain: 'month × step',
  formula: 'opening + invoiced + charged − collected − credited − writtenOff = closing; amounts are signed',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    step: 'STRING',
    step_order: 'INTEGER',
    amount: 'DECIMAL',
  },
  sql: `WITH flows AS (
  SELECT CAST(date_trunc('month', day) AS date) AS month, currency, legal_entity, segment, step, sum(amount_minor) AS amount_minor
  FROM puntual.entries GROUP BY 1, 2, 3, 4, 5
), ends AS (
  SELECT month, currency, legal_entity, segment, max(units) AS units, sum(amount_minor) AS closing
  FROM puntual.receivables WHERE closes_month AND threshold = 0 GROUP BY 1, 2, 3, 4
), sums AS (
  SELECT month, currency, legal_entity, segment, units, closing,
    coalesce(lag(closing) OVER (PARTITION BY currency, legal_entity, segment ORDER BY month), 0) AS opening
  FROM ends
), steps AS (
  SELECT s.month, s.currency, s.legal_entity, s.segment, s.units, l.step, l.step_order,
    CASE WHEN l.step = 'opening' THEN s.opening WHEN l.step = 'closing' THEN s.closing ELSE coalesce(f.amount_minor, 0) END AS amount_minor
  FROM sums AS s
  CROSS JOIN (VALUES ('opening', 0), ('invoiced', 1), ('charged', 2), ('collected', 3), ('credited', 4), ('writtenOff', 5),
    ('closing', 6)) AS l (step, step_order)
  LEFT JOIN flows AS f ON f.month = s.month AND f.currency = s.currency AND f.legal_entity = s.legal_entity
    AND f.segment = s.segment AND f.step = l.step
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(month AS date) AS month, CAST(step AS varchar) AS step,
  CAST(step_order AS bigint) AS step_order, CAST(amount_minor AS double) / units AS amount
FROM steps
WHERE month > (SELECT min(month) FROM puntual.dim_calendar)`,
} as const satisfies Kpi
