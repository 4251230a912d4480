import { COLUMN_NAMES, DATABASE, PARTITION, TABLE } from './dunning-events.ts'

/**
 * Statements that make large files of the small ones of a day; `statemachines/compact-lake.asl.json` puts in `{day}` (such
 * as 2026-06-30) and `{to}` (an S3 folder within the day's own, with a slash at the end).
 */
const FROM = `FROM ${DATABASE}.${TABLE} WHERE ${PARTITION} = '{day}'`
const columns = COLUMN_NAMES.join(', ')

/** Every row of the day once, whatever came twice. */
export const COMPACT_SQL = `UNLOAD (SELECT DISTINCT ${columns} ${FROM}) TO '{to}' WITH (format = 'PARQUET', compression = 'SNAPPY')`

/**
 * How many rows of the day stand outside the new files and not in them. Only when it says 0 may the old files go: so
 * neither a row that arrived meanwhile nor a folder that Athena did not look into can be lost.
 */
export const OUTSIDE_SQL = [
  'SELECT count(*) AS outside FROM (',
  `SELECT ${columns} ${FROM} AND "$path" NOT LIKE '{to}%'`,
  `EXCEPT SELECT ${columns} ${FROM} AND "$path" LIKE '{to}%') AS missing`,
].join(' ')
