import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Debtor } from '../domain/debtor.ts'
import { linesBetween } from '../domain/debtor-line.ts'
import type { DebtorChange, DebtorRecord } from '../domain/debtor-record.ts'
import type { Policy } from '../domain/policy.ts'
import { united } from '../domain/united.ts'
import type { Debtors, PinnedPolicy, PolicyShelf, Written } from '../ports.ts'
import { recordOf } from '../usecases/tell-debtor.ts'
import { onceFree } from './asking-again.ts'
import { addressKey, debtorIdOf, debtorKey, entryItem, recordItem, recordOfItem } from './debtor-items.ts'
import { Items, type Transacted, transact } from './items.ts'
import { trusted } from './ledger-items.ts'

/** Debtors in DynamoDB: one item each, and their timelines beside it. */
export class DynamoDebtors implements Debtors {
  readonly #client: DynamoDBClient
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client
    this.#items = new Items(client, table)
  }

  async debtor(id: string): Promise<Debtor> {
    return united(await recordOf(this, id))
  }

  async noteAddress(channel: string, address: string, debtor: string): Promise<void> {
    await this.#items.putNew({ ...addressKey(channel, address, debtor) })
  }

  async havingAddress(channel: string, address: string): Promise<string[]> {
    const found = await this.#items.query(addressKey(channel, address, '').pk)
    return found.map(({ sk }) => debtorIdOf(sk))
  }

  async record(id: string): Promise<DebtorRecord> {
    return recordOfItem(id, id ? await this.#items.get(debtorKey(id)) : undefined)
  }

  async save(changes: readonly DebtorChange[], at: string): Promise<Written> {
    const lines = changes.flatMap(({ before, after }) => this.#linesOf(before, after, at))
    const outcome = await onceFree(() => transact(this.#client, lines), isOnlyHeld)
    return outcome === 'done' ? 'written' : 'conflict'
  }

  #linesOf(before: DebtorRecord, after: DebtorRecord, at: string) {
    const item = recordItem(after)
    const { pk: _, sk: __, ...set } = item
    const values = { before: before.version }
    const { version } = after
    const lines = linesBetween(before, after)
    return [
      before.version === 0
        ? this.#items.line({ put: item })
        : this.#items.line({
            change: {
              key: debtorKey(after.id),
              set,
              ...(after.mergedInto === undefined && { remove: ['mergedInto'] }),
              condition: '#version = :before',
              values,
            },
          }),
      ...(lines.length > 0 ? [this.#items.line({ put: entryItem(after.id, { version, at, lines }) })] : []),
    ]
  }
}

/** Nobody changed anything, but for a moment another transaction has one of the items: it may be a claim that fails. */
const isOnlyHeld = (outcome: Transacted): boolean => outcome !== 'done' && !outcome.includes('failed')

/** Policies in the Catalog table, by content hash: written once, never changed. */
export class DynamoPolicyShelf implements PolicyShelf {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async keep({ hash, policy }: PinnedPolicy): Promise<void> {
    await this.#items.putNew({ pk: `policy#${hash}`, sk: 'policy', policy })
  }

  async read(hash: string): Promise<Policy | undefined> {
    const item = await this.#items.get({ pk: `policy#${hash}`, sk: 'policy' })
    return item && trusted<{ policy: Policy }>(item).policy
  }
}
