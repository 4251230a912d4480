import jsonata from 'jsonata'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import { isRecord } from './json.ts'

/** The variables an expression sees, `states` among them. */
export type Bindings = Readonly<Record<string, unknown>>

/** One JSONata expression, parsed once. */
export interface Expression {
  /** The text between `{%` and `%}`, trimmed. */
  readonly source: string
  /** The variables it reads that are neither functions of JSONata nor set inside the expression. */
  readonly variables: readonly string[]
  /** Its raw value, undefined when it has none; rejects with JSONata's own error. `now` is in simulated milliseconds. */
  evaluate(bindings: Bindings, now: number): unknown
}

/** Functions whose answer would differ from AWS, or from one run to the next. */
const refused = new Set(['eval', 'hash', 'parse', 'partition', 'random', 'range', 'shuffle', 'uuid'])

/** Functions of JSONata 2.0.6 as AWS offers them. */
const functions = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad ' +
    'match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round ' +
    'abs sqrt power boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse ' +
    'each error assert type sort distinct base64encode base64decode encodeUrlComponent encodeUrl ' +
    'decodeUrlComponent decodeUrl toMillis fromMillis clone now millis'
  ).split(' '),
)

const formatInstant = jsonata('$fromMillis($instant, $picture, $timezone)')

/** Parses an expression; refuses by name what has no meaning, or another meaning, in a state machine. */
export function compileExpression(source: string): Expression {
  const parsed = parse(source)
  const tree = parsed.ast()
  const found = namesIn(tree)
  for (const name of found.read) {
    if (refused.has(name)) throw new NotRehearsed(`the JSONata function $${name} (in '${source}')`)
    if (name === '$') throw new NotRehearsed(`the JSONata root $$ (in '${source}')`)
  }
  if (startsAt(tree) === '') throw new NotRehearsed(`a lone $ (in '${source}'): name the variable`)
  const variables = [...found.read].filter((name) => name !== '' && !found.bound.has(name) && !functions.has(name))
  const usesClock = found.read.has('now') || found.read.has('millis')
  const slow = (bindings: Bindings, now: number): unknown =>
    parsed.evaluate(undefined, usesClock ? { ...bindings, ...clock(now) } : bindings)
  const path = plainPath(tree)
  // Most expressions of a journey are plain paths; walking them directly costs a tenth of an evaluation.
  return {
    source,
    variables,
    evaluate: path ? (bindings, now) => walk(path, bindings, () => slow(bindings, now)) : slow,
  }
}

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source)
  } catch (fault) {
    const reason = isRecord(fault) ? String(fault.message) : String(fault)
    throw new AwsError('InvalidDefinition', `'${source}' is not a JSONata expression: ${reason}`)
  }
}

const clock = (now: number): Bindings => ({
  now: (picture?: string, timezone?: string) => formatInstant.evaluate(undefined, { instant: now, picture, timezone }),
  millis: () => now,
})

function namesIn(tree: unknown): { read: Set<string>; bound: Set<string> } {
  const read = new Set<string>()
  const bound = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const child of Object.values(node)) visit(child)
    if (!isRecord(node)) return
    const { type, value, lhs, arguments: parameters } = node
    if (type === 'variable' && typeof value === 'string') read.add(value)
    if (type === 'bind' && isRecord(lhs)) bound.add(String(lhs.value))
    if (type === 'lambda' && Array.isArray(parameters)) for (const each of parameters) bound.add(String(each.value))
    for (const name of [node.focus, node.index]) if (typeof name === 'string') bound.add(name)
  }
  visit(tree)
  return { read, bound }
}

function startsAt(node: jsonata.ExprNode | undefined): unknown {
  return node?.steps ? startsAt(node.steps[0]) : node?.type === 'variable' ? node.value : undefined
}

/** The names of `$variable.name.name`, or undefined when the expression is anything else. */
function plainPath(tree: jsonata.ExprNode): readonly string[] | undefined {
  const steps = tree.steps ?? [tree]
  if (tree.steps && Object.keys(tree).length > 2) return undefined
  const names: string[] = []
  for (const [index, step] of steps.entries()) {
    const bare = Object.keys(step).every((key) => key === 'type' || key === 'value' || key === 'position')
    if (!bare || step.type !== (index === 0 ? 'variable' : 'name')) return undefined
    names.push(String(step.value))
  }
  return names
}

/** Follows names through objects; arrays, where JSONata maps and flattens, are left to `slow`. */
function walk(names: readonly string[], bindings: Bindings, slow: () => unknown): unknown {
  let value: unknown = bindings
  for (const name of names) {
    if (Array.isArray(value)) return slow()
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return Array.isArray(value) ? slow() : value
}
