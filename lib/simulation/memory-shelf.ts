import type { Policy } from '../domain/policy.ts'
import type { PinnedPolicy, PolicyShelf } from '../ports.ts'

/** Policies in a map. */
export class MemoryShelf implements PolicyShelf {
  readonly #all = new Map<string, Policy>()

  async keep({ hash, policy }: PinnedPolicy): Promise<void> {
    if (!this.#all.has(hash)) this.#all.set(hash, policy)
  }

  async read(hash: string): Promise<Policy | undefined> {
    return this.#all.get(hash)
  }
}
