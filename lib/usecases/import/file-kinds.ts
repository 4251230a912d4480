import { AHEAD } from '../../contracts/event-fields.ts'
import { EVENTS_IN } from '../../contracts/events.ts'
import { type Instant, iso } from '../../domain/time.ts'
import { plans, promises } from './kinds/arrangements.ts'
import { amendments, creditNotes, reversals, voids } from './kinds/corrections.ts'
import { contactPoints, debtors } from './kinds/debtors.ts'
import type { FileKind, LineEvents } from './kinds/file-kind.ts'
import { history, invoices } from './kinds/invoices.ts'
import { payments } from './kinds/payments.ts'
import { consents, doNotContact } from './kinds/wishes.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import { LineReader } from './line-reader.ts'
import type { Row } from './read-rows.ts'
import type { Understood } from './understand.ts'

/** The kinds of files, by the folder below `incoming/` they are put in. */
export const FILE_KINDS = {
  debtors,
  'contact-points': contactPoints,
  consents,
  invoices,
  payments,
  reversals,
  'credit-notes': creditNotes,
  amendments,
  voids,
  history,
  promises,
  plans,
  'do-not-contact': doNotContact,
} as const satisfies Readonly<Record<string, FileKind>>
export type FileKindName = keyof typeof FILE_KINDS

export const isFileKind = (name: string): name is FileKindName => Object.hasOwn(FILE_KINDS, name)

/** Reads one line of a file of some kind: its events, each sound by its contract, or everything that is wrong. */
export function readFileLine(
  kind: FileKind,
  row: Row,
  how: Understood,
  at: Instant,
): LineEvents | readonly LedgerProblem[] {
  const line = kind.read(row, how, at)
  if (!('events' in line)) return line
  const place = new LineReader(row, how.reading)
  const problems = line.events.flatMap(({ name, detail }): LedgerProblem[] => {
    const { error, data } = EVENTS_IN[name].safeParse(detail)
    if (data && Date.parse(data.occurredAt) > at + AHEAD) {
      const allowed = `what is at most a day ahead of ${iso(at)}, when the file was dropped`
      return [{ line: row.line, column: name, value: data.occurredAt, allowed }]
    }
    return (error?.issues ?? []).map(({ path, message }) => {
      const field = path.map(String).find((part) => how.reading.columns.has(part)) ?? String(path[0] ?? name)
      return { line: row.line, column: place.column(field), value: place.value(field), allowed: message }
    })
  })
  return problems.length > 0 ? problems : line
}
