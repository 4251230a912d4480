import { ExpressionRefused, type Token, tokensOf } from './tokens.ts'

/** A calculated field of QuickSight as a tree. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'pair'; readonly sign: string; readonly left: Expression; readonly right: Expression }

/** Signs between two operands, the loosest first. */
const BINDING: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  ['=', '<>', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
]
/** Words that an operand may be followed by in a list of fields, and steps of a level-aware calculation. */
const MARKS = /^(?:ASC|DESC)$/i

/**
 * Reads a calculated field: fields in braces or bare, `${parameters}`, texts, numbers, calls, lists and signs.
 *
 * Grammar after "Using operators in calculated fields" of the QuickSight user guide. Throws ExpressionRefused.
 */
export function parseExpression(expression: string): Expression {
  const reader = new Reader(tokensOf(expression))
  const tree = reader.binding(0)
  reader.expect('end')
  return tree
}

class Reader {
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  binding(level: number): Expression {
    const signs = BINDING[level]
    if (!signs) return this.#operand()
    let left = this.binding(level + 1)
    for (let sign = this.#signOf(signs); sign !== undefined; sign = this.#signOf(signs))
      left = { kind: 'pair', sign, left, right: this.binding(level + 1) }
    return left
  }

  expect(kind: Token['kind'], value?: string): Token {
    const token = this.#take()
    if (token.kind === kind && (value === undefined || token.value === value)) return token
    throw new ExpressionRefused(`expected ${value ?? kind} at ${token.at}, found ${token.value}`)
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', value: 'the end', at: 0 }
  }

  #take(): Token {
    const token = this.#peek()
    this.#next++
    return token
  }

  #signOf(signs: readonly string[]): string | undefined {
    const { kind, value } = this.#peek()
    const sign = kind === 'sign' ? value : kind === 'name' ? value.toUpperCase() : undefined
    if (sign === undefined || !signs.includes(sign)) return undefined
    this.#take()
    return sign
  }

  #operand(): Expression {
    const token = this.#take()
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
    if (token.kind === 'text') return { kind: 'text', value: token.value.replace(/\\(.)/g, '$1') }
    if (token.kind === 'field') return { kind: 'field', name: token.value }
    if (token.kind === 'parameter') return { kind: 'parameter', name: token.value }
    if (token.kind === 'sign' && token.value === '-') return { kind: 'minus', of: this.binding(BINDING.length - 1) }
    if (token.kind === 'sign' && token.value === '(') {
      const inside = this.binding(0)
      this.expect('sign', ')')
      return inside
    }
    if (token.kind === 'sign' && token.value === '[') return { kind: 'list', items: this.#items(']') }
    if (token.kind === 'name') return this.#named(token.value)
    throw new ExpressionRefused(`expected a value at ${token.at}, found ${token.value}`)
  }

  #named(name: string): Expression {
    if (/^not$/i.test(name)) return { kind: 'not', of: this.binding(2) }
    if (/^null$/i.test(name)) return { kind: 'null' }
    const { kind, value } = this.#peek()
    if (kind !== 'sign' || value !== '(') return { kind: 'field', name }
    this.#take()
    return { kind: 'call', name, args: this.#items(')') }
  }

  #items(end: string): Expression[] {
    const items: Expression[] = []
    if (this.#peek().value === end) {
      this.#take()
      return items
    }
    for (;;) {
      items.push(this.binding(0))
      const { kind, value } = this.#peek()
      if (kind === 'name' && MARKS.test(value)) this.#take()
      const sign = this.#take()
      if (sign.kind === 'sign' && sign.value === end) return items
      if (sign.kind !== 'sign' || sign.value !== ',')
        throw new ExpressionRefused(`expected , or ${end} at ${sign.at}, found ${sign.value}`)
    }
  }
}
