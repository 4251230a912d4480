import * as z from 'zod'
import type { LineEvents } from './kinds/file-kind.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import type { Row } from './read-rows.ts'

/** One line of a report: what became of a line of the file, or one thing that is wrong with it. */
export interface ReportRow {
  readonly line: number
  readonly id: string | null
  readonly result: 'sent' | 'refused'
  readonly column: string | null
  readonly value: string | null
  readonly allowed: string | null
}

/** What became of a file, whole. */
const Summaries = [
  z.strictObject({
    result: z.literal('taken'),
    records: z.int(),
    /** Lines that became events, and lines that did not. */
    sent: z.int(),
    refused: z.int(),
    events: z.int(),
    /** Where the report of each line lies. */
    parts: z.array(z.string()),
  }),
  z.strictObject({
    result: z.literal('alreadyTaken'),
    records: z.int(),
    before: z.strictObject({ file: z.string(), at: z.string() }),
  }),
  z.strictObject({
    result: z.literal('refused'),
    problems: z.array(
      z.strictObject({ line: z.int(), column: z.string(), value: z.string(), allowed: z.string() }).readonly(),
    ),
  }),
] as const
const [Taken, AlreadyTaken, Refused] = Summaries
export type Summary = z.infer<(typeof Summaries)[number]>

const ofWhich = { file: z.string(), version: z.string(), at: z.string() }

/** A summary as it lies beside the file: of which of its versions, and since when (ISO instant). */
export const KeptSummary = z.discriminatedUnion('result', [
  Taken.extend(ofWhich),
  AlreadyTaken.extend(ofWhich),
  Refused.extend(ofWhich),
])
export type KeptSummary = z.infer<typeof KeptSummary>

/** The report of some lines in their order, with how many were sent and how many refused. */
export function reportRows(
  read: readonly { readonly row: Row; readonly said: LineEvents | readonly LedgerProblem[] }[],
  unread: readonly LedgerProblem[],
): { readonly rows: readonly ReportRow[]; readonly sent: number; readonly refused: number } {
  const rows = [
    ...read.flatMap(({ row, said }): readonly ReportRow[] =>
      'events' in said
        ? [{ line: row.line, id: said.id, result: 'sent', column: null, value: null, allowed: null }]
        : said.map(refused),
    ),
    ...unread.map(refused),
  ].sort((a, b) => a.line - b.line)
  const sent = read.filter(({ said }) => 'events' in said).length
  return { rows, sent, refused: read.length - sent + unread.length }
}

const refused = ({ line, column, value, allowed }: LedgerProblem): ReportRow => ({
  line,
  id: null,
  result: 'refused',
  column,
  value,
  allowed,
})
