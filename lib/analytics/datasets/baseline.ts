import type { Kpi } from '../kpi.ts'

/** The months before the first message beside the months after it. */
export const baseline = {
  id: 'baseline',
  means: 'The months before the first message beside the months after it',
  grain: 'period',
  formula:
    'before and after the day of the first message: overdue ÷ open at month ends, days late of settled invoices, collected per month',
  source: 'entry, invoice, touch',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    period: 'STRING',
    period_order: 'INTEGER',
    months: 'INTEGER',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    days_late: 'INTEGER',
    settled_invoices: 'INTEGER',
    collected_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
