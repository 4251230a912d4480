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

/** Which columns say a field of an event, where they are not called what it is; those count that the kind of file may have. */
const SAID_IN: Readonly<Record<string, readonly string[]>> = {
  'PaymentReceived.occurredAt': ['date', 'settledDate'],
  occurredAt: ['date', 'madeOn', 'agreedOn', 'issueDate'],
  until: ['promisedDate'],
  settledOn: ['settledDate'],
  debtor: ['customer'],
  reference: ['invoice'],
  allocations: ['invoice'],
  amendment: ['plan'],
}

/** The column of a kind of file that says what stands at a path of an event; the path's own beginning where none does. */
function fieldAt({ columns }: FileKind, name: string, path: readonly PropertyKey[]): string {
  const parts = path.map(String)
  const known = parts.flatMap((part) =>
    [part, ...(SAID_IN[`${name}.${part}`] ?? SAID_IN[part] ?? [])]
      .filter((field) => Object.hasOwn(columns, field))
      .slice(0, 1),
  )
  return known.at(-1) ?? parts[0] ?? name
}

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
    const problemAt = (path: readonly PropertyKey[], allowed: string): LedgerProblem => {
      const field = fieldAt(kind, name, path)
      return { line: row.line, column: place.column(field), value: place.value(field), allowed }
    }
    const { error, data } = EVENTS_IN[name].safeParse(detail)
    if (data && Date.parse(data.occurredAt) > at + AHEAD)
      return [problemAt(['occurredAt'], `what is at most a day ahead of ${iso(at)}, when the file was dropped`)]
    return (error?.issues ?? []).map(({ path, message }) => problemAt(path, message))
  })
  return problems.length > 0 ? problems : line
}
