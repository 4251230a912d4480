import type { Kpi } from '../kpi.ts'

/** How far the lake is, by kind of fact. */
export const freshness = {
  id: 'freshness',
  means: 'How far the lake is, by kind of fact',
  grain: 'kind of fact',
  formula:
    'days old = days from the newest fact of the kind to the moment somebody looks, worked out in the dashboard: a dataset that stopped loading grows old before the eyes, and both are UTC; as_of: the day on which this was loaded',
  source: 'all',
  refresh: 'daily',
  columns: {
    entity: 'STRING',
    kind: 'STRING',
    last_event: 'DATETIME',
    last_day: 'DATETIME',
    facts: 'INTEGER',
    as_of: 'DATETIME',
  },
  sql: `SELECT CAST('all' AS varchar) AS entity, CAST(e.entity AS varchar) AS kind,
  CAST(max(e.event_ts) AS timestamp) AS last_event, CAST(max(e.event_ts) AS date) AS last_day, CAST(count(e.id) AS bigint) AS facts,
  CAST(max(t.today) AS date) AS as_of
FROM puntual.dunning_events AS e CROSS JOIN puntual.dim_today AS t
GROUP BY e.entity`,
} as const satisfies Kpi
