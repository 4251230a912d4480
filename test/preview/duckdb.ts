import { DuckDBInstance } from '@duckdb/node-api'
import type { Ask } from '../../lib/preview/render.ts'

/** A database in memory, which is gone when it is closed. */
export async function duckdb(): Promise<{ readonly ask: Ask; readonly close: () => void }> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  return {
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
