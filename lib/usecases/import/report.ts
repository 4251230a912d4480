import type { LineEvents } from './kinds/file-kind.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import type { Row } from './read-rows.ts'
import type { Repeated } from './repeats.ts'

/** One line of a report: what became of a line of the file, or one thing that is wrong with it. */
export interface ReportRow {
  readonly line: number
  readonly id: string | null
  readonly result: 'sent' | 'sentBefore' | 'repeated' | 'refused'
  readonly column: string | null
  readonly value: string | null
  readonly allowed: string | null
}

/** A line that became events when the same content was taken before. */
export interface SentBefore {
  readonly sentBefore: true
}

/** What a line of a file came to. */
export type Said = LineEvents | Repeated | SentBefore | readonly LedgerProblem[]

/** The report of some lines, and how many came to what. */
export interface LinesTold extends Readonly<Record<ReportRow['result'], number>> {
  readonly rows: readonly ReportRow[]
}

/** The report of some lines in their order. */
export function reportRows(
  read: readonly { readonly row: Row; readonly said: Said }[],
  unread: readonly LedgerProblem[],
): LinesTold {
  const rows = [...read.flatMap(({ row, said }) => rowsOf(row.line, said)), ...unread.map(refusedRow)]
  const sent = read.filter(({ said }) => 'events' in said).length
  const sentBefore = read.filter(({ said }) => 'sentBefore' in said).length
  const repeated = read.filter(({ said }) => 'repeats' in said).length
  return {
    rows: rows.sort((a, b) => a.line - b.line),
    sent,
    sentBefore,
    repeated,
    refused: read.length - sent - sentBefore - repeated + unread.length,
  }
}

function rowsOf(line: number, said: Said): readonly ReportRow[] {
  const nothing = { column: null, value: null, allowed: null }
  if ('events' in said) return [{ line, id: said.id, result: 'sent', ...nothing }]
  if ('repeats' in said)
    return [{ ...nothing, line, id: null, result: 'repeated', allowed: `line ${said.repeats} says the same` }]
  if ('sentBefore' in said) return [{ line, id: null, result: 'sentBefore', ...nothing }]
  return said.map(refusedRow)
}

/** The line of a report that says what is wrong with one of a file. */
export const refusedRow = ({ line, column, value, allowed }: LedgerProblem): ReportRow => ({
  line,
  id: null,
  result: 'refused',
  column,
  value,
  allowed,
})
