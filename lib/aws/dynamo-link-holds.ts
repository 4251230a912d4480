import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type LinkHold, nothingDead } from '../domain/link-hold.ts'
import type { Written } from '../ports.ts'
import type { LinkHolds } from '../usecases/check-links.ts'
import { type Item, Items } from './items.ts'
import { KEYS, trusted } from './ledger-items.ts'

const LINKS = KEYS.switch('links').pk
const keyOf = (entity: string, host: string) => ({ pk: LINKS, sk: `${entity}#${host}` })

/** What dead payment links keep back: one item for each legal entity and host at which one was ever dead. */
export class DynamoLinkHolds implements LinkHolds {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async of(entity: string, host: string): Promise<LinkHold> {
    const item = await this.#items.get(keyOf(entity, host))
    return item ? holdOf(item) : nothingDead(entity, host)
  }

  async say({ entity, host, revision }: LinkHold, after: LinkHold): Promise<Written> {
    const written = await this.#items.change({
      key: keyOf(entity, host),
      set: { ...after },
      remove: after.dead ? [] : ['dead'],
      condition: revision === 0 ? 'attribute_not_exists(pk)' : '#revision = :before',
      ...(revision > 0 && { values: { before: revision } }),
    })
    return written ? 'written' : 'conflict'
  }

  async all(): Promise<LinkHold[]> {
    return (await this.#items.query(LINKS)).map(holdOf)
  }
}

function holdOf(item: Item): LinkHold {
  const { pk: _, sk: __, ...hold } = item
  return trusted<LinkHold>(hold)
}
