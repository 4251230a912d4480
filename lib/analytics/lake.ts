import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { DATABASE, duckdbTable, PARTITION, TABLE } from './dunning-events.ts'
import type { CatalogTables } from './views/dims.ts'
import { latest } from './views/latest.ts'
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
  /** Facts that are looked at together; a lake of more is opened in parts. */
  readonly atATime?: number
}

/** Facts whose newest rows are told apart at a time: what one such part needs fits into two gigabytes beside the rest. */
const AT_A_TIME = 2_000_000

/**
 * Opens a folder of Parquet files, one folder a day, as the database `puntual`; an empty one has an empty table.
 *
 * A lake of more than one part keeps its views on disk while it is open, and in no order: DuckDB holds every row of a
 * statement that must keep the order.
 */
export async function openLake(folder: string, options: LakeOptions): Promise<Lake> {
  mkdirSync(folder, { recursive: true })
  const { today, catalog, memory = '1GB', threads = 2, atATime = AT_A_TIME } = options
  const spill = join(folder, 'spill')
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memory,
    threads: String(threads),
    temp_directory: spill,
  })
  const connection = await instance.connect()
  // Trino divides whole numbers to whole numbers; so does DuckDB when it is told to.
  await connection.run('SET integer_division = true')
  const hasFiles = existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${PARTITION}=`))
  const files = `SELECT * FROM read_parquet('${join(folder, `${PARTITION}=*`, '**', '*.parquet')}', hive_partitioning = true, hive_types_autocast = false, union_by_name = true)`
  const [{ facts = 0 } = {}] = hasFiles ? await rowsOf(connection, `SELECT count(*) AS facts FROM (${files})`) : []
  const parts = Math.ceil(Number(facts) / atATime)
  if (parts > 1) {
    mkdirSync(spill, { recursive: true })
    await connection.run(`ATTACH '${join(spill, 'views.duckdb')}' AS large`)
    await connection.run('USE large')
    await connection.run('SET preserve_insertion_order = false')
  }
  await connection.run(`CREATE SCHEMA ${DATABASE}`)
  await connection.run(duckdbTable('no_rows'))
  const whole = `SELECT * FROM no_rows${hasFiles ? ` UNION ALL BY NAME ${files}` : ''}`
  const told = (rows: string) => connection.run(`CREATE OR REPLACE VIEW ${DATABASE}.${TABLE} AS ${rows}`)
  await told(whole)
  // Each view is worked out once, where Athena works it out for every query: on a laptop many queries follow one another.
  for (const { name, sql } of viewsOf(`DATE '${today}'`, catalog)) {
    const table = `${DATABASE}.${name}`
    if (name !== latest.name || parts <= 1) {
      await connection.run(`CREATE TABLE ${table} AS ${sql}`)
      continue
    }
    // All rows of a fact have its id, so the newest of each part are the newest of all.
    for (let part = 0; part < parts; part++) {
      await told(`SELECT * FROM (${whole}) WHERE hash(id) % ${parts} = ${part}`)
      await connection.run(part === 0 ? `CREATE TABLE ${table} AS ${sql}` : `INSERT INTO ${table} ${sql}`)
    }
    await told(whole)
  }
  return {
    run: (sql) => rowsOf(connection, sql),
    async do(sql) {
      await connection.run(sql)
    },
    close() {
      connection.closeSync()
      instance.closeSync()
      rmSync(spill, { recursive: true, force: true })
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
