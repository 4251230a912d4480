/** The types of a dataset's columns, as QuickSight names them; a date is a DATETIME, money and ratios are DECIMAL. */
export type ColumnKind = 'STRING' | 'INTEGER' | 'DECIMAL' | 'DATETIME'

/**
 * What dashboards and reports read. Money is in whole units of `currency` (the last SELECT divides the minor units) and
 * never added across currencies; a ratio comes as numerator and denominator, to be divided after they are added up.
 */
export interface Dataset {
  readonly means: string
  /** What one row is. `currency`, `entity` (our company) and `business_unit` always belong to it. */
  readonly grain: string
  readonly formula: string
  /** Kinds of facts it is made of. */
  readonly source: string
  readonly refresh: 'hourly' | 'daily'
  readonly columns: Readonly<Record<string, ColumnKind>>
}
