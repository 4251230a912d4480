import { type LawBook, withDecreed } from '../domain/law/book.ts'
import { HOUR, type Instant, MINUTE } from '../domain/time.ts'
import type { Clock, Holidays } from '../ports.ts'

/** Milliseconds for which whoever sends remembers decreed holidays: a decree is published days ahead, messages leave every moment. */
export const REMEMBERED = 5 * MINUTE
/** Whoever only plans may remember longer: the law is asked again before anything leaves. */
export const REMEMBERED_IN_PLANS = HOUR

/** The packs of a deployment with the holidays that staff added since: read at most once in `remembered` milliseconds. */
export class LawInForce {
  readonly #shipped: LawBook
  readonly #holidays: Holidays
  readonly #clock: Clock
  readonly #remembered: number
  #known: { readonly at: Instant; readonly entries: string; readonly book: LawBook } | undefined

  constructor(shipped: LawBook, holidays: Holidays, clock: Clock, remembered = REMEMBERED) {
    this.#remembered = remembered
    this.#shipped = shipped
    this.#holidays = holidays
    this.#clock = clock
  }

  /** The book as it holds now; the same object as long as nobody decreed anything, so that what was read from it is kept. */
  async book(): Promise<LawBook> {
    const at = this.#clock.now()
    if (this.#known && at - this.#known.at < this.#remembered && at >= this.#known.at) return this.#known.book
    const decreed = await this.#holidays.decreed()
    const entries = JSON.stringify(decreed)
    const book = this.#known?.entries === entries ? this.#known.book : withDecreed(this.#shipped, decreed)
    this.#known = { at, entries, book }
    return book
  }
}
