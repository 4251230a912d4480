import validations from 'dynalite/validations/index.js'
import { invalid } from './refusal.ts'
import type { Item, ValueType } from './value.ts'

/** Where a value sits in an item: attribute names and list positions from the top. */
export type Path = readonly (string | number)[]

/** A value of the request, by its `:name`; the expression is kept, the values change with every call. */
export interface Placeholder {
  readonly type: 'value'
  readonly name: string
}

/** A function of the expression language: a condition such as `begins_with`, or an operand such as `size`. */
export interface FunctionCall {
  readonly type: 'function'
  readonly name: string
  readonly args: readonly Operand[]
}

/** A sum or difference in an update. */
export interface Arithmetic {
  readonly type: 'add' | 'subtract'
  readonly args: readonly Operand[]
}

/** What stands on either side of a comparison, or what an update sets. */
export type Operand = Path | Placeholder | FunctionCall | Arithmetic

/** A parsed condition: logic over comparisons over operands. */
export type Condition =
  | { readonly type: 'and' | 'or' | 'not'; readonly args: readonly Condition[] }
  | { readonly type: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in'; readonly args: readonly Operand[] }
  | FunctionCall

/** One action of an update expression. */
export type UpdateAction =
  | { readonly type: 'set'; readonly path: Path; readonly val: Operand }
  | { readonly type: 'remove'; readonly path: Path }
  | { readonly type: 'add' | 'delete'; readonly path: Path; readonly val: Placeholder; readonly attrType: ValueType }

/** What a query asks of one key attribute. */
export interface KeyCondition {
  readonly ComparisonOperator: 'EQ' | 'LT' | 'LE' | 'GT' | 'GE' | 'BETWEEN' | 'BEGINS_WITH'
  readonly AttributeValueList: readonly Placeholder[]
}

type Names = Readonly<Record<string, unknown>>

/** The expressions of one request, parsed by dynalite's grammars, as they stand for any values of the same types. */
export interface Expressions {
  readonly condition?: { readonly expression: Condition; readonly nestedPaths: Names }
  readonly filter?: { readonly expression: Condition; readonly nestedPaths: Names; readonly pathHeads: Names }
  readonly keyConditions?: Readonly<Record<string, KeyCondition>>
  readonly updates?: {
    readonly sections: readonly UpdateAction[]
    readonly paths: readonly Path[]
    readonly nestedPaths: Names
  }
  readonly projection?: { readonly paths: readonly Path[]; readonly nestedPaths: Names }
}

/** What a request says in expressions. */
export interface ExpressionInput {
  readonly ConditionExpression?: string
  readonly FilterExpression?: string
  readonly KeyConditionExpression?: string
  readonly UpdateExpression?: string
  readonly ProjectionExpression?: string
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Item
}

const KINDS = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'UpdateExpression',
  'ProjectionExpression',
] as const

const MAXIMUM_EXPRESSION_BYTES = 4096

// A program that writes values into its expressions makes a new one each time: then keeping them helps nobody.
const MAXIMUM_KEPT = 10_000

const parsed = new Map<string, Expressions>()

/**
 * Parses a request's expressions or throws ValidationException.
 *
 * Parsing is nine tenths of a call (190 µs of 210 for a usual update), and a program has few distinct expressions, so
 * the answer is kept by text, names and value types. BETWEEN and attribute_type are checked against the values
 * themselves, so those are parsed every time.
 */
export function expressionsOf(input: ExpressionInput): Expressions {
  for (const name in input.ExpressionAttributeValues) {
    const wrong = validations.validateAttributeValue(input.ExpressionAttributeValues[name]!)
    if (wrong) throw invalid(`ExpressionAttributeValues contains invalid value: ${wrong} for key ${name}`)
  }
  const key = cacheKey(input)
  const known = parsed.get(key)
  if (known) return known
  const fresh = parse(input)
  if (/between|attribute_type/i.test(key)) return fresh
  if (parsed.size === MAXIMUM_KEPT) parsed.clear()
  parsed.set(key, fresh)
  return fresh
}

function cacheKey(input: ExpressionInput): string {
  let key = ''
  for (const kind of KINDS) key += `${input[kind]?.length ?? ''} ${input[kind] ?? ''}\n`
  for (const name in input.ExpressionAttributeNames)
    key += `${name} ${JSON.stringify(input.ExpressionAttributeNames[name])} `
  for (const name in input.ExpressionAttributeValues) {
    for (const type in input.ExpressionAttributeValues[name]) key += `${name} ${type} `
  }
  return key
}

function parse(input: ExpressionInput): Expressions {
  for (const kind of KINDS) {
    const bytes = Buffer.byteLength(input[kind] ?? '')
    if (bytes > MAXIMUM_EXPRESSION_BYTES)
      throw invalid(`Invalid ${kind}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`)
  }
  const data: ExpressionInput & Record<string, unknown> = { ...input }
  const wrong = validations.validateExpressions(data)
  if (wrong) throw invalid(wrong)
  const keyConditions = data._keyCondition && keyConditionsOf(data._keyCondition)
  const names = new Map<unknown, string>()
  for (const name in input.ExpressionAttributeValues) names.set(input.ExpressionAttributeValues[name], name)
  return namePlaceholders(
    {
      ...(data._condition ? { condition: data._condition } : {}),
      ...(data._filter ? { filter: data._filter } : {}),
      ...(keyConditions ? { keyConditions } : {}),
      ...(data._updates ? { updates: data._updates } : {}),
      ...(data._projection ? { projection: data._projection } : {}),
    },
    names,
  )
}

function keyConditionsOf(parsedCondition: object): object {
  const conditions = 'expression' in parsedCondition && validations.convertKeyCondition(parsedCondition.expression)
  if (typeof conditions !== 'object') throw invalid(String(conditions))
  const wrong = validations.validateConditions(conditions)
  if (wrong) throw invalid(wrong)
  const count = Object.keys(conditions).length
  if (count !== 1 && count !== 2) throw invalid('Conditions can be of length 1 or 2 only')
  return conditions
}

// dynalite puts the request's value objects themselves into the tree: each is replaced by its name.
function replaced(node: unknown, names: ReadonlyMap<unknown, string>): unknown {
  const name = names.get(node)
  if (name !== undefined) return { type: 'value', name } satisfies Placeholder
  if (Array.isArray(node)) return node.map((member) => replaced(member, names))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, replaced(member, names)]))
}

// The one door where dynalite's untyped tree becomes ours; its grammars are the schema.
const namePlaceholders = (tree: object, names: ReadonlyMap<unknown, string>): Expressions =>
  replaced(tree, names) as Expressions
