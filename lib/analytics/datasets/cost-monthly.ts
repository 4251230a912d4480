import type { Kpi } from '../kpi.ts'

/** What messages cost, and what was collected. */
export const costMonthly = {
  id: 'cost_monthly',
  means: 'What messages cost, and what was collected',
  grain: 'month',
  formula:
    'cost per recovered = cost of all messages of the month, in US dollars at the prices of catalog/prices, ÷ all that was collected in it, in its own currency; unpriced: messages for which the catalog has no price, which are not in the cost; the people and services that collect are not in it either; a message about invoices of several business units counts for the last by name',
  source: 'attempt, touch, claim, entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    messages: 'INTEGER',
    unpriced: 'INTEGER',
    cost_usd: 'DECIMAL',
    collected_amount: 'DECIMAL',
  },
  sql: `WITH costs AS (
  SELECT CAST(date_trunc('month', day) AS date) AS month, currency, legal_entity, segment, count(id) AS messages,
    sum(CASE WHEN micros IS NULL THEN 1 ELSE 0 END) AS unpriced, sum(coalesce(micros, 0)) AS micros
  FROM puntual.attempts GROUP BY 1, 2, 3, 4
), collected AS (
  SELECT CAST(date_trunc('month', day) AS date) AS month, currency, legal_entity, segment, max(units) AS units,
    sum(-amount_minor) AS minor
  FROM puntual.entries WHERE step = 'collected' GROUP BY 1, 2, 3, 4
)
SELECT CAST(coalesce(c.currency, k.currency) AS varchar) AS currency, CAST(coalesce(c.legal_entity, k.legal_entity) AS varchar) AS entity,
  CAST(coalesce(c.segment, k.segment) AS varchar) AS business_unit, CAST(coalesce(c.month, k.month) AS date) AS month,
  CAST(coalesce(k.messages, 0) AS bigint) AS messages, CAST(coalesce(k.unpriced, 0) AS bigint) AS unpriced,
  CAST(coalesce(k.micros, 0) AS double) / 1000000 AS cost_usd,
  CAST(coalesce(c.minor, 0) AS double) / coalesce(c.units, 1) AS collected_amount
FROM collected AS c FULL JOIN costs AS k ON k.month = c.month AND k.currency = c.currency
  AND k.legal_entity = c.legal_entity AND k.segment = c.segment`,
} as const satisfies Kpi
