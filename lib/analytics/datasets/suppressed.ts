import type { Kpi } from '../kpi.ts'

/** Messages that were not sent, by reason. */
export const suppressed = {
  id: 'suppressed',
  means: 'Messages that were not sent, by reason',
  grain: 'day × reason',
  formula: 'one for each invoice, step and reason',
  source: 'suppression, invoice',
  refresh: 'hourly',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    reason: 'STRING',
    segment: 'STRING',
    suppressed: 'INTEGER',
  },
} as const satisfies Omit<Kpi, 'sql'>
