import type { RunningJob } from '../world.ts'

interface Count {
  open: number
  resting: number
}

/** How many waits of one piece of work are open, and how many of them rest: it rests when all do. */
const counts = new WeakMap<RunningJob, Count>()

/** One wait inside a piece of work, which may have several at once (the branches of a parallel state). */
export class Resting {
  readonly #job: RunningJob | undefined
  readonly #count: Count
  #resting = false
  #ended = false

  constructor(job: RunningJob | undefined) {
    this.#job = job
    this.#count = (job && counts.get(job)) ?? { open: 0, resting: 0 }
    this.#count.open++
    if (job) counts.set(job, this.#count)
  }

  rest(): void {
    if (this.#resting || this.#ended) return
    this.#resting = true
    this.#count.resting++
    if (this.#count.resting === this.#count.open) this.#job?.rest()
  }

  resume(): void {
    if (!this.#resting || this.#ended) return
    this.#resting = false
    this.#count.resting--
    this.#job?.resume()
  }

  /** The wait is over; the piece of work moves again. */
  end(): void {
    if (this.#ended) return
    this.resume()
    this.#ended = true
    const job = this.#job
    const count = this.#count
    count.open--
    const restAgain = () => {
      if (count.resting === count.open && (job?.over || count.open > 0)) job?.rest()
    }
    job?.resume()
    // What this wait held up runs first; then the work rests again if it is over, or if only resting siblings are left.
    if (job?.over || count.open > 0) setImmediate(restAgain)
  }
}
