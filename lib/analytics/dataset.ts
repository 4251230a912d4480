/** Types of columns as QuickSight knows them. */
export type ColumnType = 'STRING' | 'INTEGER' | 'DECIMAL' | 'DATETIME'

/** Columns of a dataset, in the order of its last SELECT. */
export type Columns = Readonly<Record<string, ColumnType>>

/** What a dashboard reads: one query over the lake. */
export interface Dataset<D extends string = string, C extends Columns = Columns> {
  readonly id: D
  /** One text for Athena and DuckDB, which names its tables with their database. */
  readonly sql: string
  readonly columns: C
}
