/** One word of a calculated field; `at` is its place in the expression, from 0. */
export interface Token {
  readonly kind: 'number' | 'text' | 'field' | 'parameter' | 'name' | 'sign' | 'end'
  readonly value: string
  readonly at: number
}

/** An expression that QuickSight would not read; says where, and what stands there. */
export class ExpressionRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ExpressionRefused'
  }
}

// In this order: what is longer comes first.
const WORDS: readonly (readonly [kind: Token['kind'] | 'space', pattern: RegExp])[] = [
  ['space', /^(?:\s+|\/\*[\s\S]*?\*\/)/],
  ['number', /^\d+(?:\.\d+)?/],
  ['text', /^'((?:[^'\\]|\\.)*)'/],
  ['text', /^"((?:[^"\\]|\\.)*)"/],
  ['parameter', /^\$\{(\w+)\}/],
  ['field', /^\{([^{}]+)\}/],
  ['name', /^[A-Za-z_]\w*/],
  ['sign', /^(?:<=|>=|<>|!=|[-+*/%^=<>(),[\]])/],
]

/** The words of a calculated field, with an end behind the last one. Throws ExpressionRefused on a letter that begins none. */
export function tokensOf(expression: string): Token[] {
  const found: Token[] = []
  for (let at = 0; at < expression.length; ) {
    const rest = expression.slice(at)
    const word = WORDS.flatMap(([kind, pattern]) => {
      const match = pattern.exec(rest)
      return match ? [{ kind, whole: match[0], value: match[1] ?? match[0] }] : []
    })[0]
    if (!word) throw new ExpressionRefused(`nothing begins with ${JSON.stringify(rest.slice(0, 12))} at ${at}`)
    if (word.kind !== 'space') found.push({ kind: word.kind, value: word.value, at })
    at += word.whole.length
  }
  return [...found, { kind: 'end', value: 'the end', at: expression.length }]
}
