import type { Decreed } from '../domain/law/book.ts'
import type { Holidays, Written } from '../ports.ts'

/** Decreed holidays in memory, in the order of their instants. */
export class MemoryHolidays implements Holidays {
  readonly #entries = new Map<string, Decreed>()

  async decreed(): Promise<Decreed[]> {
    return [...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
  }

  async decree(entry: Decreed): Promise<Written> {
    const key = `${entry.at}#${entry.place}#${entry.date}`
    if (this.#entries.has(key)) return 'duplicate'
    this.#entries.set(key, entry)
    return 'written'
  }
}
