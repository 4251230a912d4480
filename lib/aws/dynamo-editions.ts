import { gunzipSync, gzipSync } from 'node:zlib'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Edition, Published } from '../contracts/edition.ts'
import type { Editions } from '../usecases/edition-in-force.ts'
import { type Item, type ItemKey, Items } from './items.ts'
import { trusted } from './ledger-items.ts'

/** The partition that lists them, oldest first: a few a month, so one query reads all. */
const PUBLISHED = 'editions'

const editionKey = (hash: string): ItemKey => ({ pk: `edition#${hash}`, sk: 'edition' })

/** Editions in the Catalog table, packed: the shipped one is 80 KB of text and 16 KB as an item. Written once, never changed. */
export class DynamoEditions implements Editions {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async published(): Promise<Published[]> {
    return (await this.#items.query(PUBLISHED)).map(publishedOf)
  }

  async publish(entry: Published): Promise<void> {
    await this.#items.putNew({ pk: PUBLISHED, sk: `${entry.at}#${entry.hash}`, ...entry })
  }

  async keep(hash: string, edition: Edition): Promise<void> {
    // A write that fails its condition is paid like one that does not, by the size of the item.
    if (await this.#items.get(editionKey(hash), ['pk'])) return
    await this.#items.putNew({ ...editionKey(hash), content: gzipSync(JSON.stringify(edition)) })
  }

  async read(hash: string): Promise<Edition | undefined> {
    const [item] = await this.#items.query(editionKey(hash).pk)
    return item && trusted<Edition>(JSON.parse(gunzipSync(trusted<Uint8Array>(item.content)).toString('utf8')))
  }
}

const publishedOf = ({ pk: _, sk: __, ...entry }: Item): Published => trusted<Published>(entry)
