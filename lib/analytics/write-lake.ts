import { once } from 'node:events'
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { COLUMN_NAMES, duckdbTypeOf, type EventRow, PARTITION } from './dunning-events.ts'

/**
 * Writes rows as Firehose does: Parquet, in the folder of the day on which they are taken in (`dt=2026-06-30`). Rows go to
 * a file first, so any number of them needs little memory. Answers how many there were.
 */
export async function writeLake(folder: string, day: string, rows: Iterable<EventRow>): Promise<number> {
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
  if (count > 0) await toParquet(folder, day, raw)
  rmSync(raw)
  return count
}

async function toParquet(folder: string, day: string, raw: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    temp_directory: join(folder, 'spill'),
  })
  const connection = await instance.connect()
  const columns = COLUMN_NAMES.map((name) => `"${name}": '${duckdbTypeOf(name)}'`).join(', ')
  const days = join(folder, `${PARTITION}=${day}`)
  mkdirSync(days, { recursive: true })
  const name = `rows-${readdirSync(days).length}.parquet`
  await connection.run(
    `COPY (SELECT * FROM read_json('${raw}', format = 'newline_delimited', columns = {${columns}})) TO '${join(days, name)}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
}
