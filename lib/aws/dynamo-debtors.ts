import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Debtor } from '../domain/debtor.ts'
import type { Policy } from '../domain/policy.ts'
import type { Debtors, PinnedPolicy, PolicyShelf, Written } from '../ports.ts'
import { debtorItem, debtorKey, debtorOf } from './debtor-items.ts'
import { Items } from './items.ts'
import { trusted } from './ledger-items.ts'

/** Debtors in DynamoDB, one item each. */
export class DynamoDebtors implements Debtors {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async debtor(id: string): Promise<Debtor> {
    return debtorOf(id, id ? await this.#items.get(debtorKey(id)) : undefined)
  }

  async save(before: Debtor, after: Debtor): Promise<Written> {
    const item = debtorItem(after)
    if (before.version === 0) return (await this.#items.putNew(item)) ? 'written' : 'conflict'
    const { pk: _, sk: __, ...set } = item
    const values = { before: before.version }
    const saved = await this.#items.change({ key: debtorKey(after.id), set, condition: '#version = :before', values })
    return saved ? 'written' : 'conflict'
  }
}

/** Policies in the Catalog table, by content hash: written once, never changed. */
export class DynamoPolicyShelf implements PolicyShelf {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async keep({ hash, policy }: PinnedPolicy): Promise<void> {
    await this.#items.putNew({ pk: `policy#${hash}`, sk: 'policy', policy })
  }

  async read(hash: string): Promise<Policy> {
    const item = await this.#items.get({ pk: `policy#${hash}`, sk: 'policy' })
    if (!item) throw new Error(`policy ${hash} is not on the shelf, though a journey refers to it`)
    return trusted<{ policy: Policy }>(item).policy
  }
}
