import type { Kpi } from '../kpi.ts'

/** Journeys by where they stand. */
export const journeyHealth = {
  id: 'journey_health',
  means: 'Journeys by where they stand',
  grain: 'day of change × status',
  formula: 'status: what an open journey waits for, else its outcome',
  source: 'journey',
  refresh: 'hourly',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    status: 'STRING',
    is_open: 'INTEGER',
    journeys: 'INTEGER',
  },
} as const satisfies Omit<Kpi, 'sql'>
