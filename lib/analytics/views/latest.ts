import { COLUMN_NAMES, COLUMNS, type ColumnName, DATABASE, TABLE } from '../dunning-events.ts'
import type { View, ViewColumnType } from '../view.ts'

const TYPES = { text: 'varchar', whole: 'bigint', flag: 'boolean', date: 'date', instant: 'timestamp' } as const
const typed = COLUMN_NAMES.map((name: ColumnName): [string, ViewColumnType] => [name, TYPES[COLUMNS[name].type]])
const names = COLUMN_NAMES.join(', ')

/**
 * The newest row of each fact: delivered at least once, counted exactly once. Everything but freshness reads the lake
 * through it.
 */
export const latest = {
  name: 'latest',
  means: 'the newest row of each kind and id',
  columns: Object.fromEntries(typed),
  sql: `SELECT ${names} FROM (
  SELECT ${names}, row_number() OVER (PARTITION BY entity, id ORDER BY version DESC, event_ts DESC) AS newest
  FROM ${DATABASE}.${TABLE}
) AS ranked WHERE newest = 1`,
} as const satisfies View
