import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { pauseByChance, whenFree } from './asking-again.ts'

export type Item = Record<string, unknown>
export interface ItemKey {
  readonly pk: string
  readonly sk: string
}

/** Attributes to set and to remove, and what must hold for that to happen; names are given plainly. */
export interface Change {
  readonly key: ItemKey
  readonly set: Item
  readonly remove?: readonly string[]
  readonly condition: string
  /** Values of the condition, by the name used there without its colon. */
  readonly values?: Item
}

/** Numbers to add to an item, which need not exist yet, with attributes to set beside them. */
export interface Addition {
  readonly key: ItemKey
  readonly add: Readonly<Record<string, number>>
  readonly set: Item
}

/** A line of a transaction: an item that must be new, one that may be there already, a change, or an addition. */
export type Line = { readonly put: Item } | { readonly keep: Item } | { readonly change: Change } | Addition

/** How a transaction ended: `done`, or for each line whether its own condition failed, in order. */
export type Transacted = 'done' | readonly ('held' | 'failed' | 'contended')[]

const ONLY_NEW = 'attribute_not_exists(pk)'

/** One table of items with `pk` and `sk`, read consistently, in plain JavaScript values. */
export class Items {
  readonly #client: DynamoDBClient
  readonly #table: string
  readonly #pause: typeof pauseByChance

  constructor(client: DynamoDBClient, table: string, pause = pauseByChance) {
    this.#client = client
    this.#table = table
    this.#pause = pause
  }

  async get(key: ItemKey, attributes?: readonly string[]): Promise<Item | undefined> {
    const names = attributes && Object.fromEntries(attributes.map((name) => [`#${name}`, name]))
    const { Item: item } = await this.#client.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: plain(key),
        ConsistentRead: true,
        ...(names && { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names }),
      }),
    )
    return item && unmarshall(item)
  }

  /** This item and one of another table as they were at one instant; undefined while a write of either is under way. */
  async getAtOnce(key: ItemKey, other: Items, otherKey: ItemKey): Promise<(Item | undefined)[] | undefined> {
    const wanted = [
      { Get: { TableName: this.#table, Key: plain(key) } },
      { Get: { TableName: other.#table, Key: plain(otherKey) } },
    ]
    try {
      const { Responses = [] } = await this.#client.send(new TransactGetItemsCommand({ TransactItems: wanted }))
      return Responses.map(({ Item: item }) => item && unmarshall(item))
    } catch (cause) {
      if (cause instanceof TransactionCanceledException) return undefined
      throw cause
    }
  }

  /** Items in the order of the keys asked for; what does not exist is missing. */
  async getMany(keys: readonly ItemKey[]): Promise<Item[]> {
    const found = new Map<string, Item>()
    for (let start = 0; start < keys.length; start += 100) {
      let wanted: Record<string, AttributeValue>[] = keys.slice(start, start + 100).map(plain)
      while (wanted.length > 0) {
        const { Responses, UnprocessedKeys } = await this.#client.send(
          new BatchGetItemCommand({ RequestItems: { [this.#table]: { Keys: wanted, ConsistentRead: true } } }),
        )
        for (const item of Responses?.[this.#table]?.map((one) => unmarshall(one)) ?? [])
          found.set(`${item.pk}\n${item.sk}`, item)
        wanted = UnprocessedKeys?.[this.#table]?.Keys ?? []
      }
    }
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`)).filter((item) => item !== undefined)
  }

  /** All items of one partition, or of one value of an index, in order. */
  async query(
    pk: string,
    options: { index?: { name: string; key: string }; prefix?: string; between?: readonly [string, string] } = {},
  ): Promise<Item[]> {
    const { index, prefix, between } = options
    const sort = between ? ' AND sk BETWEEN :from AND :to' : prefix === undefined ? '' : ' AND begins_with(sk, :prefix)'
    const given = between
      ? { ':from': between[0], ':to': between[1] }
      : prefix === undefined
        ? {}
        : { ':prefix': prefix }
    const items: Item[] = []
    const input: QueryCommandInput = {
      TableName: this.#table,
      ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
      KeyConditionExpression: `#pk = :pk${sort}`,
      ExpressionAttributeNames: { '#pk': index?.key ?? 'pk' },
      ExpressionAttributeValues: marshall({ ':pk': pk, ...given }),
    }
    for (let from: QueryCommandInput['ExclusiveStartKey'], more = true; more; more = from !== undefined) {
      const page = await this.#client.send(new QueryCommand({ ...input, ...(from && { ExclusiveStartKey: from }) }))
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)))
      from = page.LastEvaluatedKey
    }
    return items
  }

  /** Puts an item that must not exist yet; answers whether it was new. */
  async putNew(item: Item): Promise<boolean> {
    const put = { TableName: this.#table, Item: stored(item), ConditionExpression: ONLY_NEW }
    return this.#ifConditionHolds(() => this.#client.send(new PutItemCommand(put)))
  }

  async put(item: Item): Promise<void> {
    const put = { TableName: this.#table, Item: stored(item) }
    await whenFree(() => this.#client.send(new PutItemCommand(put)), this.#pause)
  }

  /** Changes an item if the condition holds; answers whether it did. */
  async change(change: Change): Promise<boolean> {
    return this.#ifConditionHolds(() => this.#client.send(new UpdateItemCommand(this.#update(change))))
  }

  /** Adds to a number of an existing item and answers the item as it is then; undefined when there is none. */
  async add(key: ItemKey, attribute: string, amount: number): Promise<Item | undefined> {
    const addition: UpdateItemCommandInput = {
      TableName: this.#table,
      Key: plain(key),
      UpdateExpression: 'ADD #attribute :amount',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: marshall({ ':amount': amount }),
      ReturnValues: 'ALL_NEW',
    }
    try {
      const { Attributes } = await whenFree(() => this.#client.send(new UpdateItemCommand(addition)), this.#pause)
      return Attributes && unmarshall(Attributes)
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return undefined
      throw cause
    }
  }

  /** Adds to the numbers of an item that need not exist yet. A write repeated by the client is added again. */
  async increase(addition: Addition): Promise<void> {
    await whenFree(() => this.#client.send(new UpdateItemCommand(this.#addition(addition))), this.#pause)
  }

  /** One line of a transaction that may span tables; give all lines to `transact`. */
  line(line: Line): TransactWriteItem {
    if ('change' in line) return { Update: this.#update(line.change) }
    if ('add' in line) return { Update: this.#addition(line) }
    if ('keep' in line) return { Put: { TableName: this.#table, Item: stored(line.keep) } }
    return { Put: { TableName: this.#table, Item: stored(line.put), ConditionExpression: ONLY_NEW } }
  }

  #addition({ key, add, set }: Addition) {
    const names = [...Object.keys(add), ...Object.keys(set)]
    const adds = Object.keys(add).map((name) => `#${name} :${name}`)
    const sets = Object.keys(set).map((name) => `#${name} = :${name}`)
    return {
      TableName: this.#table,
      Key: plain(key),
      UpdateExpression: `ADD ${adds.join(', ')} SET ${sets.join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: stored(
        Object.fromEntries(
          [...Object.entries(add), ...Object.entries(set)].map(([name, value]) => [`:${name}`, value]),
        ),
      ),
    }
  }

  #update({ key, set, remove = [], condition, values = {} }: Change) {
    const names = [...Object.keys(set), ...remove, ...(condition.match(/#\w+/g) ?? []).map((name) => name.slice(1))]
    const sets = Object.keys(set).map((name) => `#${name} = :set_${name}`)
    const given = Object.entries(set).map(([name, value]) => [`:set_${name}`, value])
    const tested = Object.entries(values).map(([name, value]) => [`:${name}`, value])
    const removed = remove.length > 0 ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : ''
    return {
      TableName: this.#table,
      Key: plain(key),
      UpdateExpression: `SET ${sets.join(', ')}${removed}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: stored(Object.fromEntries([...given, ...tested])),
    }
  }

  async #ifConditionHolds(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await whenFree(write, this.#pause)
      return true
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return false
      throw cause
    }
  }
}

/** Writes all lines or none. Anything but a failed condition or a conflict is thrown. */
export async function transact(client: DynamoDBClient, lines: readonly TransactWriteItem[]): Promise<Transacted> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...lines] }))
    return 'done'
  } catch (cause) {
    if (!(cause instanceof TransactionCanceledException)) throw cause
    const reasons = (cause.CancellationReasons ?? []).map(({ Code }) => {
      if (Code === 'ConditionalCheckFailed') return 'failed'
      if (Code === 'TransactionConflict') return 'contended'
      return Code === 'None' ? 'held' : undefined
    })
    const known = reasons.filter((reason) => reason !== undefined)
    if (known.length < reasons.length) throw cause
    return known
  }
}

const plain = ({ pk, sk }: ItemKey): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { S: sk } })

const stored = (item: Item): Record<string, AttributeValue> => marshall(item, { removeUndefinedValues: true })
