import type { Kpi } from '../kpi.ts'

/** Consents revoked, by day and channel. */
export const optOuts = {
  id: 'opt_outs',
  means: 'Consents revoked, by day and channel',
  grain: 'day × channel',
  formula: 'one for each scope and instant at which a debtor said stop',
  source: 'consent',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    channel: 'STRING',
    opt_outs: 'INTEGER',
  },
} as const satisfies Omit<Kpi, 'sql'>
