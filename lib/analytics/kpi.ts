import type { Columns, Dataset } from './dataset.ts'

/**
 * A dataset with what its figures mean. Money is in whole units of `currency` (the last SELECT divides the minor units) and
 * never added across currencies; a ratio comes as numerator and denominator, to be divided after they are added up.
 */
export interface Kpi<Id extends string = string, C extends Columns = Columns> extends Dataset<Id, C> {
  readonly means: string
  /** What one row is. `currency`, `entity` (our company) and `business_unit` always belong to it. */
  readonly grain: string
  readonly formula: string
  /** Kinds of facts it is made of. */
  readonly source: string
  readonly refresh: 'daily' | 'daily'
}
