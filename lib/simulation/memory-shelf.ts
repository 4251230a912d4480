import type { Policy } from '../domain/policy.ts'
import type { PinnedPolicy, PolicyShelf } from '../ports.ts'

/** Policies in a map. */
export class MemoryShelf implements PolicyShelf {
  readonly #all = new Map<string, Policy>()

  async keep({ hash, policy }: PinnedPolicy): Promise<void> {
    if (!this.#all.has(hash)) this.#all.set(hash, policy)
  }

  async read(hash: string): Promise<Policy> {
    const policy = this.#all.get(hash)
    if (!policy) throw new Error(`policy ${hash} is not on the shelf, though a journey refers to it`)
    return policy
  }
}
