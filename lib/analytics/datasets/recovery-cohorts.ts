import type { Kpi } from '../kpi.ts'

/** What of each month's due invoices was paid by a day after they fell due. */
export const recoveryCohorts = {
  id: 'recovery_cohorts',
  means: "What of each month's due invoices was paid by a day after they fell due",
  grain: 'month of due date × days after due',
  formula:
    'recovery = paid up to k days after the due date ÷ placed; placed is the amount of the invoices due in the month',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    cohort: 'DATETIME',
    days_after: 'INTEGER',
    placed_amount: 'DECIMAL',
    paid_amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
