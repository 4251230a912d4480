import type { Kpi } from '../kpi.ts'

/** What messages cost, and what was collected. */
export const costMonthly = {
  id: 'cost_monthly',
  means: 'What messages cost, and what was collected',
  grain: 'month',
  formula:
    'cost per recovered = cost of all messages of the month, in US dollars at the prices of catalog/prices, ÷ all that was collected in it, in its own currency; the people and services that collect are not in it',
  source: 'attempt, entry',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    messages: 'INTEGER',
    cost_usd: 'DECIMAL',
    collected_amount: 'DECIMAL',
  },
  sql: `WITH costs AS (
  SELECT CAST(date_trunc('month', CAST(a.company_ts AS date)) AS date) AS month, t.currency, t.legal_entity,
    count(a.id) AS messages, sum(coalesce(own.micros, other.micros, 0)) AS micros
  FROM puntual.latest AS a
  JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = a.touch
  LEFT JOIN puntual.debtors AS d ON d.id = a.debtor
  LEFT JOIN puntual.dim_prices AS own ON own.channel = a.channel AND own.country = d.country
  LEFT JOIN puntual.dim_prices AS other ON other.channel = a.channel AND other.country = 'other'
  WHERE a.entity = 'attempt' AND a.outcome <> 'notSent' GROUP BY 1, 2, 3
), collected AS (
  SELECT CAST(date_trunc('month', day) AS date) AS month, currency, legal_entity, max(units) AS units, sum(-amount_minor) AS minor
  FROM puntual.entries WHERE step = 'collected' GROUP BY 1, 2, 3
)
SELECT CAST(coalesce(c.currency, k.currency) AS varchar) AS currency, CAST(coalesce(c.legal_entity, k.legal_entity) AS varchar) AS entity,
  CAST('all' AS varchar) AS business_unit, CAST(coalesce(c.month, k.month) AS date) AS month,
  CAST(coalesce(k.messages, 0) AS bigint) AS messages, CAST(coalesce(k.micros, 0) AS double) / 1000000 AS cost_usd,
  CAST(coalesce(c.minor, 0) AS double) / coalesce(c.units, 1) AS collected_amount
FROM collected AS c FULL JOIN costs AS k ON k.month = c.month AND k.currency = c.currency AND k.legal_entity = c.legal_entity`,
} as const satisfies Kpi
