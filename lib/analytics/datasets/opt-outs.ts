import type { Kpi } from '../kpi.ts'

/** Consents revoked, by day and channel. */
export const optOuts = {
  id: 'opt_outs',
  means: 'Consents revoked, by day and channel',
  grain: 'day × channel',
  formula: 'one for each scope and instant at which a debtor said stop',
  source: 'consent',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    channel: 'STRING',
    opt_outs: 'INTEGER',
  },
  sql: `SELECT CAST('all' AS varchar) AS entity, CAST(coalesce(d.business_unit, 'none') AS varchar) AS business_unit,
  CAST(c.company_ts AS date) AS day, CAST(c.channel AS varchar) AS channel, CAST(count(c.id) AS bigint) AS opt_outs
FROM puntual.latest AS c
LEFT JOIN puntual.debtors AS d ON d.id = c.debtor
WHERE c.entity = 'consent' AND c.status = 'revoked'
GROUP BY CAST(c.company_ts AS date), coalesce(d.business_unit, 'none'), c.channel`,
} as const satisfies Kpi
