import type { Kpi } from '../kpi.ts'

/** Where the money of each bucket was a month later. */
export const rollsMonthly = {
  id: 'rolls_monthly',
  means: 'Where the money of each bucket was a month later',
  grain: 'month × bucket before × bucket after',
  formula:
    'roll rate b→b+1 = what stood in b at the end of last month and stands in b+1 now ÷ what stood in b; cured: became current or left the books (to_bucket paid)',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    from_bucket: 'STRING',
    from_order: 'INTEGER',
    to_bucket: 'STRING',
    to_order: 'INTEGER',
    rolled_amount: 'DECIMAL',
    from_amount: 'DECIMAL',
    cured_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
