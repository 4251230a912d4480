import { expect } from 'vitest'
import { DATASETS, type DatasetId } from '../../../lib/analytics/datasets.ts'
import type { Cell, Lake, Row } from '../../../lib/analytics/lake.ts'
import type { Books } from './books.ts'
import { EXPECTED } from './expected.ts'

const isDataset = (id: string): id is DatasetId => Object.hasOwn(DATASETS, id)
export const DATASET_IDS: readonly DatasetId[] = Object.keys(DATASETS).filter(isDataset)

/** What the tables do not keep, and so cannot be held against a stream: rows without it, on both sides. */
export type Without = Readonly<Partial<Record<DatasetId, (rows: readonly Row[]) => readonly Row[]>>>

/**
 * Holds every row and every column of a dataset against the ledger. Amounts may differ by a millionth of themselves, and
 * nothing else may.
 */
export async function compare(id: DatasetId, books: Books, lake: Lake, without: Without = {}): Promise<number> {
  const lines = (rows: readonly Row[]) => (without[id]?.(rows) ?? rows).map((row) => line(id, row))
  const expected = lines(EXPECTED[id](books))
  const found = lines(await lake.run(DATASETS[id].sql))
  expect(lost(found, expected), `${id}: in the ledger, and not in the lake`).toEqual([])
  expect(lost(expected, found), `${id}: in the lake, and not in the ledger`).toEqual([])
  return expected.length
}

/** Lines of the one that the other lacks, a few of them. */
function lost(from: readonly string[], of: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const one of from) counts.set(one, (counts.get(one) ?? 0) + 1)
  const missing = of.filter((one) => {
    const left = counts.get(one) ?? 0
    counts.set(one, left - 1)
    return left <= 0
  })
  return missing.slice(0, 5)
}

/** A row as one line, its columns in the dataset's order: every one is there, or the row is refused. */
function line(id: DatasetId, row: Row): string {
  const columns = Object.keys(DATASETS[id].columns)
  const more = Object.keys(row).filter((name) => !columns.includes(name))
  const less = columns.filter((name) => row[name] === undefined)
  if (more.length + less.length > 0)
    throw new Error(`${id}: ${more.join(', ')} is too many, ${less.join(', ')} is missing`)
  return columns.map((name) => `${name}=${written(row[name] ?? null)}`).join(' ')
}

/** Numbers to ten digits: sums of doubles are not of one order. */
function written(value: Cell): string {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return String(value)
  if (Math.abs(value) < 1e-7) return '0'
  return String(Number(value.toPrecision(10)))
}
