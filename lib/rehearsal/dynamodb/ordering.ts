import { sortableNumber } from './decimal.ts'
import type { AttributeValue } from './value.ts'

/** The types that a key may have: those with an order. */
export type KeyType = 'S' | 'N' | 'B'

/**
 * A string that sorts, code unit by code unit, as DynamoDB sorts the key value: text by its UTF-8 bytes, numbers by
 * value, binaries by unsigned bytes. A prefix of a text or binary gives a prefix of the answer.
 */
export function sortable(value: AttributeValue): string {
  if (value.S !== undefined) return sortableText(value.S)
  if (value.N !== undefined) return sortableNumber(value.N)
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').toString('latin1')
  throw new Error('only strings, numbers and binaries have an order')
}

// UTF-16 sorts the surrogates (code points above U+FFFF) before U+E000..U+FFFF, UTF-8 after: swap the two blocks.
const sortableText = (text: string): string =>
  /[\ud800-\uffff]/.test(text)
    ? text.replace(/[\ud800-\uffff]/g, (unit) => {
        const code = unit.charCodeAt(0)
        return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800)
      })
    : text

/** Negative, zero or positive as the first value sorts before, with or after the second; both of one ordered type. */
export function compareValues(a: AttributeValue, b: AttributeValue): number {
  const [left, right] = [sortable(a), sortable(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
