import type { Kpi } from '../kpi.ts'

/** How often debtors were contacted in a week. */
export const contactPressure = {
  id: 'contact_pressure',
  means: 'How often debtors were contacted in a week',
  grain: 'week × contacts of a debtor',
  formula:
    'debtors with so many contacts in the week, messages and people, by whichever of our companies: who is called feels them together, so they belong to all entities; after_hours: outside the hours or on a holiday of the law of the debtor’s country',
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
  sql: `WITH counted AS (
  SELECT k.week, c.debtor, c.segment, count(c.id) AS contacts, sum(CASE WHEN c.is_after_hours THEN 1 ELSE 0 END) AS after_hours
  FROM puntual.contacts AS c JOIN puntual.dim_calendar AS k ON k.day = c.day
  GROUP BY 1, 2, 3
)
SELECT CAST('all' AS varchar) AS entity, CAST(segment AS varchar) AS business_unit,
  CAST(week AS date) AS week, CAST(contacts AS bigint) AS contacts_per_debtor, CAST(count(debtor) AS bigint) AS debtors,
  CAST(sum(contacts) AS bigint) AS contacts, CAST(sum(after_hours) AS bigint) AS after_hours
FROM counted
GROUP BY segment, week, contacts`,
} as const satisfies Kpi
