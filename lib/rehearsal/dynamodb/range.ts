import type { Entry, Position } from './collection.ts'
import type { KeyCondition } from './expressions.ts'
import { sortable } from './ordering.ts'
import { invalid } from './refusal.ts'
import type { Key, KeyAttribute } from './table.ts'
import type { AttributeValue, Item } from './value.ts'

type Conditions = Readonly<Record<string, KeyCondition>>

/** The one partition that a key condition names; throws ValidationException when it names none or something else. */
export function partitionOf(key: Key, conditions: Conditions, values: Item): string {
  const hash = conditions[key.hash.name]
  const names = Object.keys(conditions)
  if (!hash) throw invalid(`Query condition missed key schema element: ${key.hash.name}`)
  if (hash.ComparisonOperator !== 'EQ') throw invalid('Query key condition not supported')
  if (names.length > 1 && !key.range) throw invalid('Query key condition not supported')
  if (names.length > 1 && key.range && !conditions[key.range.name])
    throw invalid(`Query condition missed key schema element: ${key.range.name}`)
  if (key.range && conditions[key.range.name]) operands(key.range, conditions[key.range.name]!, values)
  return sortable(operands(key.hash, hash, values)[0]!)
}

/** Whether a place meets the condition on the sort key. */
export function permits(key: Key, conditions: Conditions, values: Item, place: Omit<Position, 'partition'>): boolean {
  const { starts, ends } = bounds(key, conditions, values)
  return starts(place.sort) && !ends(place.sort)
}

/** The part of a sorted partition that a key condition selects: from `from` up to but not including `to`. */
export function narrowed(
  entries: readonly Entry[],
  key: Key,
  conditions: Conditions,
  values: Item,
): { from: number; to: number } {
  const { starts, ends } = bounds(key, conditions, values)
  const from = first(entries, starts)
  return { from, to: Math.max(from, first(entries, ends)) }
}

interface Bounds {
  /** False up to where the range starts, true from there on. */
  readonly starts: (sort: string) => boolean
  /** False up to where the range ends, true from there on. */
  readonly ends: (sort: string) => boolean
}

const always = () => true
const never = () => false

function bounds(key: Key, conditions: Conditions, values: Item): Bounds {
  const condition = key.range && conditions[key.range.name]
  if (!key.range || !condition) return { starts: always, ends: never }
  const [low = '', high = ''] = operands(key.range, condition, values).map(sortable)
  switch (condition.ComparisonOperator) {
    case 'EQ':
      return { starts: (sort) => sort >= low, ends: (sort) => sort > low }
    case 'LT':
      return { starts: always, ends: (sort) => sort >= low }
    case 'LE':
      return { starts: always, ends: (sort) => sort > low }
    case 'GT':
      return { starts: (sort) => sort > low, ends: never }
    case 'GE':
      return { starts: (sort) => sort >= low, ends: never }
    case 'BETWEEN':
      return { starts: (sort) => sort >= low, ends: (sort) => sort > high }
    case 'BEGINS_WITH':
      return { starts: (sort) => sort >= low, ends: (sort) => sort > low && !sort.startsWith(low) }
  }
}

function operands(attribute: KeyAttribute, condition: KeyCondition, values: Item): AttributeValue[] {
  return condition.AttributeValueList.map(({ name }) => {
    const value = values[name]
    if (value?.[attribute.type] === undefined)
      throw invalid('One or more parameter values were invalid: Condition parameter type does not match schema type')
    if (value.S === '' || value.B === '')
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${value.S === '' ? 'string' : 'binary'} value. Key: ${attribute.name}`,
      )
    return value
  })
}

function first(entries: readonly Entry[], reached: (sort: string) => boolean): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(entries[middle]!.sort)) high = middle
    else low = middle + 1
  }
  return low
}
