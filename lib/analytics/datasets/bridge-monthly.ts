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
} as const satisfies Omit<Kpi, 'sql'>
