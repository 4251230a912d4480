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
  readonly #newest: () => Promise<PolicyBook['policies']>
  readonly #kept = new Set<string>()
  readonly #read = new Map<string, Policy>()

  /** `newest` answers the policies of the edition in force, where one may be published; else the book's are. */
  constructor(
    book: PolicyBook,
    shelf: PolicyShelf,
    newest: () => Promise<PolicyBook['policies']> = async () => book.policies,
  ) {
    this.#book = book
    this.#shelf = shelf
    this.#newest = newest
    for (const { hash, policy } of Object.values(book.policies)) this.#read.set(hash, policy)
  }

  /** The ids an event may name. */
  async names(): Promise<string[]> {
    return Object.keys(await this.#newest())
  }

  /** The policy that applies now: the invoice's own, else the debtor's, else the segment's, else the company's. */
  async current(invoice: Invoice, debtor: Debtor): Promise<PinnedPolicy> {
    const policies = await this.#newest()
    const segment = invoice.terms.segment ?? debtor.profile?.segment
    const ids = [invoice.terms.policy, debtor.profile?.policy, segment && this.#book.segments[segment]]
    const id = ids.find((one) => one !== undefined && one !== '') ?? this.#book.defaultPolicy
    const pinned = policies[id] ?? policies[this.#book.defaultPolicy]
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
    return pinned ? this.version(pinned.hash) : (await this.current(invoice, debtor)).policy
  }

  /** A version that a journey refers to; throws when nobody has kept it. */
  async version(hash: string): Promise<Policy> {
    const policy = await this.kept(hash)
    if (!policy) throw new Error(`policy ${hash} is not on the shelf, though a journey refers to it`)
    return policy
  }

  /** A version by its hash; undefined when nobody has kept it. */
  async kept(hash: string): Promise<Policy | undefined> {
    const policy = this.#read.get(hash) ?? (await this.#shelf.read(hash))
    if (policy) this.#read.set(hash, policy)
    return policy
  }

  /** The newest version of a policy; undefined when the catalog has none of this id. */
  async newest(id: string): Promise<PinnedPolicy | undefined> {
    return (await this.#newest())[id]
  }
}
