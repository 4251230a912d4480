import type { StreamRecord } from './stream.ts'

/** How long a stream keeps its records, in simulated milliseconds. */
const KEPT = 24 * 60 * 60 * 1000
/** The records that are too old are let go of in heaps of this size. */
const HEAP = 1000

/** Records, oldest first, with the simulated instant (milliseconds) at which each was written. */
export type TrailContent = readonly { readonly at: number; readonly record: StreamRecord }[]

/** What the stream of one table holds: the records of its last day, oldest first, for whoever reads it from outside. */
export class Trail {
  #kept: TrailContent = []
  #fresh: TrailContent[number][] = []

  add(at: number, records: readonly StreamRecord[]): void {
    for (const record of records) this.#fresh.push({ at, record })
    if (this.#fresh.length < HEAP) return
    this.#kept = this.content(at)
    this.#fresh = []
  }

  /** What is still there at `now`. */
  content(now: number): TrailContent {
    return [...this.#kept, ...this.#fresh].filter(({ at }) => at > now - KEPT)
  }

  /** Goes back to a content. */
  restore(content: TrailContent): void {
    this.#kept = content
    this.#fresh = []
  }
}
