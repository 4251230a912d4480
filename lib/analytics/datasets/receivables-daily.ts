import type { Kpi } from '../kpi.ts'

/** What was open and overdue at the end of each day. */
export const receivablesDaily = {
  id: 'receivables_daily',
  means: 'What was open and overdue at the end of each day',
  grain: 'day × segment',
  formula:
    'sum of all ledger entries up to the day; overdue_N: of invoices at least N days past due (índice de mora N = overdue_N ÷ open)',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    segment: 'STRING',
    open_amount: 'DECIMAL',
    current_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    overdue_30: 'DECIMAL',
    overdue_60: 'DECIMAL',
    overdue_90: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
