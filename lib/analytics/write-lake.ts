import { once } from 'node:events'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { COLUMN_NAMES, duckdbTypeOf, type EventRow, PARTITION } from './dunning-events.ts'

/**
 * Writes rows as Firehose does: Parquet, one folder a day (`dt=2026-06-30`), the day on which the row was taken in, which
 * here is that of the fact. Rows go to a file first, so any number of them needs little memory.
 */
export async function writeLake(folder: string, rows: Iterable<EventRow>): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const raw = join(folder, 'rows.ndjson')
  const stream = createWriteStream(raw)
  let count = 0
  for (const row of rows) {
    count++
    if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  if (count > 0) await toParquet(folder, raw)
  rmSync(raw)
  return count
}

async function toParquet(folder: string, raw: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    temp_directory: join(folder, 'spill'),
  })
  const connection = await instance.connect()
  const columns = COLUMN_NAMES.map((name) => `"${name}": '${duckdbTypeOf(name)}'`).join(', ')
  await connection.run(
    `COPY (SELECT *, strftime(event_ts, '%Y-%m-%d') AS ${PARTITION} FROM read_json('${raw}', format = 'newline_delimited', columns = {${columns}}))
     TO '${folder}' (FORMAT parquet, PARTITION_BY (${PARTITION}), APPEND)`,
  )
  connection.closeSync()
  instance.closeSync()
}
