import { HOUR, type Instant } from '../domain/time.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'
import { type Call, OPERATOR } from '../rehearsal/gateway/calls.ts'
import type { Fields } from '../rehearsal/gateway/fields.ts'
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
    if (at >= until)
      rehearsal.world.at(at, `publish ${name}`, async () => {
        await rehearsal.publish([{ source, detailType: name, detail }])
      })
}

/** One thing a person did to a rehearsal at rest; instants are simulated milliseconds. */
export type Deed =
  | { readonly kind: 'clock'; readonly until: Instant }
  | { readonly kind: 'call'; readonly service: string; readonly operation: string; readonly input: Fields }

/** The clock of a rehearsal that people live in: one movement at a time, whoever asks for it. */
export class Live {
  readonly #rehearsal: Rehearsal
  readonly #onFault: (fault: unknown) => void
  readonly #deeds: Deed[] = []
  #last: Promise<void> = Promise.resolve()
  #goal: Instant | undefined
  #stopped = false
  #isRepeating = false
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

  /** Everything people did since the beginning, in the order in which it took effect. */
  get deeds(): readonly Deed[] {
    return this.#deeds
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

  /** Does again what was done in another rehearsal, which began as this one did. */
  async repeat(deeds: readonly Deed[]): Promise<void> {
    const { calls } = this.#rehearsal
    for (const deed of deeds)
      if (deed.kind === 'clock') await this.advance(deed.until)
      else
        await this.#inTurn(async () => {
          this.#deeds.push(deed)
          this.#isRepeating = true
          const answer = calls.perform(OPERATOR, deed.service, deed.operation, deed.input)
          this.#isRepeating = false
          // Its answer, a refusal too, went to whoever asked at the time.
          answer.catch(() => {})
        })
  }

  #hear({ principal, service, operation, input }: Call, proceed: () => Promise<unknown>): Promise<unknown> {
    // What a script publishes is a piece of the world's own work, and so is what a repetition performs.
    if (principal !== OPERATOR || this.#rehearsal.world.job() || this.#isRepeating || READS.test(operation))
      return proceed()
    return new Promise((resolve, reject) => {
      const moved = this.#inTurn(async () => {
        this.#deeds.push({ kind: 'call', service, operation, input })
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
    // Two movements in a row are one.
    if (this.#deeds.at(-1)?.kind === 'clock') this.#deeds.pop()
    this.#deeds.push({ kind: 'clock', until: world.now() })
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
