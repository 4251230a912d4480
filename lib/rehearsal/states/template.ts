import { AwsError } from '../aws-error.ts'
import { StateFailed } from './failure.ts'
import { fromOutside, isRecord, type Json, NotJson, settle } from './json.ts'
import { type Bindings, compileExpression, type Expression } from './jsonata.ts'

/** A value of a state machine's definition, with its JSONata expressions compiled. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly field: string }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Template])[] }
  | { readonly kind: 'array'; readonly items: readonly Template[] }

/** Compiles every `{% … %}` inside a value; `field` is how AWS names the place, such as `Arguments/Payload`. */
export function compileTemplate(value: unknown, field: string): Template {
  if (typeof value === 'string' && /^\{%|%\}$/.test(value)) {
    return { kind: 'expression', expression: compileExpression(sourceOf(value, field)), field }
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, `${field}[${index}]`))
    return items.every(isConstant) ? constant(value) : { kind: 'array', items }
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(
      ([name, item]) => [name, compileTemplate(item, `${field}/${name}`)] as const,
    )
    return entries.every(([, item]) => isConstant(item)) ? constant(value) : { kind: 'object', entries }
  }
  return constant(value)
}

/** The variables that the template's expressions read, each with the field that reads it. */
export function variablesOf(template: Template): { name: string; field: string }[] {
  switch (template.kind) {
    case 'constant':
      return []
    case 'expression':
      return template.expression.variables.map((name) => ({ name, field: template.field }))
    case 'object':
      return template.entries.flatMap(([, item]) => variablesOf(item))
    case 'array':
      return template.items.flatMap(variablesOf)
  }
}

/** The template's value; throws StateFailed with `States.QueryEvaluationError` when an expression has none. */
export async function evaluate(template: Template, bindings: Bindings, now: number): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value
    case 'expression':
      return evaluateExpression(template, bindings, now)
    case 'object': {
      const value: Record<string, Json> = {}
      for (const [name, item] of template.entries) value[name] = await evaluate(item, bindings, now)
      return Object.freeze(value)
    }
    case 'array': {
      const value: Json[] = []
      for (const item of template.items) value.push(await evaluate(item, bindings, now))
      return Object.freeze(value)
    }
  }
}

interface Kinds {
  readonly array: readonly Json[]
  readonly boolean: boolean
  readonly number: number
  readonly string: string
}

const is: { readonly [K in keyof Kinds]: (value: Json) => value is Kinds[K] } = {
  array: (value) => Array.isArray(value),
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
}

/** The template's value where AWS wants a given kind of value; any other kind fails the state. */
export async function evaluateAs<K extends keyof Kinds>(
  kind: K,
  template: Template,
  bindings: Bindings,
  now: number,
): Promise<Kinds[K]> {
  const value = await evaluate(template, bindings, now)
  if (is[kind](value)) return value
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  throw cannotEvaluate(
    template,
    `returned an unexpected result type. Expected '${kind}', but was '${actual}' for value: ${JSON.stringify(value)}`,
  )
}

/** The failure of an expression, in AWS's words: what it returned, or how it broke. */
export function cannotEvaluate(template: Template, problem: string): StateFailed {
  const { field, expression } =
    template.kind === 'expression' ? template : { field: undefined, expression: { source: '' } }
  return new StateFailed({
    error: 'States.QueryEvaluationError',
    cause: `The JSONata expression '${expression.source}' specified for the field '${field}' ${problem}`,
    location: field,
    evaluation: 'onEntry',
    handled: 'byAll',
  })
}

async function evaluateExpression(template: Template & { kind: 'expression' }, bindings: Bindings, now: number) {
  let value: unknown
  try {
    value = template.expression.evaluate(bindings, now)
    if (value instanceof Promise) value = await value
  } catch (fault) {
    throw cannotEvaluate(template, `threw an error during evaluation. ${reasonOf(fault)}`)
  }
  if (value === undefined) throw cannotEvaluate(template, 'returned nothing (undefined).')
  try {
    return settle(value)
  } catch (fault) {
    if (fault instanceof NotJson) throw cannotEvaluate(template, 'returned an unsupported result type.')
    throw fault
  }
}

const reasonOf = (fault: unknown): string =>
  isRecord(fault) && 'code' in fault ? `${fault.code}: ${fault.message}` : String(fault)

function sourceOf(text: string, field: string): string {
  const inside = /^\{%([\s\S]*)%\}$/.exec(text)?.[1]
  if (inside !== undefined) return inside.trim()
  throw new AwsError('InvalidDefinition', `${field}: an expression starts with {% and ends with %}, not ${text}`)
}

const constant = (value: unknown): Template => ({ kind: 'constant', value: fromOutside(value) })

const isConstant = (template: Template): boolean => template.kind === 'constant'
