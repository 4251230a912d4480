/** An export of one table: its id, and the ISO instant as of which it shows the table. */
export interface TableExport {
  readonly id: string
  readonly at: string
}

/** Where the next part begins: which export, which of its files, and how many lines of that are done. */
export interface Cursor {
  readonly export: number
  readonly file: number
  readonly line: number
}

/** How far a refill is. `tallies` are counts and check sums by kind and currency of what was handed over so far. */
export interface Refill {
  readonly exports: readonly TableExport[]
  readonly cursor: Cursor
  readonly tallies: Readonly<Record<string, string>>
}

/** What a refill reaches: the files of an export, the mapping of the pipe, and the way into the lake. */
export interface Refilling<Image, Row> {
  /** The data files of an export, always in the same order, each with the number of its items. */
  readonly files: (exported: TableExport) => Promise<readonly ExportedFile[]>
  /** The items of a file from a line on. */
  readonly items: (file: ExportedFile, from: number) => AsyncIterable<Image>
  readonly rowsOf: (image: Image, at: string) => readonly Row[]
  /** Hands rows to the lake; they are there once, however often they are handed over. */
  readonly deliver: (rows: readonly Row[]) => Promise<void>
  /** The tallies with more rows in them. */
  readonly tallied: (tallies: Refill['tallies'], rows: readonly Row[]) => Refill['tallies']
  /** Items of one part, so that a part ends well before its function has to. */
  readonly part: number
}

export interface ExportedFile {
  readonly key: string
  readonly itemCount: number
}

/** Rows that are handed over together. */
const TOGETHER = 500

/**
 * Hands the next part of an export to the lake: at most `part` items of one file. A part that is repeated after a fault
 * is tallied once, because tallies leave only with the answer. Throws when a file has fewer items than its manifest says.
 */
export async function refillLake<Image, Row>(
  refill: Refill,
  { files, items, rowsOf, deliver, tallied, part }: Refilling<Image, Row>,
): Promise<Pick<Refill, 'cursor' | 'tallies'> & { readonly isDone: boolean }> {
  const { exports, cursor } = refill
  let { tallies } = refill
  const exported = exports[cursor.export]
  if (!exported) return { cursor, tallies, isDone: true }
  const file = (await files(exported))[cursor.file]
  if (!file) return { cursor: { export: cursor.export + 1, file: 0, line: 0 }, tallies, isDone: false }
  let rows: Row[] = []
  const handOver = async () => {
    if (rows.length > 0) await deliver(rows)
    tallies = tallied(tallies, rows)
    rows = []
  }
  let read = 0
  for await (const image of items(file, cursor.line)) {
    rows.push(...rowsOf(image, exported.at))
    read++
    if (rows.length >= TOGETHER) await handOver()
    if (read === part) break
  }
  await handOver()
  const line = cursor.line + read
  if (read < part && line !== file.itemCount)
    throw new Error(`${file.key} has ${line} items, and its manifest says ${file.itemCount}`)
  const next = line < file.itemCount ? { ...cursor, line } : { ...cursor, file: cursor.file + 1, line: 0 }
  return { cursor: next, tallies, isDone: false }
}
