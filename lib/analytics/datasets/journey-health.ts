import type { Kpi } from '../kpi.ts'

/** Journeys by where they stand. */
export const journeyHealth = {
  id: 'journey_health',
  means: 'Journeys by where they stand',
  grain: 'day of change × status',
  formula:
    'the newest journey of each invoice; status: what an open one waits for, else its outcome; stage: open, settled, handedOver, or ended in another way',
  source: 'journey',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    status: 'STRING',
    is_open: 'INTEGER',
    stage: 'STRING',
    journeys: 'INTEGER',
  },
  sql: `WITH newest AS (
  SELECT j.id, j.legal_entity, coalesce(j.segment, d.segment, 'none') AS segment, CAST(j.company_ts AS date) AS day, j.status,
    j.waiting_for, j.outcome, row_number() OVER (PARTITION BY j.invoice ORDER BY j.generation DESC) AS place
  FROM puntual.latest AS j LEFT JOIN puntual.debtors AS d ON d.id = j.debtor WHERE j.entity = 'journey'
)
SELECT CAST(legal_entity AS varchar) AS entity, CAST(segment AS varchar) AS business_unit, CAST(day AS date) AS day,
  CAST(CASE WHEN status = 'open' THEN coalesce(waiting_for, 'deciding') ELSE coalesce(outcome, 'unknown') END AS varchar) AS status,
  CAST(CASE WHEN status = 'open' THEN 1 ELSE 0 END AS bigint) AS is_open,
  CAST(CASE WHEN status = 'open' THEN 'open' WHEN outcome IN ('settled', 'handedOver') THEN outcome ELSE 'ended' END AS varchar) AS stage,
  CAST(count(id) AS bigint) AS journeys
FROM newest WHERE place = 1
GROUP BY legal_entity, segment, day, status, waiting_for, outcome`,
} as const satisfies Kpi
