import { createHash, randomInt } from 'node:crypto'
import type { ItemKey } from './items.ts'

/** Letters and digits that nobody mistakes for another when typing them from a telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 59 bits: whoever guesses thirty times a second, all that the page serves, meets one of a million codes in 800 years. */
const LENGTH = 12

/** A code nobody can guess, for the link that stops messages. */
export const newStopCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/**
 * Where the touch of a code is found: under the hash of the code. So the table holds no code that works, and a lookup takes
 * the same time whether or not it finds anything that begins like it.
 */
export const stopKey = (code: string): ItemKey => ({
  pk: `stop#${createHash('sha256').update(code).digest('hex').slice(0, 40)}`,
  sk: 'stop',
})
