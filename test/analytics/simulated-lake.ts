import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DATASETS, type DatasetId } from '../../lib/analytics/datasets.ts'
import { type Lake, openLake, type Row } from '../../lib/analytics/lake.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { rowsOfTown } from '../../lib/cli/lake/simulated-rows.ts'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import type { Town } from '../../lib/simulation/town.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { house } from '../simulation/house.ts'
import { type Account, accountsOf, ZONE } from './from-the-ledger.ts'

/** A day after every town of the campaigns has come to rest. */
export const TODAY = '2028-12-20'
/** Whole units of each currency in minor ones. */
export const UNITS: Readonly<Record<string, number>> = { MXN: 100, COP: 100, CLP: 1 }

/** A portfolio of towns in the ledger and in the lake. */
export interface Portfolio {
  readonly towns: readonly Town[]
  readonly accounts: readonly Account[]
  readonly lake: Lake
  rows(id: DatasetId): Promise<Row[]>
}

/** Lives through towns, under troubles, and fills a lake with their facts: some twice, all in another order. */
export async function portfolioOf(seed: number, count: number): Promise<Portfolio> {
  const towns: Town[] = []
  for (let number = 0; number < count; number++) {
    const own = seed * 1_000 + number
    towns.push((await live(house, scriptOf(own, Object.keys(house.policies)), seededTroubles(own))).town)
  }
  const rows = towns.flatMap((town, number) => rowsOfTown(town, number, { zone: ZONE, op: 'S' }))
  const twice = rows.filter((_, index) => index % 7 === seed % 7)
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  await writeLake(folder, TODAY, [...twice, ...rows.toReversed()])
  const lake = await openLake(folder, {
    today: TODAY,
    prices: [{ channel: 'email', country: 'other', micros: 100 }],
    // A large lake is opened in parts, and answers the same.
    ...(seed % 2 === 0 ? { atATime: 1_000 } : {}),
  })
  return {
    towns,
    accounts: towns.flatMap(accountsOf),
    lake,
    rows: (id) => lake.run(DATASETS[id].sql),
  }
}

/** The group of a row, as an account has it. */
export const groupOf = ({ currency, entity, business_unit: unit }: Row): string => `${currency} ${entity} ${unit}`
/** An amount of a row in minor units. */
export const minor = (row: Row, column: string): number =>
  Math.round(Number(row[column]) * (UNITS[String(row.currency)] ?? Number.NaN))
