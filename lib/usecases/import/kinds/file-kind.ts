import type { EventName } from '../../../contracts/events.ts'
import { type Instant, iso } from '../../../domain/time.ts'
import type { LedgerProblem } from '../ledger-refused.ts'
import type { Row } from '../read-rows.ts'
import type { FileShape, Understood } from '../understand.ts'

/** An event that a line stands for, not looked at by its contract yet. */
export interface LineEvent {
  readonly name: EventName
  readonly detail: object
}

/** What becomes of one line: the events it stands for, and whom or what it is about. */
export interface LineEvents {
  readonly id: string
  readonly events: readonly LineEvent[]
}

/** A kind of file that the drop folder takes. */
export interface FileKind extends FileShape {
  /** Whether journeys begin with its lines, which is why they are taken at a pace. */
  readonly startsJourneys: boolean
  /** The columns that say what a line is about, where a file speaks of each thing once; else every line is a word of its own. */
  readonly about?: readonly string[]
  /** What one line says. It counts from `at`, when this content was first dropped, where it has no date of its own. */
  read(row: Row, how: Understood, at: Instant): LineEvents | readonly LedgerProblem[]
}

/** An event of version 1 of its contract. */
export const event = (name: EventName, at: Instant, detail: object): LineEvent => ({
  name,
  detail: { version: 1, occurredAt: iso(at), ...detail },
})
