import { FUNCTIONS } from './functions.ts'
import type { Expression } from './parse.ts'

/** What the values of a column or a calculated field are. */
export type Values = 'NUMBER' | 'TEXT' | 'DATE' | 'TRUTH' | 'NOTHING'

/** What is known of a column or calculated field. */
export interface Inferred {
  readonly values: Values
  /** One value a group: it holds an aggregation, so another one on top has nothing to add up. */
  readonly aggregated: boolean
  /** It names a column outside every aggregation. */
  readonly rowwise: boolean
}

/** How an expression's fields and parameters are known: undefined where there is none of that name. */
export interface Names {
  readonly field: (name: string) => Inferred | undefined
  readonly parameter: (name: string) => Values | undefined
}

const CONSTANT = { aggregated: false, rowwise: false } as const
const COMPARING = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', 'AND', 'OR'])
/** Names in these places of a call are words of the language, not fields: periods, and when an aggregation takes place. */
const WORDS = /^(?:PRE_FILTER|PRE_AGG|POST_AGG_FILTER)$/i

/** What an expression gives, and in `problems` whatever QuickSight would show blank. */
export function infer(tree: Expression, names: Names, problems: string[]): Inferred {
  const told = (problem: string): Inferred => {
    problems.push(problem)
    return { values: 'NOTHING', ...CONSTANT }
  }
  switch (tree.kind) {
    case 'number':
      return { values: 'NUMBER', ...CONSTANT }
    case 'text':
      return { values: 'TEXT', ...CONSTANT }
    case 'null':
      return { values: 'NOTHING', ...CONSTANT }
    case 'field':
      if (WORDS.test(tree.name)) return { values: 'NOTHING', ...CONSTANT }
      return names.field(tree.name) ?? told(`names the column {${tree.name}}, which is not there`)
    case 'parameter': {
      const values = names.parameter(tree.name)
      return values ? { values, ...CONSTANT } : told(`names the parameter \${${tree.name}}, which is not declared`)
    }
    case 'list':
      for (const item of tree.items) infer(item, names, problems)
      return { values: 'NOTHING', ...CONSTANT }
    case 'minus':
      return { ...infer(tree.of, names, problems), values: 'NUMBER' }
    case 'not':
      return { ...infer(tree.of, names, problems), values: 'TRUTH' }
    case 'pair': {
      const both = together([infer(tree.left, names, problems), infer(tree.right, names, problems)], problems)
      return { ...both, values: COMPARING.has(tree.sign) ? 'TRUTH' : 'NUMBER' }
    }
    case 'call':
      return called(tree, names, problems)
  }
}

function called({ name, args }: Extract<Expression, { kind: 'call' }>, names: Names, problems: string[]): Inferred {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  const given = args.map((arg) => infer(arg, names, problems))
  if (!known) {
    problems.push(`calls ${name}, which is no function of QuickSight`)
    return { values: 'NOTHING', ...CONSTANT }
  }
  const [least, most] = known.takes
  if (args.length < least || args.length > most)
    problems.push(
      `calls ${name} with ${args.length} arguments; it takes ${least === most ? least : `${least} to ${most}`}`,
    )
  const values = known.gives === 'same' ? firstOf(given.slice(known.of ?? 0)) : known.gives
  if (!known.aggregates) return { ...together(given, problems), values }
  if (given.some(({ aggregated }) => aggregated)) problems.push(`aggregates in ${name} what is an aggregation already`)
  if (/^(?:sum|avg|median|stdev|var|percentile)/.test(name) && given[0]?.values === 'TEXT')
    problems.push(`takes the ${name} of text`)
  return { values, aggregated: true, rowwise: false }
}

/** Branches may give NULL, and conditions stand between them. */
const firstOf = (given: readonly Inferred[]): Values =>
  given.find(({ values }) => values !== 'NOTHING' && values !== 'TRUTH')?.values ?? given[0]?.values ?? 'NOTHING'

/** Values side by side: one of a group and one of a row have no common grain. */
function together(all: readonly Inferred[], problems: string[]): Omit<Inferred, 'values'> {
  const aggregated = all.some((one) => one.aggregated)
  const rowwise = all.some((one) => one.rowwise)
  if (aggregated && rowwise) problems.push('mixes aggregated and row values')
  return { aggregated, rowwise: rowwise && !aggregated }
}
