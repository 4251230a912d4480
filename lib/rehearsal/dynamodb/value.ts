/** A value as DynamoDB's JSON writes it: exactly one member is set; numbers are decimal strings, binaries base64. */
export interface AttributeValue {
  S?: string
  N?: string
  B?: string
  BOOL?: boolean
  NULL?: boolean
  SS?: string[]
  NS?: string[]
  BS?: string[]
  L?: AttributeValue[]
  M?: Item
}

/** An item, or the content of a map. */
export interface Item {
  [attribute: string]: AttributeValue
}

/** The name of a value's one member. */
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M'

/** The type of a value: its one member's name. */
export function typeOf(value: AttributeValue): ValueType {
  if (value.S !== undefined) return 'S'
  if (value.N !== undefined) return 'N'
  if (value.M !== undefined) return 'M'
  if (value.L !== undefined) return 'L'
  if (value.BOOL !== undefined) return 'BOOL'
  if (value.NULL !== undefined) return 'NULL'
  if (value.SS !== undefined) return 'SS'
  if (value.NS !== undefined) return 'NS'
  if (value.B !== undefined) return 'B'
  if (value.BS !== undefined) return 'BS'
  throw new Error(`not an attribute value: ${JSON.stringify(value)}`)
}

/** The members of a set, or undefined for what is no set. */
export const membersOf = (value: AttributeValue): string[] | undefined => value.SS ?? value.NS ?? value.BS

/** Equality as DynamoDB sees it: sets without order, lists with order, maps by content. */
export function equal(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  switch (type) {
    case 'S':
    case 'N':
    case 'B':
    case 'BOOL':
    case 'NULL':
      return a[type] === b[type]
    case 'SS':
    case 'NS':
    case 'BS': {
      const [left, right] = [a[type] ?? [], new Set(b[type])]
      return left.length === right.size && left.every((member) => right.has(member))
    }
    case 'L': {
      const [left, right] = [a.L ?? [], b.L ?? []]
      return left.length === right.length && left.every((member, index) => equal(member, right[index]!))
    }
    case 'M':
      return equalItems(a.M ?? {}, b.M ?? {})
  }
}

/** Whether two items hold the same attributes with equal values. */
export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => b[name] !== undefined && equal(a[name]!, b[name]))
}

/** A copy that shares nothing with the original: stored items are never handed out. */
export function copyItem(item: Item): Item {
  const copy: Item = {}
  for (const name in item) copy[name] = copyValue(item[name]!)
  return copy
}

/** A copy of one value that shares nothing with the original. */
export function copyValue(value: AttributeValue): AttributeValue {
  if (value.M !== undefined) return { M: copyItem(value.M) }
  if (value.L !== undefined) return { L: value.L.map(copyValue) }
  if (value.SS !== undefined) return { SS: [...value.SS] }
  if (value.NS !== undefined) return { NS: [...value.NS] }
  if (value.BS !== undefined) return { BS: [...value.BS] }
  return { ...value }
}
