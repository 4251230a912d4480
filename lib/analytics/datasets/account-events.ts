import type { Kpi } from '../kpi.ts'

/** What happened in an account, without personal data. */
export const accountEvents = {
  id: 'account_events',
  means: 'What happened in an account, without personal data',
  grain: 'event',
  formula: 'the newest 200 of a debtor',
  source: 'entry, touch, suppression, hold, journey, task',
  refresh: 'hourly',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    invoice: 'STRING',
    at: 'DATETIME',
    what: 'STRING',
    detail: 'STRING',
    channel: 'STRING',
    amount: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
