import type { Kpi } from '../kpi.ts'

/** What messages cost, and what was collected. */
export const costMonthly = {
  id: 'cost_monthly',
  means: 'What messages cost, and what was collected',
  grain: 'month',
  formula: 'cost per recovered = cost ÷ collected; the cost of messages at catalog/prices, in cost_currency',
  source: 'attempt, entry',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    cost_currency: 'STRING',
    messages: 'INTEGER',
    cost: 'DECIMAL',
    collected_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
