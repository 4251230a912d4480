import type { Expressions } from './expressions.ts'
import { invalid } from './refusal.ts'
import type { Key, KeyAttribute, Table } from './table.ts'
import { namesOf } from './table.ts'
import { type AttributeValue, type Item, typeOf } from './value.ts'

const MAXIMUM_HASH_BYTES = 2048
const MAXIMUM_RANGE_BYTES = 1024

const noMatch = () => invalid('The provided key element does not match the schema')

/** Refuses a `Key` that is not exactly the table's primary key, of the right types and lengths. */
export function checkKey(table: Table, key: Item): void {
  const names = namesOf(table.key)
  if (Object.keys(key).length !== names.length) throw noMatch()
  for (const attribute of attributesOf(table.key)) {
    const value = key[attribute.name]
    if (value?.[attribute.type] === undefined) throw noMatch()
    checkLength(value, attribute === table.key.hash)
  }
}

/** Refuses an empty string or binary in the primary key of a `Key` or `Item`: DynamoDB does so before anything else. */
export function checkNotEmpty(table: Table, item: Item): void {
  for (const { name } of attributesOf(table.key)) {
    const empty = emptiness(item[name])
    if (empty)
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      )
  }
}

/** Refuses an index key that is an empty string or binary. */
export function checkIndexKeysNotEmpty(table: Table, item: Item): void {
  for (const index of table.indexes) {
    for (const { name } of attributesOf(index.key)) {
      const empty = emptiness(item[name])
      if (empty)
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index.definition.IndexName}, IndexKey: ${name}`,
        )
    }
  }
}

/** Refuses an item that lacks a primary key attribute, or has one (or an index key) of another type or too long. */
export function checkItem(table: Table, item: Item): void {
  for (const { name, type } of attributesOf(table.key)) {
    const value = item[name]
    if (!value) throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`)
    if (value[type] === undefined)
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      )
    checkLength(value, name === table.key.hash.name)
  }
  for (const index of table.indexes) {
    for (const { name, type } of attributesOf(index.key)) {
      const value = item[name]
      if (!value) continue
      if (value[type] === undefined)
        throw invalid(
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.definition.IndexName}`,
        )
      checkLength(value, name === index.key.hash.name)
    }
  }
}

/** Refuses `key.member` and `key[0]` in expressions: keys have no inside. */
export function checkPaths(table: Table, { condition, filter, updates, projection }: Expressions): void {
  for (const part of [condition, filter, updates, projection]) {
    if (!part) continue
    for (const head in part.nestedPaths) {
      const message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed"
      if (namesOf(table.key).includes(head)) throw invalid(`${message}: Key: ${head}`)
      if (table.indexes.some(({ key }) => namesOf(key).includes(head))) throw invalid(`${message}: IndexKey: ${head}`)
    }
  }
}

/** A key's attributes, partition key first. */
export const attributesOf = (key: Key): KeyAttribute[] => (key.range ? [key.hash, key.range] : [key.hash])

function checkLength(value: AttributeValue, isHash: boolean): void {
  const bytes = value.S !== undefined ? Buffer.byteLength(value.S) : Buffer.byteLength(value.B ?? '', 'base64')
  if (isHash && bytes > MAXIMUM_HASH_BYTES)
    throw invalid(
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    )
  if (!isHash && bytes > MAXIMUM_RANGE_BYTES)
    throw invalid(
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    )
}

const emptiness = (value: AttributeValue | undefined): string | undefined =>
  value?.S === '' ? 'string' : value?.B === '' ? 'binary' : undefined
