import type { Kpi } from '../kpi.ts'
import { unitsOf } from '../views/invoices.ts'

/** Documents and sums of a source beside our own. */
export const tieOut = {
  id: 'tie_out',
  means: 'Documents and sums of a source beside our own',
  grain: 'source × period',
  formula:
    'difference = theirs − ours; a row without a currency counts documents; each row agrees or differs by itself; state_order: what differs first, what agrees last',
  source: 'watermark',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    source: 'STRING',
    day: 'DATETIME',
    from_day: 'DATETIME',
    state: 'STRING',
    state_order: 'INTEGER',
    documents_ours: 'INTEGER',
    documents_theirs: 'INTEGER',
    amount_ours: 'DECIMAL',
    amount_theirs: 'DECIMAL',
  },
  sql: `WITH told AS (
  SELECT currency, source, upto_date, from_date, documents, documents_declared, amount_minor, declared_minor,
    CASE WHEN status = 'differs' AND coalesce(documents, amount_minor) = coalesce(documents_declared, declared_minor)
      THEN 'agrees' ELSE status END AS state
  FROM puntual.latest WHERE entity = 'watermark'
)
SELECT CAST(currency AS varchar) AS currency, CAST('all' AS varchar) AS entity, CAST('all' AS varchar) AS business_unit,
  CAST(source AS varchar) AS source, CAST(upto_date AS date) AS day, CAST(from_date AS date) AS from_day,
  CAST(state AS varchar) AS state, CAST(CASE state WHEN 'differs' THEN 0 WHEN 'agrees' THEN 2 ELSE 1 END AS bigint) AS state_order, CAST(documents AS bigint) AS documents_ours,
  CAST(documents_declared AS bigint) AS documents_theirs,
  CAST(amount_minor AS double) / ${unitsOf('currency')} AS amount_ours,
  CAST(declared_minor AS double) / ${unitsOf('currency')} AS amount_theirs
FROM told`,
} as const satisfies Kpi
