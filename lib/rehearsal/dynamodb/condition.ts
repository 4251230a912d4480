import type { Condition, FunctionCall, Operand } from './expressions.ts'
import { compareValues } from './ordering.ts'
import { valueAt } from './path.ts'
import { type AttributeValue, equal, type Item, membersOf, typeOf } from './value.ts'

/**
 * Whether an item (empty when there is none) meets a condition.
 *
 * dynalite's own evaluator is not used: it never finds two maps or lists equal, and takes '' and false for missing.
 */
export function holds(condition: Condition, item: Item, values: Item): boolean {
  switch (condition.type) {
    case 'and':
      return condition.args.every((part) => holds(part, item, values))
    case 'or':
      return condition.args.some((part) => holds(part, item, values))
    case 'not':
      return !condition.args.every((part) => holds(part, item, values))
    case 'function':
      return functionHolds(condition, item, values)
    default: {
      const [first, ...others] = condition.args.map((operand) => operandValue(operand, item, values))
      return comparisonHolds(condition.type, first, others)
    }
  }
}

type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in'

/** A missing operand compares with nothing, except that it is different (`<>`) from everything that is there. */
export function comparisonHolds(
  comparison: Comparison,
  first: AttributeValue | undefined,
  others: readonly (AttributeValue | undefined)[],
): boolean {
  const [second, third] = others
  switch (comparison) {
    case '=':
      return first !== undefined && second !== undefined && equal(first, second)
    case '<>':
      return first === undefined || second === undefined ? first !== second : !equal(first, second)
    case '<':
      return ordered(first, second, (order) => order < 0)
    case '<=':
      return ordered(first, second, (order) => order <= 0)
    case '>':
      return ordered(first, second, (order) => order > 0)
    case '>=':
      return ordered(first, second, (order) => order >= 0)
    case 'between':
      return ordered(first, second, (order) => order >= 0) && ordered(first, third, (order) => order <= 0)
    case 'in':
      return first !== undefined && others.some((other) => other !== undefined && equal(first, other))
  }
}

function ordered(
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
  accepts: (order: number) => boolean,
): boolean {
  if (!a || !b) return false
  const type = typeOf(a)
  if (type !== typeOf(b) || (type !== 'S' && type !== 'N' && type !== 'B')) return false
  return accepts(compareValues(a, b))
}

function functionHolds(call: FunctionCall, item: Item, values: Item): boolean {
  const [subject, argument] = call.args.map((operand) => operandValue(operand, item, values))
  switch (call.name) {
    case 'attribute_exists':
      return subject !== undefined
    case 'attribute_not_exists':
      return subject === undefined
    case 'attribute_type':
      return subject !== undefined && typeOf(subject) === argument?.S
    case 'begins_with':
      return subject !== undefined && argument !== undefined && beginsWith(subject, argument)
    case 'contains':
      return subject !== undefined && argument !== undefined && contains(subject, argument)
    default:
      throw new Error(`${call.name} is no condition`)
  }
}

const bytes = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1')

/** Whether a text or binary starts with another of the same type. */
export function beginsWith(subject: AttributeValue, prefix: AttributeValue): boolean {
  if (subject.S !== undefined && prefix.S !== undefined) return subject.S.startsWith(prefix.S)
  if (subject.B !== undefined && prefix.B !== undefined) return bytes(subject.B).startsWith(bytes(prefix.B))
  return false
}

function contains(subject: AttributeValue, part: AttributeValue): boolean {
  if (subject.S !== undefined) return part.S !== undefined && subject.S.includes(part.S)
  if (subject.B !== undefined) return part.B !== undefined && bytes(subject.B).includes(bytes(part.B))
  if (subject.L !== undefined) return subject.L.some((member) => equal(member, part))
  const wanted = subject.SS ? part.S : subject.NS ? part.N : subject.BS ? part.B : undefined
  return wanted !== undefined && (membersOf(subject)?.includes(wanted) ?? false)
}

function operandValue(operand: Operand, item: Item, values: Item): AttributeValue | undefined {
  if (!('type' in operand)) return valueAt(item, operand)
  if (operand.type === 'value') return values[operand.name]
  if (operand.type !== 'function' || operand.name !== 'size') throw new Error(`${operand.type} is no operand`)
  const subject = operandValue(operand.args[0]!, item, values)
  const size = subject && sizeOf(subject)
  return size === undefined ? undefined : { N: String(size) }
}

function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return value.S.length
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.M !== undefined) return Object.keys(value.M).length
  return (value.L ?? membersOf(value))?.length
}
