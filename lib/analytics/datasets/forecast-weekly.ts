import { MISSES } from '../forecast-misses.ts'
import type { Kpi } from '../kpi.ts'

/** Cash to come by week, with what the same method would have said a month before. */
export const forecastWeekly = {
  id: 'forecast_weekly',
  means: 'Cash to come by week, with what the same method would have said four weeks before',
  grain: 'week × kind',
  formula:
    'share of what falls due in a week that is collected so many weeks later (8 before to 12 after), from the last 26 weeks, times what falls due of invoices that are issued: what is not issued yet is not in it; backtest: the same as it would have been told four weeks before; low and high: plus and minus what the method missed on average so many weeks ahead, as a share of what came (forecast_errors), at most the whole',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    week: 'DATETIME',
    kind: 'STRING',
    kind_order: 'INTEGER',
    horizon: 'INTEGER',
    amount: 'DECIMAL',
    low_amount: 'DECIMAL',
    high_amount: 'DECIMAL',
  },
  sql: `WITH ${MISSES}, missed AS (
  SELECT currency, legal_entity, segment, horizon, CASE WHEN sum(came) > 0 THEN sum(abs(told - came)) / sum(came) ELSE 1e0 END AS miss FROM compared GROUP BY 1, 2, 3, 4
), told AS (
  SELECT week, currency, legal_entity, segment, units, 'actual' AS kind, 0 AS kind_order, NULL AS horizon, amount, 0e0 AS miss FROM came
  UNION ALL
  SELECT f.week, f.currency, f.legal_entity, f.segment, f.units, CASE WHEN f.told_in = w.this_week THEN 'forecast' ELSE 'backtest' END,
    CASE WHEN f.told_in = w.this_week THEN 1 ELSE 2 END, f.horizon, f.amount_minor, coalesce(m.miss, 1e0)
  FROM puntual.forecasts AS f CROSS JOIN this AS w
  LEFT JOIN missed AS m ON m.currency = f.currency AND m.legal_entity = f.legal_entity AND m.segment = f.segment AND m.horizon = f.horizon
  WHERE f.told_in = w.this_week OR f.horizon = 4
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(week AS date) AS week, CAST(kind AS varchar) AS kind,
  CAST(kind_order AS bigint) AS kind_order, CAST(horizon AS bigint) AS horizon, CAST(amount / units AS double) AS amount,
  CAST(amount * (1 - least(miss, 1e0)) / units AS double) AS low_amount,
  CAST(amount * (1 + least(miss, 1e0)) / units AS double) AS high_amount
FROM told`,
} as const satisfies Kpi
