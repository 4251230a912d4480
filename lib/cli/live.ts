import { DAY, HOUR, type Instant } from '../domain/time.ts'
import type { Publisher } from '../ports.ts'
import { NotRehearsed } from '../rehearsal/aws-error.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'
import { type Call, OPERATOR } from '../rehearsal/gateway/calls.ts'
import type { Snapshot } from '../rehearsal/snapshot.ts'
import type { Script } from './rehearse.ts'

/** How far the clock moves after a person did something, so that its effect can be seen: ten simulated seconds. */
const A_MOMENT = 10_000
/** A long way is gone in pieces of this length, so that it can be stopped. */
const PIECE = 6 * HOUR
/** Calls that set nothing in motion. */
const READS = /^(Get|BatchGet|TransactGet|List|Describe|Query|Scan)/

/** Plans the events of a script that lie beyond the instant to which it was played: each comes when the clock gets there. */
export function lieAhead(rehearsal: Rehearsal, { events, until }: Script): void {
  for (const { at, source, name, detail } of events)
    if (at >= until) rehearsal.publishAt(at, { source, detailType: name, detail })
}

/** The bus of a rehearsal, for what staff say there. */
export const busOf = (rehearsal: Rehearsal): Publisher => ({
  publish: async (events) => {
    await rehearsal.publish(
      events.map(({ name, detail }) => ({ source: 'staff', detailType: name, detail: Object(detail) })),
    )
  },
})

/** The clock of a rehearsal that people live in: one movement at a time, whoever asks for it. */
export class Live {
  readonly #rehearsal: Rehearsal
  readonly #onFault: (fault: unknown) => void
  #last: Promise<void> = Promise.resolve()
  #goal: Instant | undefined
  #stopped = false
  #fault: unknown

  /** From now on the rehearsal reacts to calls from outside: after each the clock moves a moment. */
  constructor(rehearsal: Rehearsal, onFault: (fault: unknown) => void) {
    this.#rehearsal = rehearsal
    this.#onFault = onFault
    rehearsal.calls.onCall = (call, proceed) => this.#hear(call, proceed)
  }

  /** Where the clock is going, while it moves. */
  get goal(): Instant | undefined {
    return this.#goal
  }

  /** What broke the rehearsal, if anything did; its clock does not move any more. */
  get fault(): unknown {
    return this.#fault
  }

  /** The instant of the next thing planned, or undefined when nothing is. */
  next(): Instant | undefined {
    return this.#rehearsal.world.next()
  }

  /** Moves the clock to an instant, after whatever was asked before; settles when it stands again. */
  advance(until: Instant): Promise<void> {
    return this.#inTurn(() => this.#go(until))
  }

  /** Stops a movement of the clock at the end of the piece it is in. */
  stop(): void {
    this.#stopped = true
  }

  /** Settles when the clock stands. */
  async rest(): Promise<void> {
    for (let seen: unknown; seen !== this.#last; ) {
      seen = this.#last
      await this.#last
    }
  }

  /**
   * Waits until the clock stands and nothing is in the middle of a step, and takes a snapshot: for that the clock goes on
   * over what ends soon, a delivery or a pause before another try. Throws NotRehearsed by name when it does not end within a day.
   */
  async snapshot(): Promise<Snapshot> {
    this.stop()
    await this.rest()
    if (this.#fault !== undefined) throw this.#fault
    const latest = this.#rehearsal.world.now() + DAY
    for (;;) {
      try {
        return this.#rehearsal.snapshot()
      } catch (refusal) {
        const next = this.next()
        if (!(refusal instanceof NotRehearsed) || next === undefined || next > latest) throw refusal
        await this.advance(next)
      }
    }
  }

  #hear({ principal, operation }: Call, proceed: () => Promise<unknown>): Promise<unknown> {
    // What a script publishes is a piece of the world's own work.
    if (principal !== OPERATOR || this.#rehearsal.world.job() || READS.test(operation)) return proceed()
    return new Promise((resolve, reject) => {
      const moved = this.#inTurn(async () => {
        proceed().then(resolve, reject)
        await this.#go(this.#rehearsal.world.now() + A_MOMENT)
      })
      moved.catch(reject)
    })
  }

  async #go(until: Instant): Promise<void> {
    const { world } = this.#rehearsal
    this.#stopped = false
    this.#goal = until
    try {
      do await this.#rehearsal.run(Math.min(until, world.now() + PIECE))
      while (!this.#stopped && world.now() < until)
    } finally {
      this.#goal = undefined
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => {
      if (this.#fault !== undefined) throw this.#fault
      return work()
    })
    this.#last = turn.catch((fault: unknown) => {
      if (this.#fault !== undefined) return
      this.#fault = fault
      this.#onFault(fault)
    })
    return turn
  }
}
