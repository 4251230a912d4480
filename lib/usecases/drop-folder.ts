import { DROP_FOLDERS } from '../contracts/dropped-file.ts'
import type { Instant } from '../domain/time.ts'

/** The bucket in which files are dropped and reports laid. */
export interface DropFolder {
  /** The bytes of a version of a file from one on, how many those are, and when it was put there. */
  open(
    key: string,
    version: string,
    from: number,
  ): Promise<{ readonly at: Instant; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }>
  /** A small text, as it was written last; undefined when there is none. */
  read(key: string): Promise<string | undefined>
  write(key: string, text: string): Promise<void>
  /** Lays the texts of some keys, one after the other, under another. */
  join(keys: readonly string[], to: string): Promise<void>
}

const within = (folder: keyof typeof DROP_FOLDERS, key: string): string =>
  `${DROP_FOLDERS[folder]}/${key.startsWith(`${DROP_FOLDERS.incoming}/`) ? key.slice(DROP_FOLDERS.incoming.length + 1) : key}`

/** Where it lies what became of a file: beside it, in `reports/` instead of `incoming/`. */
export const summaryOf = (key: string): string => `${within('reports', key)}/report.json`
/** Where it lies what became of each of its lines. */
export const reportOf = (key: string): string => `${within('reports', key)}/report.csv`
/** Where the report of a part of it lies until the last is there. */
export const partOf = (key: string, part: number): string =>
  `${within('parts', key)}/${String(part).padStart(4, '0')}.csv`

/** The file of a summary, as a person names it (`invoices/f.csv`); undefined for the key of anything else. */
export function fileOfSummary(key: string): string | undefined {
  const [before, after] = [`${DROP_FOLDERS.reports}/`, '/report.json']
  return key.startsWith(before) && key.endsWith(after) ? key.slice(before.length, -after.length) : undefined
}
