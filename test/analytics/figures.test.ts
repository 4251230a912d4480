import { afterAll, describe, expect, it } from 'vitest'
import { DATASETS, type DatasetId } from '../../lib/analytics/datasets.ts'
import { inventedBooks, inventedLake, type Proof, simulatedLake } from './lakes.ts'
import { compare, DATASET_IDS } from './ledger/compare.ts'
import { EXPECTED } from './ledger/expected.ts'

/** Portfolios in which everything happens, and portfolios that whole towns lived through. */
const LAKES = [
  ['invented portfolio 1', () => inventedLake(1)],
  ['invented portfolio 2', () => inventedLake(2)],
  ['the towns of seed 1', () => simulatedLake(1, 16)],
  ['the towns of seed 5', () => simulatedLake(5, 16)],
] as const
/** What towns have nothing of: they come to rest, and no source of theirs declares what it sent. */
const NOT_IN_TOWNS: readonly DatasetId[] = [
  'tie_out',
  'open_invoices',
  'priority_accounts',
  'forecast_weekly',
  'forecast_errors',
  'opt_outs',
]

describe.each(LAKES)('every row and column of %s is that of its ledger', (name, open) => {
  let proof: Promise<Proof> | undefined
  const told = () => {
    proof ??= open()
    return proof
  }
  afterAll(async () => (await told()).lake.close())

  it.each(DATASET_IDS)('%s', async (id) => {
    const { books, lake } = await told()
    const rows = await compare(id, books, lake)
    if (name.startsWith('invented') || !NOT_IN_TOWNS.includes(id)) expect(rows).toBeGreaterThan(0)
  })
})

describe('the columns that are compared', () => {
  /** By dataset and column: why every row has the same. */
  const CONSTANT: Readonly<Partial<Record<DatasetId, Readonly<Record<string, string>>>>> = {
    open_invoices: { invoices: 'a row is one invoice' },
    opt_outs: { entity: 'a stop is told to all of our companies' },
    contact_pressure: { entity: 'who is contacted feels all of our companies together' },
    tie_out: { entity: 'a source may serve several', business_unit: 'a source may serve several' },
    freshness: { entity: 'the lake is one', as_of: 'it is loaded at once' },
  }

  const books = inventedBooks(1)

  it.each(DATASET_IDS)('%s: all of the dataset, each with several values or a reason why it has one', (id) => {
    const rows = EXPECTED[id](books)
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(Object.keys(DATASETS[id].columns).toSorted())
    const constant = Object.keys(DATASETS[id].columns).filter(
      (column) => new Set(rows.map((row) => Object.entries(row).find(([name]) => name === column)?.[1])).size < 2,
    )
    expect(constant.filter((column) => CONSTANT[id]?.[column] === undefined)).toEqual([])
  })
})
