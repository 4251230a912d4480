import type { Kpi } from '../kpi.ts'

/** Journeys by where they stand. */
export const journeyHealth = {
  id: 'journey_health',
  means: 'Journeys by where they stand',
  grain: 'day of change × status',
  formula: 'the newest journey of each invoice; status: what an open one waits for, else its outcome',
  source: 'journey',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    status: 'STRING',
    is_open: 'INTEGER',
    journeys: 'INTEGER',
  },
  sql: `WITH newest AS (
  SELECT id, legal_entity, segment, company_ts, status, waiting_for, outcome,
    row_number() OVER (PARTITION BY invoice ORDER BY generation DESC) AS place
  FROM puntual.latest WHERE entity = 'journey'
)
SELECT CAST(legal_entity AS varchar) AS entity, CAST(coalesce(segment, 'none') AS varchar) AS business_unit,
  CAST(company_ts AS date) AS day,
  CAST(CASE WHEN status = 'open' THEN coalesce(waiting_for, 'deciding') ELSE coalesce(outcome, 'unknown') END AS varchar) AS status,
  CAST(CASE WHEN status = 'open' THEN 1 ELSE 0 END AS bigint) AS is_open, CAST(count(id) AS bigint) AS journeys
FROM newest WHERE place = 1
GROUP BY legal_entity, coalesce(segment, 'none'), CAST(company_ts AS date), status, waiting_for, outcome`,
} as const satisfies Kpi
