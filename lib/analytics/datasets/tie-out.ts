import type { Kpi } from '../kpi.ts'

/** Documents and sums of a source beside our own. */
export const tieOut = {
  id: 'tie_out',
  means: 'Documents and sums of a source beside our own',
  grain: 'source × period',
  formula: 'difference = theirs − ours; a row without a currency counts documents',
  source: 'watermark',
  refresh: 'hourly',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    source: 'STRING',
    day: 'DATETIME',
    from_day: 'DATETIME',
    state: 'STRING',
    documents_ours: 'INTEGER',
    documents_theirs: 'INTEGER',
    amount_ours: 'DECIMAL',
    amount_theirs: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
