import { parsed } from '../../domain/parsed-json.ts'

/** One thing that JSON.parse would lose without a word: under which name, what is written, and what is allowed. */
export interface Lost {
  readonly column: string
  readonly value: string
  readonly allowed: string
}

/** An object with each number as the text it is written as; or what of it cannot be read as it is written. */
export type ExactObject =
  | { readonly kind: 'object'; readonly object: Readonly<Record<string, unknown>> }
  | { readonly kind: 'lost'; readonly lost: Lost }
  | { readonly kind: 'none' }

/** Strings and numbers, with the colon after a name, and where objects begin and end. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]|-?\d[\d.eE+-]*/g
const DIGITS = /^-?\d+(\.\d+)?$/

/**
 * The object that a text is. JSON.parse makes 12345678901234567000 of 12345678901234567891, and takes the last of two values
 * of one name: here the first is refused, because whoever wrote it may have rounded it already, and so is the second.
 */
export function exactObject(text: string): ExactObject {
  if (!isObject(parsed(text))) return { kind: 'none' }
  const open: Set<string>[] = []
  let name = ''
  let lost: Lost | undefined
  const refuse = (column: string, value: string, allowed: string) => {
    lost ??= { column, value: value.slice(0, 200), allowed }
  }
  const asTexts = text.replace(TOKENS, (token: string, word?: string, colon?: string) => {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (word === undefined) {
      if (!DIGITS.test(token) || Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) refuse(name, token, PLAIN)
      return `"${token}"`
    } else if (colon !== undefined) {
      name = String(JSON.parse(word))
      if (open.at(-1)?.has(name)) refuse(name, text, 'each name once in an object')
      open.at(-1)?.add(name)
    }
    return token
  })
  if (lost) return { kind: 'lost', lost }
  const object = parsed(asTexts)
  return isObject(object) ? { kind: 'object', object } : { kind: 'none' }
}

const PLAIN = `a number in digits, at most ${Number.MAX_SAFE_INTEGER}: put a longer one, and every id, in quotation marks`

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
