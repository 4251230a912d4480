/** The types of a view's columns, as Trino and DuckDB both name them. */
export type ViewColumnType = 'varchar' | 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp'

/** A query that others build on, under a name of its own: a Glue view in the cloud, a view of DuckDB on a laptop. */
export interface View {
  readonly name: string
  readonly means: string
  readonly columns: Readonly<Record<string, ViewColumnType>>
  /** In what Trino and DuckDB share; every output is cast to its type. */
  readonly sql: string
}
