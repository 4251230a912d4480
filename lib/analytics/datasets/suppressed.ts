import type { Kpi } from '../kpi.ts'

/** Messages that were not sent, by reason. */
export const suppressed = {
  id: 'suppressed',
  means: 'Messages that were not sent, by reason',
  grain: 'day × reason',
  formula: 'one for each invoice, step and reason',
  source: 'suppression, invoice',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    reason: 'STRING',
    segment: 'STRING',
    suppressed: 'INTEGER',
  },
  sql: `SELECT CAST(i.legal_entity AS varchar) AS entity, CAST(i.segment AS varchar) AS business_unit, CAST(s.company_ts AS date) AS day,
  CAST(s.reason AS varchar) AS reason, CAST(i.segment AS varchar) AS segment, CAST(count(s.id) AS bigint) AS suppressed
FROM puntual.latest AS s JOIN puntual.invoices AS i ON i.invoice = s.invoice
WHERE s.entity = 'suppression'
GROUP BY i.legal_entity, i.segment, CAST(s.company_ts AS date), s.reason`,
} as const satisfies Kpi
