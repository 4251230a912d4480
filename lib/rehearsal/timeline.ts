/** What the world does next: an async piece of work, run to its end or to a rest before anything else begins. */
export type Work = (job: Job) => Promise<void>

/** A timer on the simulated clock; `cancel` is safe to call at any moment. */
export interface Timer {
  /** Milliseconds since the epoch, simulated. */
  readonly at: number
  cancel(): void
}

/** One running piece of work. While it rests (a back-off, a call that never answers) time may pass. */
export interface Job {
  readonly name: string
  rest(): void
  resume(): void
}

/** A planned piece of work. */
export interface Scheduled extends Timer {
  readonly order: number
  readonly name: string
  readonly work: Work
  cancelled: boolean
}

/** What is planned: a binary heap ordered by instant, then by arrival; cancelled timers are dropped when they surface. */
export class Timeline {
  readonly #items: Scheduled[] = []

  push(item: Scheduled): void {
    const items = this.#items
    let index = items.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!before(item, items[parent]!)) break
      items[index] = items[parent]!
      index = parent
    }
    items[index] = item
  }

  /** Everything planned and not cancelled, in the order in which it will come. */
  planned(): readonly Scheduled[] {
    return this.#items.filter(({ cancelled }) => !cancelled).sort((a, b) => (before(a, b) ? -1 : 1))
  }

  peek(): Scheduled | undefined {
    while (this.#items[0]?.cancelled) this.pop()
    return this.#items[0]
  }

  pop(): void {
    const items = this.#items
    const last = items.pop()
    if (!last || items.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= items.length) break
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child++
      if (!before(items[child]!, last)) break
      items[index] = items[child]!
      index = child
    }
    items[index] = last
  }
}

const before = (a: Scheduled, b: Scheduled): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
