import type { LakeFact } from '../usecases/map-to-lake.ts'
import type { EventRow } from './dunning-events.ts'
import { debtorRows } from './rows/debtor-rows.ts'
import { entryRows } from './rows/entry-rows.ts'
import { claimRow, invoiceRows, snapshotRow } from './rows/invoice-rows.ts'
import { type Mapping, onCompanyClock } from './rows/row.ts'
import { taskRow, watermarkRows } from './rows/staff-rows.ts'
import { deliveryRow, suppressionRow, touchRows } from './rows/touch-rows.ts'

/** The values that the column `entity` may have. */
export const ENTITIES = [
  'debtor',
  'contact',
  'consent',
  'hold',
  'invoice',
  'journey',
  'entry',
  'claim',
  'touch',
  'attempt',
  'delivery',
  'suppression',
  'task',
  'watermark',
  'snapshot',
] as const
export type Entity = (typeof ENTITIES)[number]

/**
 * The rows of one fact: the one place that knows what becomes of each kind. Rows of `journey`, `attempt`, `contact`,
 * `consent` and `hold` come with the fact that brings them.
 */
export const rowsOf = (fact: LakeFact, mapping: Mapping): readonly EventRow[] =>
  told(fact, mapping).map((row) => onCompanyClock(row, mapping))

function told(fact: LakeFact, mapping: Mapping): readonly EventRow[] {
  switch (fact.kind) {
    case 'debtor':
      return debtorRows(fact, mapping)
    case 'invoice':
      return invoiceRows(fact, mapping)
    case 'entry':
      return entryRows(fact.invoice, fact.entry, mapping)
    case 'claim':
      return [claimRow(fact.claim, mapping)]
    case 'touch':
      return touchRows(fact.after, mapping)
    case 'delivery':
      return [deliveryRow(fact.report, mapping)]
    case 'suppression':
      return [suppressionRow(fact.touch, mapping)]
    case 'task':
      return [taskRow(fact.task, fact.at, mapping)]
    case 'watermark':
      return watermarkRows(fact.watermark, fact.at, mapping)
    case 'snapshot':
      return [snapshotRow(fact.invoice, fact.at, mapping)]
  }
}
