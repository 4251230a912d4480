import type { Instant } from '../domain/time.ts'
import type { EventName } from './events.ts'

/** One event of an upstream system, with the simulated instant (ms) at which the bus takes it. */
export interface TimedEvent {
  readonly at: Instant
  /** Who publishes it, as the bus's envelope says. */
  readonly source: string
  readonly name: EventName
  /** The event as it was published: not parsed yet, and in a few rehearsed cases not even sound. */
  readonly detail: unknown
  /** The line of the file it was made from. */
  readonly line?: number
}

/** Events in the order in which the bus takes them; those of one instant keep their order. */
export const inOrder = (events: readonly TimedEvent[]): TimedEvent[] => events.toSorted((a, b) => a.at - b.at)
