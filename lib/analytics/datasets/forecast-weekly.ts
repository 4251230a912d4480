import type { Kpi } from '../kpi.ts'

/** Cash to come by week, with what the same method would have said before. */
export const forecastWeekly = {
  id: 'forecast_weekly',
  means: 'Cash to come by week, with what the same method would have said before',
  grain: 'week × kind',
  formula:
    "share of what is due in a week that is collected in that week and in the seven after it, from the last 26 weeks; backtest: the same at the time; low and high by the spread of the back-test's error",
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
} as const satisfies Omit<Kpi, 'sql'>
