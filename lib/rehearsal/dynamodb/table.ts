import { Collection, type Position } from './collection.ts'
import type { IndexDefinition, TableDefinition } from './definition.ts'
import { type KeyType, sortable } from './ordering.ts'
import { equalItems, type Item } from './value.ts'

/** One attribute of a primary or index key. */
export interface KeyAttribute {
  readonly name: string
  readonly type: KeyType
}

/** A primary or index key: partition key and, often, sort key. */
export interface Key {
  readonly hash: KeyAttribute
  readonly range: KeyAttribute | undefined
}

/** A global secondary index and its content. */
export interface Index {
  readonly definition: IndexDefinition
  readonly key: Key
  /** What it projects; undefined means everything. */
  readonly attributes: ReadonlySet<string> | undefined
  collection: Collection
}

/** Everything a table holds at one moment; items are shared, never copied, because they never change. */
export interface TableContent {
  readonly items: Collection
  readonly indexes: readonly Collection[]
}

/** A table: its definition, its items and its indexes, always in step with each other. */
export class Table {
  readonly name: string
  readonly definition: TableDefinition
  readonly arn: string
  /** Seconds since the epoch, simulated. */
  readonly createdAt: number
  readonly key: Key
  readonly indexes: readonly Index[]
  items = new Collection()

  constructor(name: string, definition: TableDefinition, arn: string, createdAt: number) {
    this.name = name
    this.definition = definition
    this.arn = arn
    this.createdAt = createdAt
    this.key = keyOf(definition, definition.KeySchema)
    this.indexes = (definition.GlobalSecondaryIndexes ?? []).map((index) => {
      const key = keyOf(definition, index.KeySchema)
      const keys = [key, this.key].flatMap(namesOf)
      const all = index.Projection.ProjectionType === 'ALL'
      const attributes = all ? undefined : new Set([...keys, ...(index.Projection.NonKeyAttributes ?? [])])
      return { definition: index, key, attributes, collection: new Collection() }
    })
  }

  /** The attributes of an item that are its primary key. */
  keyAttributes(item: Item): Item {
    return Object.fromEntries(namesOf(this.key).map((name) => [name, item[name]!]))
  }

  /** Puts `next` in the place of `previous` (either may be absent), in the table and in each index. */
  replace(position: Position, previous: Item | undefined, next: Item | undefined): void {
    if (next) this.items.put(position, next)
    else this.items.delete(position)
    for (const index of this.indexes) {
      const before = previous && indexPosition(index.key, this.key, previous)
      const after = next && indexPosition(index.key, this.key, next)
      const projection = next && after && projected(next, index)
      const moved = before && after && (before.partition !== after.partition || before.sort !== after.sort)
      if (before && (!after || moved)) index.collection.delete(before)
      if (after && projection) index.collection.put(after, projection)
    }
  }

  /** What it holds now. */
  content(): TableContent {
    return { items: this.items.copy(), indexes: this.indexes.map((index) => index.collection.copy()) }
  }

  /** Goes back to what it held. */
  restore(content: TableContent): void {
    this.items = content.items.copy()
    this.indexes.forEach((index, place) => {
      index.collection = content.indexes[place]?.copy() ?? new Collection()
    })
  }

  clear(): void {
    this.items = new Collection()
    for (const index of this.indexes) index.collection = new Collection()
  }
}

/** The names of a key's attributes, partition key first. */
export const namesOf = (key: Key): string[] => (key.range ? [key.hash.name, key.range.name] : [key.hash.name])

/** Where the item with this primary key stands. */
export function primaryPosition(key: Key, item: Item): Position {
  const sort = key.range ? sortable(item[key.range.name]!) : ''
  return { partition: sortable(item[key.hash.name]!), sort, tie: '' }
}

/** Where an item stands in an index; undefined when it lacks an index key: sparse indexes leave it out. */
export function indexPosition(key: Key, primary: Key, item: Item): Position | undefined {
  const hash = item[key.hash.name]
  const range = key.range && item[key.range.name]
  if (!hash || (key.range && !range)) return undefined
  const { partition, sort } = primaryPosition(primary, item)
  return { partition: sortable(hash), sort: range ? sortable(range) : '', tie: `${partition}\u0000${sort}` }
}

function projected(item: Item, index: Index): Item {
  const { attributes } = index
  if (!attributes) return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => attributes.has(name)))
}

function keyOf(definition: TableDefinition, schema: TableDefinition['KeySchema']): Key {
  const [hash, range] = schema.map(({ AttributeName: name }): KeyAttribute => {
    const type = definition.AttributeDefinitions.find((attribute) => attribute.AttributeName === name)?.AttributeType
    if (!type) throw new Error(`the key attribute ${name} has no definition`)
    return { name, type }
  })
  if (!hash) throw new Error('a key needs a partition key')
  return { hash, range }
}

/** Whether a write changed anything: DynamoDB streams say nothing of a write that did not. */
export const changed = (previous: Item | undefined, next: Item | undefined): boolean =>
  previous !== next && !(previous && next && equalItems(previous, next))
