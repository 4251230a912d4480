import type * as z from 'zod'
import type { EVENTS_IN, EventName } from './events.ts'

/** A documented event: when a source sends it, what becomes of a repeat or a late arrival, and one that is accepted. */
export interface ExampleIn<Name extends EventName> {
  readonly when: string
  readonly repeated: string
  readonly source: string
  readonly detail: z.input<(typeof EVENTS_IN)[Name]>
}
