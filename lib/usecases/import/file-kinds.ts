import { EVENTS_IN, type EventName } from '../../contracts/events.ts'
import type { Instant } from '../../domain/time.ts'
import { LEDGER } from './import-ledger.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import { eventsOfLine } from './line-events.ts'
import { LineReader } from './line-reader.ts'
import { readLine } from './read-line.ts'
import type { Row } from './read-rows.ts'
import type { FileShape, Understood } from './understand.ts'

/** What becomes of one line: the events it stands for, and whom or what it is about. */
export interface LineEvents {
  readonly id: string
  readonly events: readonly { readonly name: EventName; readonly detail: unknown }[]
}

/** A kind of file that the drop folder takes. `at` is when the file was first taken: what its lines say counts from then, where they have no date. */
export interface FileKind extends FileShape {
  /** Whether journeys begin with its lines, which is why they are taken at a pace. */
  readonly startsJourneys: boolean
  read(row: Row, how: Understood, at: Instant): LineEvents | readonly LedgerProblem[]
}

const invoices: FileKind = {
  ...LEDGER,
  startsJourneys: true,
  read(row, { reading, household }) {
    const line = readLine(row, reading)
    if (!('invoice' in line)) return line
    return { id: `${household.source}:${line.invoice}`, events: eventsOfLine(line, household) }
  },
}

/** The kinds of files, by the folder below `incoming/` they are put in. */
export const FILE_KINDS = { invoices } as const satisfies Readonly<Record<string, FileKind>>
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
  const problems = line.events.flatMap(({ name, detail }) => {
    const { error } = EVENTS_IN[name].safeParse(detail)
    return (error?.issues ?? []).map(({ path, message }) => {
      const field = String(path[0] ?? name)
      return { line: row.line, column: place.column(field), value: place.value(field), allowed: message }
    })
  })
  return problems.length > 0 ? problems : line
}
