import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { type Edition, editionOf, type Published } from '../contracts/edition.ts'
import { type Instant, MINUTE } from '../domain/time.ts'
import type { Clock } from '../ports.ts'

/** What is said from now on without a deployment. */
export interface Editions {
  /** Every word on it, oldest first. */
  published(): Promise<readonly Published[]>
  publish(entry: Published): Promise<void>
  /** Keeps an edition readable for ever; the same one again changes nothing. */
  keep(hash: string, edition: Edition): Promise<void>
  /** Undefined for one that nobody kept. */
  read(hash: string): Promise<Edition | undefined>
}

/** Milliseconds for which an edition is remembered: a sentence is changed within a minute. */
export const REMEMBERED_EDITION = MINUTE

/** What is said now by a deployment: the newest edition published in its place, else its own. */
export class EditionInForce {
  readonly #shipped: Edition
  readonly #own: string
  readonly #editions: Editions
  readonly #clock: Clock
  #known: { readonly at: Instant; readonly hash: string; readonly edition: Edition } | undefined

  constructor(catalog: CompiledCatalog, editions: Editions, clock: Clock) {
    this.#shipped = editionOf(catalog)
    this.#own = catalog.edition
    this.#editions = editions
    this.#clock = clock
  }

  /** The same object for as long as nobody published anything. */
  async edition(): Promise<Edition> {
    return (await this.named()).edition
  }

  /** The same with the content hash by which it is named. */
  async named(): Promise<{ readonly hash: string; readonly edition: Edition }> {
    const at = this.#clock.now()
    const known = this.#known
    if (known && at - known.at < REMEMBERED_EDITION && at >= known.at) return known
    const hash = inForce(await this.#editions.published(), this.#own)
    const edition = hash === known?.hash ? known.edition : await this.#read(hash)
    this.#known = { at, hash, edition }
    return this.#known
  }

  async #read(hash: string): Promise<Edition> {
    if (hash === this.#own) return this.#shipped
    const edition = await this.#editions.read(hash)
    if (!edition) throw new Error(`edition ${hash} was published and is not in the Catalog table`)
    return edition
  }
}

/** The hash of what is said where `own` is deployed: words on another deployment's edition have lost their place. */
export const inForce = (published: readonly Published[], own: string): string => {
  const newest = published.at(-1)
  return newest?.instead === own ? newest.hash : own
}
