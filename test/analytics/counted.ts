import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { COLUMN_NAMES, type EventRow } from '../../lib/analytics/dunning-events.ts'
import { COUNT_SQL } from '../../lib/analytics/reconciliation.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'

/** Counts a lake of rows by the day they arrived, as of a day, with the very query that Athena gets. */
export async function counted(
  days: Readonly<Record<string, readonly EventRow[]>>,
  asOf = '2026-06-30',
): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  for (const [day, rows] of Object.entries(days)) await writeLake(folder, day, rows)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('CREATE SCHEMA puntual')
  await connection.run(
    `CREATE VIEW puntual.dunning_events AS SELECT ${COLUMN_NAMES.join(', ')}, dt FROM read_parquet('${folder}/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)`,
  )
  const reader = await connection.runAndReadAll(COUNT_SQL, [asOf])
  connection.closeSync()
  instance.closeSync()
  rmSync(folder, { recursive: true })
  return Object.fromEntries(reader.getRowObjectsJS().map(({ kind, tally }) => [kind, tally]))
}
