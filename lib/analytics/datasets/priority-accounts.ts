import type { Kpi } from '../kpi.ts'

/** Debtors to speak to first, with the loss to expect. */
export const priorityAccounts = {
  id: 'priority_accounts',
  means: 'Debtors to speak to first, with the loss to expect',
  grain: 'debtor',
  formula:
    'expected loss = Σ open × share of that bucket that historically was not paid 90 days later; rank by expected loss',
  source: 'entry, invoice, task',
  refresh: 'hourly',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    segment: 'STRING',
    open_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    days_past_due: 'INTEGER',
    invoices: 'INTEGER',
    expected_loss: 'DECIMAL',
    rank: 'INTEGER',
    last_touch_date: 'DATETIME',
    open_tasks: 'INTEGER',
    action: 'STRING',
  },
} as const satisfies Omit<Kpi, 'sql'>
