import type { Place, Places } from '../places.ts'
import type { Timer, Work, World } from '../world.ts'

/** The timers of one execution: the deadline of the whole, and those of the attempt it is in. */
export class Plans {
  readonly #world: World
  readonly #name: string
  #attempt: Timer[] = []
  #deadline: Timer | undefined
  /** Places of a snapshot, while its execution is taken up. */
  #places: readonly Place[] = []

  constructor(world: World, name: string) {
    this.#world = world
    this.#name = name
  }

  /** Plans the end of the execution, at an instant in simulated milliseconds. */
  deadline(instant: number, work: Work): void {
    this.#deadline = this.#plan(instant, `${this.#name}: deadline`, work)
  }

  /** Plans a step of the current attempt. */
  step(instant: number, work: Work): void {
    this.#attempt.push(this.#plan(instant, this.#name, work))
  }

  endAttempt(): void {
    for (const timer of this.#attempt) timer.cancel()
    this.#attempt = []
  }

  end(): void {
    this.#deadline?.cancel()
  }

  /** The places of all its timers, for a snapshot. */
  places(places: Places): Place[] {
    return [this.#deadline, ...this.#attempt].flatMap((timer) => places.take(timer) ?? [])
  }

  /** Whatever `plan` plans takes the places it had in a snapshot. */
  resume(places: readonly Place[], plan: () => void): void {
    this.#places = places
    plan()
    this.#places = []
  }

  #plan(instant: number, name: string, work: Work): Timer {
    const kept = this.#places.find(({ at }) => at === instant)
    if (!kept) return this.#world.at(instant, name, work)
    // Two of one instant are planned in the order in which they were.
    this.#places = this.#places.filter((place) => place !== kept)
    return this.#world.again(instant, kept.place, name, work)
  }
}
