import { AwsError, NotRehearsed } from '../aws-error.ts'
import { isRecord } from '../template/shape.ts'

/** Answers whether an event matches. */
export type Matcher = (event: unknown) => boolean

/** Judges one value of an event; `undefined` is a field that is absent. */
type Test = (value: unknown) => boolean

/** Whether an event matches an EventBridge pattern; compile the pattern once where it is used often. */
export const matches = (pattern: unknown, event: unknown): boolean => compilePattern(pattern)(event)

/**
 * An EventBridge pattern as a function. Fields of one level all hold, the alternatives of a field are enough one by one,
 * a list in the event matches if any element does. A malformed pattern is an InvalidEventPatternException, an operator
 * that is not rehearsed is refused by name, both at once rather than when an event arrives.
 */
export function compilePattern(pattern: unknown): Matcher {
  if (!isRecord(pattern)) throw malformed('a pattern', 'an object', pattern)
  return compileLevel(pattern)
}

/**
 * The `FilterCriteria` of a Lambda event source: a record passes when one filter matches, or when there is none. The text
 * body of a queue's message is read as JSON where a filter looks into it; a body that is no JSON passes no such filter.
 */
export function compileFilters(criteria: unknown): Matcher {
  if (criteria === undefined) return () => true
  const filters = isRecord(criteria) ? criteria.Filters : undefined
  if (!Array.isArray(filters)) throw malformed('FilterCriteria', 'an object with a list of Filters', criteria)
  const compiled = filters.map((filter: unknown) => {
    const pattern: unknown = JSON.parse(stringOf('Pattern', isRecord(filter) ? filter.Pattern : filter))
    const matcher = compilePattern(pattern)
    const intoBody = isRecord(pattern) && isRecord(pattern.body)
    return (record: unknown) => matcher(intoBody ? withJsonBody(record) : record)
  })
  return (record) => compiled.length === 0 || compiled.some((matcher) => matcher(record))
}

function withJsonBody(record: unknown): unknown {
  if (!isRecord(record) || typeof record.body !== 'string') return record
  try {
    return { ...record, body: JSON.parse(record.body) }
  } catch {
    return record
  }
}

function compileLevel(level: Record<string, unknown>): Matcher {
  const fields = Object.entries(level).map(([name, rule]): Matcher => {
    if (name === '$or') return compileOr(rule)
    if (isRecord(rule)) {
      const inner = compileLevel(rule)
      return (event) => inner(isRecord(event) ? event[name] : undefined)
    }
    const leaf = compileLeaf(name, rule)
    return (event) => leaf(isRecord(event) ? event[name] : undefined)
  })
  if (fields.length === 0) throw malformed('a level of a pattern', 'an object with at least one field', level)
  // The fields hold of one element together, not one of this and one of that.
  const here: Matcher = (event) => fields.every((field) => field(event))
  return (event) => (Array.isArray(event) ? event.some((item) => here(item)) : here(event))
}

function compileOr(rule: unknown): Matcher {
  if (!Array.isArray(rule) || rule.length < 2) throw malformed('$or', 'a list of at least two patterns', rule)
  const alternatives = rule.map((item) => compilePattern(item))
  return (event) => alternatives.some((alternative) => alternative(event))
}

function compileLeaf(name: string, rule: unknown): Test {
  if (!Array.isArray(rule) || rule.length === 0) throw malformed(name, 'a list of alternatives or an object', rule)
  const alternatives = rule.map((alternative) => compileAlternative(name, alternative))
  return (value) => leaves(value).some((leaf) => alternatives.some((alternative) => alternative(leaf)))
}

/** What a field offers a leaf: an object or an empty list counts as absent, since operators see leaves only. */
function leaves(value: unknown): readonly unknown[] {
  const items = (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]).filter(
    (item) => !isRecord(item),
  )
  return items.length === 0 ? [undefined] : items
}

function compileAlternative(name: string, alternative: unknown): Test {
  if (!isRecord(alternative)) {
    if (!isScalar(alternative)) throw malformed(name, 'a string, number, boolean, null or an operator', alternative)
    return (value) => value === alternative
  }
  const [[operator, argument] = ['', undefined], ...more] = Object.entries(alternative)
  if (operator === '' || more.length > 0) throw malformed(name, 'one operator in each object', alternative)
  switch (operator) {
    case 'exists':
      if (typeof argument !== 'boolean') throw malformed(operator, 'true or false', argument)
      return (value) => (value !== undefined) === argument
    case 'numeric':
      return compileNumeric(argument)
    case 'anything-but': {
      const forbidden = compileAnythingBut(argument)
      return (value) => value !== undefined && !forbidden(value)
    }
    default:
      return compileText(operator, argument)
  }
}

/** The operators on text, alone or inside anything-but. */
function compileText(operator: string, argument: unknown): Test {
  switch (operator) {
    case 'prefix':
    case 'suffix': {
      const folded = isRecord(argument)
      if (folded && Object.keys(argument).join() !== 'equals-ignore-case')
        throw malformed(operator, 'a string or { equals-ignore-case: string }', argument)
      const part = stringOf(operator, folded ? argument['equals-ignore-case'] : argument)
      const fold = (text: string) => (folded ? text.toLowerCase() : text)
      return onText((text) =>
        operator === 'prefix' ? fold(text).startsWith(fold(part)) : fold(text).endsWith(fold(part)),
      )
    }
    case 'equals-ignore-case': {
      const wanted = stringOf(operator, argument).toLowerCase()
      return onText((text) => text.toLowerCase() === wanted)
    }
    case 'wildcard': {
      const expression = wildcard(stringOf(operator, argument))
      return onText((text) => expression.test(text))
    }
    default:
      throw new NotRehearsed(`the operator ${operator} of an event pattern`)
  }
}

function compileAnythingBut(argument: unknown): Test {
  if (isRecord(argument)) {
    const [[operator, parts] = ['', undefined], ...more] = Object.entries(argument)
    if (more.length > 0) throw malformed('anything-but', 'one operator', argument)
    const tests = listed('anything-but', parts).map((part) => compileText(operator, part))
    return (value) => tests.some((test) => test(value))
  }
  const forbidden = listed('anything-but', argument)
  for (const value of forbidden)
    if (typeof value !== 'string' && typeof value !== 'number')
      throw malformed('anything-but', 'strings or numbers', value)
  return (value) => forbidden.includes(value)
}

const comparisons = new Map<unknown, (value: number, limit: number) => boolean>([
  ['=', (value, limit) => value === limit],
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
])

function compileNumeric(argument: unknown): Test {
  const parts = Array.isArray(argument) ? argument : []
  const tests: ((value: number) => boolean)[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const [compare, limit] = [comparisons.get(parts[index]), parts[index + 1]]
    if (!compare || typeof limit !== 'number')
      throw malformed('numeric', 'pairs of a comparison and a number', argument)
    tests.push((value) => compare(value, limit))
  }
  if (tests.length < 1 || tests.length > 2) throw malformed('numeric', 'one or two comparisons', argument)
  return (value) => typeof value === 'number' && tests.every((test) => test(value))
}

/** `*` stands for any text; `\*` and `\\` for themselves. */
function wildcard(pattern: string): RegExp {
  if (/(?<!\\)(\\\\)*\*\*/.test(pattern)) throw malformed('wildcard', 'text without two asterisks in a row', pattern)
  if (/(?<!\\)(\\\\)*\\(?![\\*])/.test(pattern)) throw malformed('wildcard', 'text that escapes only * and \\', pattern)
  const source = pattern.replace(/\\([\\*])|(\*)|[.+?^${}()|[\]]/g, (all, escaped?: string, star?: string) =>
    star ? '.*' : `\\${escaped ?? all}`,
  )
  return new RegExp(`^${source}$`, 's')
}

const onText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value)

function listed(operator: string, argument: unknown): readonly unknown[] {
  const list = Array.isArray(argument) ? argument : [argument]
  if (list.length === 0) throw malformed(operator, 'at least one value', argument)
  return list
}

function stringOf(operator: string, argument: unknown): string {
  if (typeof argument === 'string' && argument !== '') return argument
  throw malformed(operator, 'text', argument)
}

const isScalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value)

const malformed = (where: string, allowed: string, given: unknown): AwsError =>
  new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid: ${where} must be ${allowed}, not ${JSON.stringify(given)}`,
  )
