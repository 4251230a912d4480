import { MISSES } from '../forecast-misses.ts'
import type { Kpi } from '../kpi.ts'

/** How far the forecast was off in the last twelve weeks, by how many weeks ahead it was told. */
export const forecastErrors = {
  id: 'forecast_errors',
  means: 'How far the forecast was off in the last twelve weeks, by how many weeks ahead it was told',
  grain: 'weeks ahead',
  formula:
    'error = Σ |told − came| ÷ Σ came over the last twelve whole weeks (weighted absolute percentage error); bias = Σ (told − came) ÷ Σ came: below zero it told too little, as it does when much of what comes was not issued yet',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    horizon: 'INTEGER',
    weeks: 'INTEGER',
    told_amount: 'DECIMAL',
    came_amount: 'DECIMAL',
    missed_amount: 'DECIMAL',
  },
  sql: `WITH ${MISSES}
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity, CAST(segment AS varchar) AS business_unit,
  CAST(horizon AS bigint) AS horizon, CAST(count(told) AS bigint) AS weeks, CAST(sum(told) / max(units) AS double) AS told_amount,
  CAST(sum(came) / max(units) AS double) AS came_amount, CAST(sum(abs(told - came)) / max(units) AS double) AS missed_amount
FROM compared GROUP BY currency, legal_entity, segment, horizon`,
} as const satisfies Kpi
