import type { Schema } from 'dynalite/validations/index.js'
import validations from 'dynalite/validations/index.js'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import { invalid } from './refusal.ts'
import type { Item } from './value.ts'

/**
 * Reads a request by its schema: a copy with every number in plain notation, or an AwsError as DynamoDB words it;
 * NotRehearsed for a parameter that the rehearsal would have to ignore.
 */
export function accept<T>(operation: string, input: unknown, schema: Schema<T>): T {
  if (!isRecord(input))
    throw new AwsError('SerializationException', 'Start of structure or map found where not expected')
  refuseUnknown(operation, input, schema)
  for (const metric of ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics']) {
    const wanted = input[metric]
    if (wanted === 'TOTAL' || wanted === 'INDEXES' || wanted === 'SIZE') throw new NotRehearsed(`${metric} ${wanted}`)
  }
  try {
    const data = validations.checkTypes({ ...input }, schema)
    validations.checkValidations(data, schema, undefined, undefined)
    return data
  } catch (cause) {
    throw translated(cause)
  }
}

/** Refuses values that no item can hold (empty sets, numbers of 39 digits) in the attributes of an item or key. */
export function checkValues(item: Item): void {
  for (const name in item) {
    const wrong = validations.validateAttributeValue(item[name]!)
    if (wrong) throw invalid(wrong)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseUnknown(what: string, input: Record<string, unknown>, schema: Readonly<Record<string, unknown>>): void {
  for (const name in input) {
    if (input[name] === undefined || input[name] === null) continue
    if (!Object.hasOwn(schema, name)) throw new NotRehearsed(`the parameter ${name} of ${what}`)
    refuseUnknownWithin(`${what}.${name}`, input[name], schema[name])
  }
}

// Attribute values (AttrStruct) are not parameters: DynamoDB itself says what is wrong with those.
function refuseUnknownWithin(what: string, value: unknown, schema: unknown): void {
  if (!isRecord(schema) || !isRecord(schema.children) || typeof value !== 'object' || value === null) return
  const type = String(schema.type)
  if (/List$|^Map</.test(type)) {
    for (const member of Object.values(value)) refuseUnknownWithin(what, member, schema.children)
  } else if (/^(Value|Field)Struct</.test(type) && isRecord(value)) refuseUnknown(what, value, schema.children)
}

// dynalite throws errors with the HTTP body that it would answer.
function translated(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('body' in cause) || !isRecord(cause.body)) return cause
  const code = String(cause.body.__type).split('#')[1] ?? 'InternalServerError'
  return new AwsError(code, String(cause.body.message ?? cause.body.Message ?? ''))
}
