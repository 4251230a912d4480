import type { Kpi } from '../kpi.ts'

/** Collected against target, and invoiced, by day. */
export const collectedDaily = {
  id: 'collected_daily',
  means: 'Collected against target, and invoiced, by day',
  grain: 'day × segment',
  formula: 'collected = payments less reversals and excess; target of a day = what fell due on it',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    segment: 'STRING',
    collected_amount: 'DECIMAL',
    target_amount: 'DECIMAL',
    invoiced_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
