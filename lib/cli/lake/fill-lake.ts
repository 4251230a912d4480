import { rmSync } from 'node:fs'
import { catalogTables } from '../../analytics/catalog-tables.ts'
import type { EventRow } from '../../analytics/dunning-events.ts'
import { rowsOf } from '../../analytics/kinds.ts'
import type { LakeOptions } from '../../analytics/lake.ts'
import { writeLake } from '../../analytics/write-lake.ts'
import { factsOfExported } from '../../aws/lake-facts.ts'
import { trusted } from '../../aws/ledger-items.ts'
import { dateAt, iso } from '../../domain/time.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import type { LakeFact } from '../../usecases/map-to-lake.ts'

type Image = Parameters<typeof factsOfExported>[0]

/**
 * Fills a folder with the lake of a rehearsal as it stands, as the backfill does in the cloud: every item of both tables
 * goes through the pipe's own mapping. What was in the folder is replaced. Answers how many rows there are.
 */
export async function fillLake(rehearsal: Rehearsal, folder: string, zone: string): Promise<number> {
  rmSync(folder, { recursive: true, force: true })
  return writeLake(folder, iso(rehearsal.world.now()).slice(0, 10), await exportedRows(rehearsal, zone))
}

/** The rows of every item of both tables as they stand, which is what an export would say. */
export async function exportedRows(rehearsal: Rehearsal, zone: string): Promise<EventRow[]> {
  return (await exportedFacts(rehearsal)).flatMap((fact) => rowsOf(fact, { zone, op: 'B' }))
}

/** What every item of both tables means to the lake, as it stands. */
export async function exportedFacts(rehearsal: Rehearsal): Promise<LakeFact[]> {
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '' } = rehearsal.deployed.outputs
  const images = [...(await imagesOf(rehearsal, ledger)), ...(await imagesOf(rehearsal, debtors))]
  const at = iso(rehearsal.world.now())
  return images.flatMap((image) => factsOfExported(image, at))
}

/** How the lake of a rehearsal is opened: on its own simulated day, with the catalog's prices and hours. */
export const asOf = (rehearsal: Rehearsal, zone: string, ...tables: Parameters<typeof catalogTables>): LakeOptions => ({
  today: dateAt(rehearsal.world.now(), zone),
  catalog: catalogTables(...tables),
})

async function imagesOf(rehearsal: Rehearsal, table: string): Promise<Image[]> {
  const images: Image[] = []
  let from: unknown
  do {
    const page = trusted<{ Items: Image[]; LastEvaluatedKey?: unknown }>(
      await rehearsal.dynamo.call('Scan', { TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }),
    )
    images.push(...page.Items)
    from = page.LastEvaluatedKey
  } while (from)
  return images
}
