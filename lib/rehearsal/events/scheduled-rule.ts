import type { Place, Places } from '../places.ts'
import type { Timer, World } from '../world.ts'
import { nextFiring } from './schedule.ts'
import type { Target } from './target.ts'

/** When a schedule began to count, in simulated milliseconds, and its next firing; undefined when it never fires again. */
export interface ScheduleSnapshot {
  readonly since: number
  readonly planned: Place | undefined
}

/** A rule with a schedule. It fires for ever: a world with one runs only up to an instant, never until it is quiet. */
export class ScheduledRule {
  readonly #world: World
  readonly #next: (after: number, since: number) => number
  readonly #arn: string
  readonly #where: { readonly account: string; readonly region: string }
  readonly #targets: readonly Target[]
  #since: number
  #timer: Timer | undefined

  constructor(options: {
    world: World
    expression: string
    arn: string
    where: { readonly account: string; readonly region: string }
    targets: readonly Target[]
  }) {
    this.#world = options.world
    this.#next = nextFiring(options.expression)
    this.#arn = options.arn
    this.#where = options.where
    this.#targets = options.targets
    this.#since = options.world.now()
  }

  /** Counts from now on. */
  begin(): void {
    this.#since = this.#world.now()
    this.#plan()
  }

  #plan(): void {
    const at = this.#next(this.#world.now(), this.#since)
    this.#timer = Number.isFinite(at) ? this.#world.at(at, `schedule of ${this.#arn}`, () => this.#fire(at)) : undefined
  }

  snapshot(places: Places): ScheduleSnapshot {
    return { since: this.#since, planned: places.take(this.#timer) }
  }

  restore({ since, planned }: ScheduleSnapshot): void {
    this.#since = since
    this.#timer =
      planned && this.#world.again(planned.at, planned.place, `schedule of ${this.#arn}`, () => this.#fire(planned.at))
  }

  async #fire(at: number): Promise<void> {
    const event = {
      version: '0',
      id: `schedule-${at}`,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      ...this.#where,
      time: `${new Date(at).toISOString().slice(0, 19)}Z`,
      resources: [this.#arn],
      detail: {},
    }
    for (const target of this.#targets) target.deliver(event)
    this.#plan()
  }
}
