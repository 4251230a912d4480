/**
 * What a column of the lake may be, in the words of each place that has to know: Glue (and so Athena and Firehose),
 * DuckDB, and QuickSight. Nothing else in the house names a type of any of them.
 */
export const COLUMN_TYPES = {
  text: { glue: 'string', duckdb: 'VARCHAR', quicksight: 'STRING' },
  /** Whole numbers: versions, counts, and money in minor units. */
  whole: { glue: 'bigint', duckdb: 'BIGINT', quicksight: 'INTEGER' },
  flag: { glue: 'boolean', duckdb: 'BOOLEAN', quicksight: 'BIT' },
  /** A calendar date in the zone that the column says. */
  date: { glue: 'date', duckdb: 'DATE', quicksight: 'DATETIME' },
  /** An instant, UTC, to the millisecond. */
  instant: { glue: 'timestamp', duckdb: 'TIMESTAMP', quicksight: 'DATETIME' },
} as const satisfies Record<string, { glue: string; duckdb: string; quicksight: string }>

export type ColumnType = keyof typeof COLUMN_TYPES

/** How a value of a type is written in a row: dates as `2026-06-30`, instants as `2026-06-30 17:05:00.000` (UTC). */
export interface Written {
  readonly text: string
  readonly whole: number
  readonly flag: boolean
  readonly date: string
  readonly instant: string
}

/** One column: its type and what it means. */
export interface Column {
  readonly type: ColumnType
  readonly means: string
}
