import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvOf } from '../../analytics/csv.ts'
import { DATASETS } from '../../analytics/datasets.ts'
import type { Lake } from '../../analytics/lake.ts'

/** Writes each dataset of a lake as a table for spreadsheets, by the query that the dashboards have; answers the paths. */
export async function writeCsvs(lake: Pick<Lake, 'run'>, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const paths: string[] = []
  for (const { id, sql, columns } of Object.values(DATASETS)) {
    const path = join(folder, `${id}.csv`)
    writeFileSync(path, csvOf(Object.keys(columns), await lake.run(sql)))
    paths.push(path)
  }
  return paths
}
