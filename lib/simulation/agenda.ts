import type { Instant } from '../domain/time.ts'

interface Planned {
  readonly at: Instant
  readonly order: number
  readonly action: () => Promise<void> | undefined
}

/** What happens when, in simulated time; of one instant, in the order in which it was planned. */
export class Agenda {
  #now: Instant
  #planned = 0
  /** A binary heap: each one comes before both of those at twice its place. */
  readonly #heap: Planned[] = []

  constructor(start: Instant) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  /** Plans an action; what is planned for the past happens next. */
  plan(at: Instant, action: Planned['action']): void {
    const heap = this.#heap
    const one = { at: Math.max(at, this.#now), order: this.#planned++, action }
    let place = heap.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const other = heap[above]
      if (!other || isBefore(other, one)) break
      heap[place] = other
      place = above
    }
    heap[place] = one
  }

  /** Moves the clock to the next thing planned and answers it; undefined when nothing is left. */
  next(): Planned['action'] | undefined {
    const first = this.#take()
    if (first) this.#now = first.at
    return first?.action
  }

  #take(): Planned | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let place = 0
    for (;;) {
      const left = heap[place * 2 + 1]
      const right = heap[place * 2 + 2]
      const smaller = left && right && isBefore(right, left) ? right : left
      if (!smaller || isBefore(last, smaller)) break
      heap[place] = smaller
      place = smaller === left ? place * 2 + 1 : place * 2 + 2
    }
    heap[place] = last
    return first
  }
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
