import type { Place, Places } from '../places.ts'
import type { Timer, World } from '../world.ts'

/** An event for a bus of the stack: the only one of the template unless told. */
export interface PublishedEvent {
  readonly source: string
  readonly detailType: string
  readonly detail: unknown
  readonly bus?: string
  /** Simulated milliseconds; now unless told. */
  readonly time?: number
}

/** An event that is planned, and its place among everything that is. */
export interface PlannedEvent extends Place {
  readonly event: PublishedEvent
}

/** What upstream systems are going to publish, each at its own instant. */
export class PlannedEvents {
  readonly #world: World
  readonly #publish: (event: PublishedEvent) => Promise<unknown>
  readonly #planned = new Map<Timer, PublishedEvent>()

  constructor(world: World, publish: (event: PublishedEvent) => Promise<unknown>) {
    this.#world = world
    this.#publish = publish
  }

  /** Publishes an event when the clock reaches an instant, in simulated milliseconds. */
  add(at: number, event: PublishedEvent): void {
    const timer = this.#world.at(at, 'publish', () => this.#come(timer, event))
    this.#planned.set(timer, event)
  }

  snapshot(places: Places): readonly PlannedEvent[] {
    return [...this.#planned].flatMap(([timer, event]) => {
      const place = places.take(timer)
      return place ? [{ ...place, event }] : []
    })
  }

  restore(planned: readonly PlannedEvent[]): void {
    this.#planned.clear()
    for (const { at, place, event } of planned) {
      const timer = this.#world.again(at, place, 'publish', () => this.#come(timer, event))
      this.#planned.set(timer, event)
    }
  }

  async #come(timer: Timer, event: PublishedEvent): Promise<void> {
    this.#planned.delete(timer)
    await this.#publish(event)
  }
}
