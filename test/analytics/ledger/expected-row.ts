import type { ColumnOf, DatasetId } from '../../../lib/analytics/datasets.ts'
import type { Cell } from '../../../lib/analytics/lake.ts'

/** A row of a dataset as the ledger has it: every column of the dataset, or it does not compile. */
export type ExpectedRow<Id extends DatasetId> = Readonly<Record<ColumnOf<Id>, Cell>>
