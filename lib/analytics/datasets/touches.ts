import type { Kpi } from '../kpi.ts'

/** Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it). */
export const touches = {
  id: 'touches',
  means:
    'Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it)',
  grain: 'day × channel × template × level × hour × weekday',
  formula: 'paid_within_7: messages after which one of their invoices was paid within seven days',
  source: 'touch, attempt, delivery, claim, contact',
  refresh: 'hourly',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    channel: 'STRING',
    template: 'STRING',
    level: 'INTEGER',
    hour: 'INTEGER',
    weekday: 'INTEGER',
    segment: 'STRING',
    sent: 'INTEGER',
    delivered: 'INTEGER',
    bounced: 'INTEGER',
    complained: 'INTEGER',
    failed: 'INTEGER',
    unknown: 'INTEGER',
    paid_within_7: 'INTEGER',
    paid_amount_within_7: 'DECIMAL',
    after_hours: 'INTEGER',
    cost: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
