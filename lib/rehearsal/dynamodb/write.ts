import { AwsError } from '../aws-error.ts'
import { checkValues } from './accept.ts'
import type { Position } from './collection.ts'
import { holds } from './condition.ts'
import { type Condition, type ExpressionInput, type Expressions, expressionsOf } from './expressions.ts'
import { attributesOf, checkIndexKeysNotEmpty, checkItem, checkKey, checkNotEmpty, checkPaths } from './keys.ts'
import { invalid } from './refusal.ts'
import type { KeyedInput, PutInput } from './requests.ts'
import { MAXIMUM_ITEM_BYTES, storedBytes } from './size.ts'
import { primaryPosition, type Table } from './table.ts'
import { updated } from './update.ts'
import { copyItem, type Item } from './value.ts'

/** One write of one item, understood but not yet judged: the same for a single call, a batch and a transaction. */
export interface Write {
  readonly table: Table
  readonly expressions: Expressions
  readonly condition: Condition | undefined
  readonly values: Item
  /** Whether a failed condition answers with the item (`ReturnValuesOnConditionCheckFailure: ALL_OLD`). */
  readonly showsItem: boolean
  /** The place it writes to; throws ValidationException for a key or item that does not fit the table. */
  locate(): Position
  /** What stands there afterwards; throws ValidationException for an update that cannot be applied. */
  next(previous: Item | undefined): Item | undefined
}

/** A write that was judged and found good. */
export interface Change {
  readonly table: Table
  readonly position: Position
  readonly previous: Item | undefined
  readonly next: Item | undefined
}

/** Judges a write against the item that is there; throws ConditionalCheckFailedException or ValidationException. */
export function judged(write: Write, position: Position): Change {
  const previous = write.table.items.get(position)
  if (write.condition && !holds(write.condition, previous ?? {}, write.values)) {
    const fields = write.showsItem && previous ? { Item: copyItem(previous) } : {}
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, fields)
  }
  return { table: write.table, position, previous, next: write.next(previous) }
}

/** PutItem, or Put in a batch or transaction; throws ValidationException for what no table could take. */
export function putWrite(table: Table, input: PutInput): Write {
  checkValues(input.Item)
  checkNotEmpty(table, input.Item)
  checkIndexKeysNotEmpty(table, input.Item)
  if (storedBytes(input.Item) > MAXIMUM_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size')
  return {
    ...judgement(table, input),
    locate() {
      checkItem(table, input.Item)
      return primaryPosition(table.key, input.Item)
    },
    next: () => input.Item,
  }
}

/** DeleteItem, or Delete in a batch or transaction. */
export function deleteWrite(table: Table, input: KeyedInput): Write {
  return { ...keyed(table, input), next: () => undefined }
}

/** ConditionCheck of a transaction: writes nothing. */
export function checkWrite(table: Table, input: KeyedInput): Write {
  if (input.ConditionExpression === undefined)
    throw invalid("The parameter 'ConditionExpression' is required but was not present in the request")
  return { ...keyed(table, input), next: (previous) => previous }
}

/** UpdateItem, or Update in a transaction. */
export function updateWrite(table: Table, input: KeyedInput): Write {
  const write = keyed(table, input)
  const updates = write.expressions.updates
  return {
    ...write,
    locate() {
      const position = write.locate()
      for (const { name } of attributesOf(table.key)) {
        if (updates?.sections.some((action) => action.path[0] === name))
          throw invalid(
            `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
          )
      }
      return position
    },
    next(previous) {
      const sections = updates?.sections ?? []
      const next = updated(previous ?? input.Key, sections, write.values)
      // Taking attributes away from an item that is not there does not create it.
      if (!previous && sections.length > 0 && sections.every(({ type }) => type === 'remove' || type === 'delete'))
        return undefined
      checkItem(table, next)
      checkIndexKeysNotEmpty(table, next)
      if (storedBytes(next) > MAXIMUM_ITEM_BYTES)
        throw invalid('Item size to update has exceeded the maximum allowed size')
      return next
    },
  }
}

function keyed(table: Table, input: KeyedInput): Omit<Write, 'next'> {
  checkValues(input.Key)
  checkNotEmpty(table, input.Key)
  return {
    ...judgement(table, input),
    locate() {
      checkKey(table, input.Key)
      return primaryPosition(table.key, input.Key)
    },
  }
}

function judgement(table: Table, input: (PutInput | KeyedInput) & ExpressionInput): Omit<Write, 'locate' | 'next'> {
  refuseOrphans(input, ['UpdateExpression', 'ConditionExpression'])
  const expressions = expressionsOf(input)
  checkPaths(table, expressions)
  return {
    table,
    expressions,
    condition: expressions.condition?.expression,
    values: input.ExpressionAttributeValues ?? {},
    showsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  }
}

/** Refuses names or values given to a request without any of the expressions that could use them. */
export function refuseOrphans(input: ExpressionInput, using: readonly (keyof ExpressionInput)[]): void {
  if (using.some((kind) => input[kind] !== undefined)) return
  if (input.ExpressionAttributeNames)
    throw invalid('ExpressionAttributeNames can only be specified when using expressions')
  if (input.ExpressionAttributeValues)
    throw invalid(
      `ExpressionAttributeValues can only be specified when using expressions: ${using.join(' and ')} ${using.length > 1 ? 'are' : 'is'} null`,
    )
}
