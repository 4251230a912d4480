import { NotRehearsed } from './aws-error.ts'
import type { Scheduled, Timer, World } from './world.ts'

/** A timer as plain data: its instant, in simulated milliseconds, and where it stands among all that is planned. */
export interface Place {
  readonly at: number
  readonly place: number
}

/**
 * Everything planned at the moment of a snapshot. Each part of the rehearsal takes the places of its own timers, which
 * keeps two of one instant in their order; a timer that nobody takes belongs to something in mid-step.
 */
export class Places {
  readonly #left: Map<Timer, number>
  readonly #all: readonly Scheduled[]

  /** Refuses by name while a piece of work runs or is ready. */
  constructor(world: World) {
    const unrest = world.unrest()
    if (unrest !== undefined) throw inMidStep(unrest)
    this.#all = world.planned()
    this.#left = new Map(this.#all.map((timer, place) => [timer, place]))
  }

  /** How many things are planned. */
  get count(): number {
    return this.#all.length
  }

  /** The place of a timer; undefined when it has fired or was cancelled. */
  take(timer: Timer | undefined): Place | undefined {
    const place = timer && this.#left.get(timer)
    if (!timer || place === undefined) return undefined
    this.#left.delete(timer)
    return { at: timer.at, place }
  }

  /** Refuses by name when something planned was taken by nobody. */
  refuseOthers(): void {
    const other = this.#all.find((timer) => this.#left.has(timer))
    if (other) throw inMidStep(other.name)
  }
}

const inMidStep = (name: string): NotRehearsed => new NotRehearsed(`a snapshot while '${name}' is in mid-step`)
