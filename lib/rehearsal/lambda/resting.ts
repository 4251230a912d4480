import type { Job, World } from '../world.ts'

/** How many waits of one piece of work are open (the branches of a parallel state may each have one). */
const open = new WeakMap<Job, number>()

/**
 * A piece of work waits for something that runs beside it: the work rests, and time stands still for what it waits for,
 * unless that rests too.
 */
export class Resting {
  readonly #world: World
  readonly #job: Job | undefined
  #release: (() => void) | undefined
  #ended = false

  constructor(world: World, job: Job | undefined) {
    this.#world = world
    this.#job = job
    this.#release = world.hold()
    if (!job) return
    open.set(job, (open.get(job) ?? 0) + 1)
    job.rest()
  }

  /** What runs beside cannot move before the clock does. */
  rest(): void {
    this.#release?.()
    this.#release = undefined
  }

  resume(): void {
    if (!this.#ended) this.#release ??= this.#world.hold()
  }

  /** The wait is over; the piece of work moves again. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    const job = this.#job
    job?.resume()
    this.rest()
    if (!job) return
    const left = (open.get(job) ?? 1) - 1
    open.set(job, left)
    // What this wait held up runs first; with others still open, the work then rests again.
    if (left > 0)
      setImmediate(() => {
        if ((open.get(job) ?? 0) > 0) job.rest()
      })
  }
}
