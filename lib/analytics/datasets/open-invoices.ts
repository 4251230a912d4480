import type { Kpi } from '../kpi.ts'

/** An open invoice today. */
export const openInvoices = {
  id: 'open_invoices',
  means: 'An open invoice today',
  grain: 'invoice',
  formula: 'open = balance of the invoice; overdue = open where days past due > 0; days past due = today − due date',
  source: 'invoice, claim, touch',
  refresh: 'hourly',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    invoice: 'STRING',
    segment: 'STRING',
    due_date: 'DATETIME',
    issue_date: 'DATETIME',
    days_past_due: 'INTEGER',
    bucket: 'STRING',
    bucket_order: 'INTEGER',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    invoices: 'INTEGER',
    waiting_for: 'STRING',
    level: 'INTEGER',
    last_touch_date: 'DATETIME',
  },
} as const satisfies Omit<Kpi, 'sql'>
