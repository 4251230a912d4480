import { type LinkHold, nothingDead } from '../domain/link-hold.ts'
import type { Written } from '../ports.ts'
import type { LinkHolds } from '../usecases/check-links.ts'

/** What dead payment links keep back, in memory. */
export class MemoryLinkHolds implements LinkHolds {
  readonly #holds = new Map<string, LinkHold>()

  async of(entity: string, host: string): Promise<LinkHold> {
    return this.#holds.get(`${entity} ${host}`) ?? nothingDead(entity, host)
  }

  async say({ entity, host, revision }: LinkHold, after: LinkHold): Promise<Written> {
    if (revision !== (await this.of(entity, host)).revision) return 'conflict'
    this.#holds.set(`${entity} ${host}`, after)
    return 'written'
  }

  async all(): Promise<LinkHold[]> {
    return [...this.#holds.values()]
  }
}
