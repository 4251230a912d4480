import { add, subtract } from './decimal.ts'
import type { Operand, Path, UpdateAction } from './expressions.ts'
import { valueAt } from './path.ts'
import { invalid } from './refusal.ts'
import { type AttributeValue, copyItem, copyValue, type Item, membersOf, typeOf } from './value.ts'

const wrongType = () => invalid('An operand in the update expression has an incorrect data type')
const wrongPath = () => invalid('The document path provided in the update expression is invalid for update')
const noAttribute = () => invalid('The provided expression refers to an attribute that does not exist in the item')

/**
 * The item that an update expression makes of `before`: every operand is read from `before`, whatever the order of
 * the actions; list positions mean those of `before`. Throws ValidationException as DynamoDB does.
 *
 * dynalite's own updater is not used: it removes list members one after another, so that later positions shift.
 */
export function updated(before: Item, actions: readonly UpdateAction[], values: Item): Item {
  const after = copyItem(before)
  const gaps = new Map<AttributeValue, Map<number, AttributeValue | undefined>>()
  for (const action of actions) {
    const current = valueAt(before, action.path)
    switch (action.type) {
      case 'set':
        place(after, action.path, copyValue(operandValue(action.val, before, values)), gaps)
        break
      case 'remove':
        place(after, action.path, undefined, gaps)
        break
      case 'add':
        place(after, action.path, increased(current, values[action.val.name]!), gaps)
        break
      case 'delete':
        if (current) place(after, action.path, reduced(current, values[action.val.name]!), gaps)
        break
    }
  }
  for (const [list, changes] of gaps) closeRanks(list, changes)
  return after
}

function place(
  item: Item,
  path: Path,
  value: AttributeValue | undefined,
  gaps: Map<AttributeValue, Map<number, AttributeValue | undefined>>,
): void {
  const last = path.at(-1)!
  const parent = path.length === 1 ? { M: item } : valueAt(item, path.slice(0, -1))
  if (typeof last === 'number') {
    if (!parent?.L) throw wrongPath()
    gaps.set(parent, (gaps.get(parent) ?? new Map<number, AttributeValue | undefined>()).set(last, value))
  } else {
    if (!parent?.M) throw wrongPath()
    if (value) parent.M[last] = value
    else delete parent.M[last]
  }
}

// A list changes once, after every action has found its place: members set beyond the end are appended in order.
function closeRanks(list: AttributeValue, changes: ReadonlyMap<number, AttributeValue | undefined>): void {
  const members = list.L ?? []
  const appended = [...changes].filter(([position]) => position >= members.length).sort(([a], [b]) => a - b)
  list.L = [
    ...members.map((member, position) => (changes.has(position) ? changes.get(position) : member)),
    ...appended.map(([, value]) => value),
  ].filter((member) => member !== undefined)
}

function operandValue(operand: Operand, item: Item, values: Item): AttributeValue {
  if (!('type' in operand)) {
    const value = valueAt(item, operand)
    if (!value) throw noAttribute()
    return value
  }
  if (operand.type === 'value') return values[operand.name]!
  const [first, second] = operand.args
  if (operand.type === 'function' && operand.name === 'if_not_exists') {
    const present = first && !('type' in first) ? valueAt(item, first) : undefined
    return present ?? operandValue(second!, item, values)
  }
  const left = operandValue(first!, item, values)
  const right = operandValue(second!, item, values)
  if (operand.type === 'function') {
    if (!left.L || !right.L) throw wrongType()
    return { L: [...left.L, ...right.L] }
  }
  if (left.N === undefined || right.N === undefined) throw wrongType()
  return { N: operand.type === 'add' ? add(left.N, right.N) : subtract(left.N, right.N) }
}

function increased(current: AttributeValue | undefined, by: AttributeValue): AttributeValue {
  if (!current) return copyValue(by)
  const type = typeOf(by)
  if (typeOf(current) !== type) throw wrongType()
  if (type === 'N') return { N: add(current.N ?? '0', by.N ?? '0') }
  return { [type]: [...new Set([...(membersOf(current) ?? []), ...(membersOf(by) ?? [])])] }
}

function reduced(current: AttributeValue, by: AttributeValue): AttributeValue | undefined {
  const type = typeOf(by)
  if (typeOf(current) !== type) throw wrongType()
  const gone = new Set(membersOf(by))
  const left = (membersOf(current) ?? []).filter((member) => !gone.has(member))
  return left.length > 0 ? { [type]: left } : undefined
}
