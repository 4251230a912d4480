import type { Kpi } from '../kpi.ts'

/** How far the lake is, by kind of fact. */
export const freshness = {
  id: 'freshness',
  means: 'How far the lake is, by kind of fact',
  grain: 'kind of fact',
  formula: 'days_old = days between today and the newest fact of the kind',
  source: 'all',
  refresh: 'hourly',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    kind: 'STRING',
    last_event: 'DATETIME',
    last_day: 'DATETIME',
    facts: 'INTEGER',
    days_old: 'INTEGER',
  },
} as const satisfies Omit<Kpi, 'sql'>
