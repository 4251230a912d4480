import type { Kpi } from '../kpi.ts'

/** Open receivables by ageing bucket at the end of each day. */
export const ageingDaily = {
  id: 'ageing_daily',
  means: 'Open receivables by ageing bucket at the end of each day',
  grain: 'day × bucket',
  formula: 'bucket by days past due: current ≤ 0, b1_30, b31_60, b61_90, b91; the buckets add up to open receivables',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    bucket: 'STRING',
    bucket_order: 'INTEGER',
    open_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
