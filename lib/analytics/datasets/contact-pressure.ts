import type { Kpi } from '../kpi.ts'

/** How often debtors were contacted in a week. */
export const contactPressure = {
  id: 'contact_pressure',
  means: 'How often debtors were contacted in a week',
  grain: 'week × contacts of a debtor',
  formula: 'debtors with so many contacts (messages and people) in the week',
  source: 'contact',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    week: 'DATETIME',
    contacts_per_debtor: 'INTEGER',
    debtors: 'INTEGER',
    contacts: 'INTEGER',
    after_hours: 'INTEGER',
  },
} as const satisfies Omit<Kpi, 'sql'>
