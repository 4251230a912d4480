import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { TrinoSQL } from 'dt-sql-parser'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { COMPACT_SQL, OUTSIDE_SQL } from '../../lib/analytics/compaction.ts'
import { COLUMN_NAMES, type EventRow } from '../../lib/analytics/dunning-events.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'

const DAY = '2026-06-30'
const row = (id: string, reason?: string): EventRow => {
  return { entity: 'suppression', id, version: 1, op: 'S', event_ts: `${DAY} 12:00:00.000`, reason }
}
const put = (sql: string, to: string) => sql.replaceAll('{day}', DAY).replaceAll('{to}', to)

let folder: string
let instance: DuckDBInstance
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  instance = await DuckDBInstance.create(':memory:')
})
afterAll(() => instance.closeSync())

/** Asks the lake as Athena sees it, with the path of each row's file. */
async function ask(sql: string): Promise<unknown[]> {
  const connection = await instance.connect()
  await connection.run('CREATE SCHEMA IF NOT EXISTS puntual')
  await connection.run(
    `CREATE OR REPLACE VIEW puntual.dunning_events AS SELECT ${COLUMN_NAMES.join(', ')}, dt, filename AS "$path" FROM read_parquet('${folder}/dt=*/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, filename = true)`,
  )
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS()
  connection.closeSync()
  return rows
}

it('writes every row of the day once, and counts what would be lost with the old files', async () => {
  await writeLake(folder, DAY, [row('a', 'paid'), row('b'), row('b')])
  await writeLake(folder, DAY, [row('a', 'paid'), row('c', 'holiday')])
  await writeLake(folder, '2026-07-01', [row('d')])
  const to = join(folder, `dt=${DAY}`, 'compact-1')
  const outside = async () => (await ask(put(OUTSIDE_SQL, `${to}/`)))[0]
  // Nothing is written yet: of five rows in two files three are different.
  expect(await outside()).toEqual({ outside: 3n })
  const [, select = ''] = /^UNLOAD \((.*)\) TO /.exec(put(COMPACT_SQL, `${to}/`)) ?? []
  expect(await ask(`SELECT id, reason FROM (${select}) ORDER BY id`)).toEqual([
    { id: 'a', reason: 'paid' },
    { id: 'b', reason: null },
    { id: 'c', reason: 'holiday' },
  ])
  await ask(`COPY (${select}) TO '${to}' (FORMAT parquet, PER_THREAD_OUTPUT)`)
  expect(await outside()).toEqual({ outside: 0n })
  // What Firehose brings meanwhile is not in it.
  await writeLake(folder, DAY, [row('c', 'holiday'), row('e')])
  expect(await outside()).toEqual({ outside: 1n })
})

it('is Trino’s grammar', () => {
  const [, select = ''] = /^UNLOAD \((.*)\) TO /.exec(COMPACT_SQL) ?? []
  for (const sql of [select, OUTSIDE_SQL]) expect(new TrinoSQL().validate(put(sql, 's3://lake/to/'))).toEqual([])
})
