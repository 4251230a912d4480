import { AsyncLocalStorage } from 'node:async_hooks'
import { type Job, type Scheduled, Timeline, type Timer, type Work } from './timeline.ts'

export type { Job, Scheduled, Timer, Work } from './timeline.ts'

/**
 * The one clock and the one scheduler of a rehearsal.
 *
 * Work that is ready runs one piece at a time in arrival order, so a run is the same run every time. The clock moves
 * only when nothing is ready and whatever is running rests: then it jumps to the next timer.
 */
export class World {
  #now: number
  #order = 0
  #timers = new Timeline()
  #ready: { name: string; work: Work }[] = []
  #head = 0
  #busy = 0
  readonly #running = new Set<Job>()
  #epoch = 0
  #changed: () => void = () => {}
  #failure: { cause: unknown } | undefined
  /** The end of the latest run. */
  #last: Promise<void> = Promise.resolve()
  readonly #current = new AsyncLocalStorage<Job>()

  constructor(start: number) {
    this.#now = start
  }

  /** Simulated milliseconds since the epoch. */
  now(): number {
    return this.#now
  }

  /** How many pieces of work have begun so far. */
  begun = 0

  /** How many may begin in one run; it throws before it begins more. */
  limit = Number.POSITIVE_INFINITY

  /** Called with the new instant whenever the clock moves (workers share it through memory). */
  onTick: (now: number) => void = () => {}

  /** Which of `waiting` ready pieces of work goes next (0 is the oldest): a campaign draws it from a seed to show races. */
  choose: (waiting: number) => number = () => 0

  /** The piece of work this code runs in, or undefined when a person or a test calls from outside. */
  job(): Job | undefined {
    return this.#current.getStore()
  }

  /** Runs `inside` as part of `job`: for what reaches us over a socket, where the thread of calls is lost. */
  within<T>(job: Job | undefined, inside: () => T): T {
    return job ? this.#current.run(job, inside) : inside()
  }

  /**
   * Keeps time from passing until the answer is called: for what goes on beside a piece of work and may outlive it,
   * such as a function whose caller has stopped waiting.
   */
  hold(): () => void {
    const epoch = this.#epoch
    let held = true
    this.#busy++
    return () => {
      if (!held || epoch !== this.#epoch) return
      held = false
      this.#busy--
      this.#changed()
    }
  }

  /** Forgets everything planned, ready or resting and sets the clock back to `start`; what still runs no longer counts. */
  reset(start: number): void {
    this.#epoch++
    this.#timers = new Timeline()
    this.#ready = []
    this.#head = 0
    this.#busy = 0
    this.#running.clear()
    this.#failure = undefined
    this.#now = start
    this.onTick(start)
    this.#changed()
  }

  /** Runs `work` once everything before it has run, at the present instant. */
  soon(name: string, work: Work): void {
    this.#ready.push({ name, work })
    this.#changed()
  }

  /** Everything planned, in the order in which it will come. */
  planned(): readonly Scheduled[] {
    return this.#timers.planned()
  }

  /** The name of something in the middle of its work, or ready to begin; undefined when all that is left is planned. */
  unrest(): string | undefined {
    const [ready] = this.#ready.slice(this.#head)
    const [running] = this.#running
    return ready?.name ?? running?.name ?? (this.#busy > 0 ? 'a function' : undefined)
  }

  /** Ends a run with an error: for whoever sees from outside that it does not end by itself. */
  fail(cause: Error): void {
    this.#failure ??= { cause }
    this.#changed()
  }

  /** As `reset`, with so many places kept at the head of the line for `again`. */
  restore(now: number, places: number): void {
    this.reset(now)
    this.#order = places
  }

  /** Plans once more what was planned before a snapshot; `place` is where it stood among all that was. */
  again(at: number, place: number, name: string, work: Work): Timer {
    return this.#plan(at, place, name, work)
  }

  /** Runs `work` when the clock reaches `at` (an instant in the past means now). */
  at(at: number, name: string, work: Work): Timer {
    return this.#plan(at, this.#order++, name, work)
  }

  #plan(at: number, order: number, name: string, work: Work): Timer {
    const timer: Scheduled = {
      at: Math.max(at, this.#now),
      order,
      name,
      work,
      cancelled: false,
      cancel() {
        this.cancelled = true
      },
    }
    this.#timers.push(timer)
    return timer
  }

  after(milliseconds: number, name: string, work: Work): Timer {
    return this.at(this.#now + milliseconds, name, work)
  }

  /** The instant of the next timer, or undefined when nothing is planned. */
  next(): number | undefined {
    return this.#timers.peek()?.at
  }

  /** Runs until nothing is ready, running, or planned at or before `until`; the clock then stands at `until` (when finite). A second run begins when the first has ended. */
  run(until = Number.POSITIVE_INFINITY): Promise<void> {
    const run = this.#last.then(() => this.#run(until))
    this.#last = run.catch(() => {})
    return run
  }

  async #run(until: number): Promise<void> {
    const last = this.begun + this.limit
    for (;;) {
      if (this.#failure) {
        const { cause } = this.#failure
        this.#failure = undefined
        throw cause
      }
      if (this.#busy > 0) {
        await new Promise<void>((resolve) => {
          this.#changed = resolve
        })
        this.#changed = () => {}
        continue
      }
      const ready = this.#take()
      if (ready) {
        if (this.begun === last) throw new Error(`a run does not end: ${this.limit} pieces of work, next ${ready.name}`)
        this.#begin(ready.name, ready.work)
        continue
      }
      const timer = this.#timers.peek()
      if (timer && timer.at <= until) {
        this.#timers.pop()
        this.#tick(timer.at)
        this.#ready.push(timer)
        continue
      }
      if (this.#running.size > 0 && !timer) throw new Error('a piece of work rests for ever: nothing can wake it')
      if (Number.isFinite(until)) this.#tick(until)
      return
    }
  }

  /** First in, first out, without moving the whole line at each step: ten thousand journeys can be ready at once. */
  #take(): { name: string; work: Work } | undefined {
    const waiting = this.#ready.length - this.#head
    if (waiting === 0) return undefined
    const chosen = this.#head + (waiting > 1 ? this.choose(waiting) : 0)
    const [ready] = chosen === this.#head ? [this.#ready[chosen]] : this.#ready.splice(chosen, 1)
    if (!ready) throw new RangeError(`choose gave ${chosen - this.#head} for ${waiting} ready pieces of work`)
    if (chosen === this.#head) this.#head++
    if (this.#head === this.#ready.length) {
      this.#ready = []
      this.#head = 0
    }
    return ready
  }

  #tick(at: number): void {
    if (at <= this.#now) return
    this.#now = at
    this.onTick(at)
  }

  #begin(name: string, work: Work): void {
    const epoch = this.#epoch
    let resting = false
    let over = false
    this.begun++
    this.#busy++
    const job: Job = {
      name,
      rest: () => {
        if (resting || over || epoch !== this.#epoch) return
        resting = true
        this.#busy--
        this.#changed()
      },
      resume: () => {
        if (!resting || over || epoch !== this.#epoch) return
        resting = false
        this.#busy++
      },
    }
    this.#running.add(job)
    this.#current
      .run(job, () => work(job))
      .catch((cause: unknown) => {
        if (epoch === this.#epoch) this.#failure ??= { cause }
      })
      .finally(() => {
        if (epoch !== this.#epoch) return
        job.rest()
        over = true
        this.#running.delete(job)
        this.#changed()
      })
  }
}
