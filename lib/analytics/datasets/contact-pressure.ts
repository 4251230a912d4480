import { AFTER_HOURS } from '../after-hours.ts'
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
  sql: `WITH counted AS (
  SELECT k.week, c.debtor, coalesce(c.legal_entity, 'none') AS legal_entity, count(c.id) AS contacts,
    sum(CASE WHEN ${AFTER_HOURS} THEN 1 ELSE 0 END) AS after_hours
  FROM puntual.latest AS c JOIN puntual.dim_calendar AS k ON k.day = c.local_date
  WHERE c.entity = 'contact' GROUP BY 1, 2, 3
)
SELECT CAST(c.legal_entity AS varchar) AS entity, CAST(coalesce(d.segment, 'none') AS varchar) AS business_unit,
  CAST(c.week AS date) AS week, CAST(c.contacts AS bigint) AS contacts_per_debtor, CAST(count(c.debtor) AS bigint) AS debtors,
  CAST(sum(c.contacts) AS bigint) AS contacts, CAST(sum(c.after_hours) AS bigint) AS after_hours
FROM counted AS c LEFT JOIN puntual.latest AS d ON d.entity = 'debtor' AND d.id = c.debtor
GROUP BY c.legal_entity, coalesce(d.segment, 'none'), c.week, c.contacts`,
} as const satisfies Kpi
