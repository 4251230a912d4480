import { remembered } from '../domain/remembered.ts'

/** A letter as it may be written: with or without its accent. */
const SPELT: Readonly<Record<string, string>> = {
  a: '[aáàâã]',
  e: '[eéê]',
  i: '[ií]',
  o: '[oóôõ]',
  u: '[uúü]',
  c: '[cç]',
  n: '[nñ]',
}

/** Words alone, without accents, case, signs and tags, with a space on either side. */
const wordsOf = remembered((text: string): string => {
  const plain = text
    .replace(/\{\{[^}]*\}\}/g, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}, 5_000)

/** Those of some phrases that a text has as whole words, whatever accents, case, signs, line ends and tags stand in it. */
export const phrasesIn = (text: string, phrases: readonly string[]): readonly string[] =>
  phrases.filter((phrase) => wordsOf(text).includes(wordsOf(phrase)))

/** Finds such a phrase where it is written, for the line of a mistake. */
export function phraseOf(phrase: string): RegExp {
  const words = wordsOf(phrase).trim().split(' ')
  const spelt = words.map((word) => [...word].map((letter) => SPELT[letter] ?? letter).join(''))
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${spelt.join('(?:[^\\p{L}\\p{N}{]|\\{(?!\\{)|\\{\\{[^}]*\\}\\})+')}(?![\\p{L}\\p{N}])`,
    'iu',
  )
}
