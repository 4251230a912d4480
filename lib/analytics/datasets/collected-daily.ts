import type { Kpi } from '../kpi.ts'

/** Collected against target, and invoiced, by day. */
export const collectedDaily = {
  id: 'collected_daily',
  means: 'Collected against target, and invoiced, by day',
  grain: 'day × segment',
  formula:
    'collected = payments less reversals and excess; due = what fell due on the day; target = due × the share of it that the company means to collect from the segment (collectionTargets of company.yaml; all of it unless told)',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    segment: 'STRING',
    collected_amount: 'DECIMAL',
    due_amount: 'DECIMAL',
    target_amount: 'DECIMAL',
    invoiced_amount: 'DECIMAL',
  },
  sql: `WITH parts AS (
  SELECT day, currency, legal_entity, segment, units,
    CASE WHEN step = 'collected' THEN -amount_minor ELSE 0 END AS collected, 0 AS due,
    CASE WHEN step = 'invoiced' THEN amount_minor ELSE 0 END AS invoiced
  FROM puntual.entries WHERE step IN ('collected', 'invoiced')
  UNION ALL
  SELECT due_date, currency, legal_entity, segment, units, 0, amount_minor, 0 FROM puntual.invoices WHERE amount_minor > 0
)
SELECT CAST(p.currency AS varchar) AS currency, CAST(p.legal_entity AS varchar) AS entity,
  CAST(p.segment AS varchar) AS business_unit, CAST(p.day AS date) AS day, CAST(p.segment AS varchar) AS segment,
  CAST(sum(p.collected) AS double) / max(p.units) AS collected_amount, CAST(sum(p.due) AS double) / max(p.units) AS due_amount,
  CAST(sum(p.due) AS double) * coalesce(max(t.share), 1e0) / max(p.units) AS target_amount,
  CAST(sum(p.invoiced) AS double) / max(p.units) AS invoiced_amount
FROM parts AS p JOIN puntual.dim_calendar AS c ON c.day = p.day
LEFT JOIN puntual.dim_targets AS t ON t.segment = p.segment
GROUP BY p.currency, p.legal_entity, p.segment, p.day`,
} as const satisfies Kpi
