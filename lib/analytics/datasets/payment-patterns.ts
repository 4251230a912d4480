import type { Kpi } from '../kpi.ts'

/** How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process. */
export const paymentPatterns = {
  id: 'payment_patterns',
  means:
    'How many days late the invoices of a segment are settled: the same few days every time point at the invoicing process',
  grain: 'segment × days late',
  formula: 'days late = day of the last payment − due date, of settled invoices',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    segment: 'STRING',
    days_late: 'INTEGER',
    invoices: 'INTEGER',
    amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
