import type { Debtor } from '../domain/debtor.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { Policy } from '../domain/policy.ts'
import type { PinnedPolicy, PolicyShelf } from '../ports.ts'

/** The policies of this deployment, by id, and what applies when nobody names one. */
export interface PolicyBook {
  readonly policies: Readonly<Record<string, PinnedPolicy>>
  readonly segments: Readonly<Record<string, string>>
  readonly defaultPolicy: string
}

/** Finds the policy of a journey; a running journey keeps the version it began with. */
export class Policies {
  readonly #book: PolicyBook
  readonly #shelf: PolicyShelf
  readonly #kept = new Set<string>()
  readonly #read = new Map<string, Policy>()

  constructor(book: PolicyBook, shelf: PolicyShelf) {
    this.#book = book
    this.#shelf = shelf
    for (const { hash, policy } of Object.values(book.policies)) this.#read.set(hash, policy)
  }

  /** The ids an event may name. */
  names(): string[] {
    return Object.keys(this.#book.policies)
  }

  /** The policy that applies now: the invoice's own, else the debtor's, else the segment's, else the company's. */
  current(invoice: Invoice, debtor: Debtor): PinnedPolicy {
    const segment = invoice.terms.segment ?? debtor.profile?.segment
    const ids = [invoice.terms.policy, debtor.profile?.policy, segment && this.#book.segments[segment]]
    const id = ids.find((one) => one !== undefined && one !== '') ?? this.#book.defaultPolicy
    const pinned = this.#book.policies[id] ?? this.#book.policies[this.#book.defaultPolicy]
    if (!pinned) throw new Error(`the default policy ${this.#book.defaultPolicy} is not in the catalog`)
    return pinned
  }

  /** Keeps this version readable for as long as anything may refer to it. */
  async pin(pinned: PinnedPolicy): Promise<void> {
    if (this.#kept.has(pinned.hash)) return
    await this.#shelf.keep(pinned)
    this.#kept.add(pinned.hash)
  }

  /** The policy a journey runs under: the pinned version, else the current one. */
  async of(invoice: Invoice, debtor: Debtor): Promise<Policy> {
    const pinned = invoice.journey.policy
    if (!pinned) return this.current(invoice, debtor).policy
    const known = this.#read.get(pinned.hash)
    if (known) return known
    const policy = await this.#shelf.read(pinned.hash)
    this.#read.set(pinned.hash, policy)
    return policy
  }
}
