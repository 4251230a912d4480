import type { Position } from './collection.ts'
import type { Item } from './value.ts'

/** DynamoDB removes an expired item "within a few days": here two days later, so that readers must look themselves. */
const GRACE_MILLISECONDS = 48 * 60 * 60 * 1000

/** DynamoDB leaves alone an item that expired more than five years ago. */
const OLDEST_MILLISECONDS = 5 * 365 * 24 * 60 * 60 * 1000

interface Expiring {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly position: Position
}

/**
 * The items of one table that will expire, soonest first. They are removed at the first call after their time: a timer
 * of the world would keep a rehearsal going for years with nothing else to do.
 */
export class Expiry {
  readonly attribute: string
  #soonest: Expiring[] = []

  constructor(attribute: string) {
    this.attribute = attribute
  }

  /** Notes when an item is to go; a later note for the same place stands beside the earlier one. */
  note(item: Item, position: Position, now: number): void {
    const at = this.#removalOf(item)
    if (at === undefined || at - GRACE_MILLISECONDS < now - OLDEST_MILLISECONDS) return
    let low = 0
    let high = this.#soonest.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#soonest[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    this.#soonest.splice(low, 0, { at, position })
  }

  /** Whether the item that stands here now is past its time. */
  isPast(item: Item, now: number): boolean {
    const at = this.#removalOf(item)
    return at !== undefined && at <= now
  }

  /** Takes out the places whose noted time has come. */
  due(now: number): Position[] {
    const waiting = this.#soonest.findIndex(({ at }) => at > now)
    return this.#soonest.splice(0, waiting < 0 ? this.#soonest.length : waiting).map(({ position }) => position)
  }

  isDue(now: number): boolean {
    const [soonest] = this.#soonest
    return soonest !== undefined && soonest.at <= now
  }

  #removalOf(item: Item): number | undefined {
    const seconds = Number(item[this.attribute]?.N ?? Number.NaN)
    return Number.isFinite(seconds) ? seconds * 1000 + GRACE_MILLISECONDS : undefined
  }
}
