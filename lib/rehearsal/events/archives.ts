import { AwsError } from '../aws-error.ts'
import type { BusEvent } from './bus-event.ts'

/** An archive of the template and what it has kept. */
export interface Archive {
  readonly arn: string
  readonly name: string
  readonly bus: string
  readonly matches: (event: unknown) => boolean
  /** Simulated milliseconds an event is kept; undefined is for ever. */
  readonly retention: number | undefined
}

/** The events of each archive, by its ARN, oldest first. */
export type ArchivesSnapshot = readonly (readonly [arn: string, events: readonly BusEvent[]])[]

/** What the archives of a stack have kept. */
export class Archives {
  readonly #kept = new Map<string, { readonly archive: Archive; events: BusEvent[] }>()

  add(archive: Archive): void {
    this.#kept.set(archive.arn, { archive, events: [] })
  }

  /** Keeps an event where an archive of its bus wants it, and lets go of what is too old. */
  keep(bus: string, event: BusEvent, now: number): void {
    for (const kept of this.#kept.values()) {
      const { archive } = kept
      if (archive.bus !== bus || !archive.matches(event)) continue
      kept.events.push(event)
      if (archive.retention === undefined) continue
      const oldest = now - archive.retention
      while (kept.events[0] && Date.parse(kept.events[0].time) < oldest) kept.events.shift()
    }
  }

  /** An archive by name or ARN, with its events, oldest first; throws ResourceNotFoundException. */
  find(which: string): { readonly archive: Archive; readonly events: readonly BusEvent[] } {
    for (const kept of this.#kept.values()) if (kept.archive.name === which || kept.archive.arn === which) return kept
    throw new AwsError('ResourceNotFoundException', `Archive ${which} does not exist.`)
  }

  /** What each has kept, by ARN. */
  snapshot(): ArchivesSnapshot {
    return [...this.#kept].map(([arn, { events }]) => [arn, [...events]])
  }

  restore(snapshot: ArchivesSnapshot): void {
    for (const kept of this.#kept.values()) kept.events = []
    for (const [arn, events] of snapshot) {
      const kept = this.#kept.get(arn)
      if (kept) kept.events = [...events]
    }
  }
}
