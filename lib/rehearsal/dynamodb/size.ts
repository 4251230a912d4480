import { invalid } from './refusal.ts'
import type { AttributeValue, Item } from './value.ts'

/** DynamoDB's limit for one item: 400 KB, names included. */
export const MAXIMUM_ITEM_BYTES = 400 * 1024

const MAXIMUM_NESTING = 32

const measured = new WeakMap<Item, number>()

/** Bytes of a stored item: it never changes, so it is measured once. */
export function storedBytes(item: Item): number {
  const known = measured.get(item)
  if (known !== undefined) return known
  const bytes = itemBytes(item)
  measured.set(item, bytes)
  return bytes
}

/** Bytes of an item as DynamoDB counts them: UTF-8 names and texts, half a byte a digit, three bytes a document. */
export function itemBytes(item: Item, depth = 0): number {
  let bytes = 0
  for (const name in item) bytes += Buffer.byteLength(name) + valueBytes(item[name]!, depth + 1)
  return bytes
}

function valueBytes(value: AttributeValue, depth: number): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return numberBytes(value.N)
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.SS !== undefined) return value.SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (value.NS !== undefined) return value.NS.reduce((sum, number) => sum + numberBytes(number), 0)
  if (value.BS !== undefined) return value.BS.reduce((sum, bytes) => sum + Buffer.byteLength(bytes, 'base64'), 0)
  if (depth > MAXIMUM_NESTING)
    throw invalid('Nesting Levels have exceeded supported limits: Attributes have nested levels beyond supported limit')
  if (value.L !== undefined) return value.L.reduce((sum, member) => sum + 1 + valueBytes(member, depth + 1), 3)
  const map = value.M ?? {}
  return 3 + Object.keys(map).length + itemBytes(map, depth)
}

const numberBytes = (text: string): number => {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length
  return Math.ceil(digits / 2) + (text.startsWith('-') ? 2 : 1)
}
