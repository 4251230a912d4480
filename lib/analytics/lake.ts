import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { DATABASE, duckdbTable, PARTITION, TABLE } from './dunning-events.ts'
import type { CatalogTables } from './views/dims.ts'
import { viewsOf } from './views.ts'

/** A value of a row: dates are `2026-06-30`, instants `2026-06-30 17:05:00`, money and ratios numbers. */
export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell>>

/** The lake on a laptop: the same Parquet files, views and queries as in the cloud, run by DuckDB. */
export interface Lake {
  run(sql: string): Promise<Row[]>
  /** Runs statements that answer nothing. */
  do(sql: string): Promise<void>
  close(): void
}

/** How a lake is opened. */
export interface LakeOptions {
  /** The day that everything is told as of, such as `2026-08-30`. */
  readonly today: string
  /** Prices of messages and hours of contact, from the catalog. */
  readonly catalog: CatalogTables
  /** Of DuckDB, such as `2GB`; larger queries go to a folder on disk. */
  readonly memory?: string
  readonly threads?: number
}

/** Opens a folder of Parquet files, one folder a day, as the database `puntual`; an empty one has an empty table. */
export async function openLake(folder: string, options: LakeOptions): Promise<Lake> {
  mkdirSync(folder, { recursive: true })
  const { today, catalog, memory = '1GB', threads = 2 } = options
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    threads: String(threads),
    temp_directory: join(folder, 'spill'),
  })
  const connection = await instance.connect()
  // Trino divides whole numbers to whole numbers; so does DuckDB when it is told to.
  await connection.run('SET integer_division = true')
  await connection.run(`CREATE SCHEMA ${DATABASE}`)
  await connection.run(duckdbTable('no_rows'))
  const hasFiles = existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${PARTITION}=`))
  const files = `SELECT * EXCLUDE (${PARTITION}) FROM read_parquet('${join(folder, `${PARTITION}=*`, '*.parquet')}', hive_partitioning = true, union_by_name = true)`
  await connection.run(
    `CREATE VIEW ${DATABASE}.${TABLE} AS SELECT * FROM no_rows${hasFiles ? ` UNION ALL BY NAME ${files}` : ''}`,
  )
  // Each view is worked out once, where Athena works it out for every query: on a laptop many queries follow one another.
  for (const { name, sql } of viewsOf(`DATE '${today}'`, catalog))
    await connection.run(`CREATE TABLE ${DATABASE}.${name} AS ${sql}`)
  return {
    run: (sql) => rowsOf(connection, sql),
    async do(sql) {
      await connection.run(sql)
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql)
  return reader
    .getRowObjectsJS()
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])))
}

/** Whole numbers stay exact, or the query is refused: a sum beyond them would be wrong in every later step. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number))
      throw new RangeError(`${value} is beyond the whole numbers that can be kept exactly`)
    return number
  }
  if (value instanceof Date) {
    const text = value.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
  }
  throw new TypeError(`a query answered ${String(value)}, which no column of a dataset may be`)
}
