import { type LawBook, withDecreed } from '../domain/law/book.ts'
import { type Instant, MINUTE } from '../domain/time.ts'
import type { Clock, Holidays } from '../ports.ts'

/** Milliseconds for which decreed holidays are remembered: a decree is published days ahead, decisions are taken every moment. */
export const REMEMBERED = 5 * MINUTE

/** The packs of a deployment with the holidays that staff added since: read at most once in five minutes. */
export class LawInForce {
  readonly #shipped: LawBook
  readonly #holidays: Holidays
  readonly #clock: Clock
  #known: { readonly at: Instant; readonly entries: string; readonly book: LawBook } | undefined

  constructor(shipped: LawBook, holidays: Holidays, clock: Clock) {
    this.#shipped = shipped
    this.#holidays = holidays
    this.#clock = clock
  }

  /** The book as it holds now; the same object as long as nobody decreed anything, so that what was read from it is kept. */
  async book(): Promise<LawBook> {
    const at = this.#clock.now()
    if (this.#known && at - this.#known.at < REMEMBERED && at >= this.#known.at) return this.#known.book
    const decreed = await this.#holidays.decreed()
    const entries = JSON.stringify(decreed)
    const book = this.#known?.entries === entries ? this.#known.book : withDecreed(this.#shipped, decreed)
    this.#known = { at, entries, book }
    return book
  }
}
