import { COLUMN_NAMES, COLUMNS, type ColumnName, DATABASE, PARTITION, TABLE } from '../dunning-events.ts'
import type { View, ViewColumnType } from '../view.ts'

const TYPES = { text: 'varchar', whole: 'bigint', flag: 'boolean', date: 'date', instant: 'timestamp' } as const
const typed = COLUMN_NAMES.map((name: ColumnName): [string, ViewColumnType] => [name, TYPES[COLUMNS[name].type]])
const names = COLUMN_NAMES.join(', ')
/** What arrived before the column was there has no clock of the company, and keeps the day of UTC. */
const known = COLUMN_NAMES.map((name) =>
  name === 'company_ts' ? 'coalesce(company_ts, event_ts) AS company_ts' : name,
).join(', ')

/**
 * Of two rows of one fact, the newer first; of two that say they are as new as each other, the one that arrived later, and
 * of one day the one that an export brought: what a mended mapping says takes the place of what it said before.
 */
export const NEWEST = `ORDER BY version DESC, event_ts DESC, ${PARTITION} DESC, op`

/**
 * The newest row of each fact: delivered at least once, counted exactly once. Everything but freshness reads the lake
 * through it.
 */
export const latest = {
  name: 'latest',
  means: 'the newest row of each kind and id',
  columns: Object.fromEntries(typed),
  sql: `SELECT ${known} FROM (
  SELECT ${names}, row_number() OVER (PARTITION BY entity, id ${NEWEST}) AS newest
  FROM ${DATABASE}.${TABLE}
) AS ranked WHERE newest = 1`,
} as const satisfies View
