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
/** Words that "…" in a phrase may stand for, at the most. */
const BETWEEN = 6

/** Words alone, without accents, case, signs and tags, with a space on either side. */
const wordsOf = remembered((text: string): string => {
  const plain = text
    .replace(/\{\{[^}]*\}\}/g, ' ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}, 5_000)

/** The parts of a phrase: a word, the beginning of one (`embarg*`), or up to six words between two others (`…`). */
const partsOf = (phrase: string): readonly string[] =>
  phrase.split(/\s+/).flatMap((part) =>
    part === '…'
      ? [part]
      : wordsOf(part)
          .trim()
          .split(' ')
          .map((word) => (part.endsWith('*') ? `${word}*` : word)),
  )

/** What a phrase is in words alone. */
function saying(phrase: string): string {
  const parts = partsOf(phrase).map((part, index) => {
    if (part === '…') return `(?: [^ ]+){0,${BETWEEN}}?`
    return (index === 0 ? '' : ' ') + (part.endsWith('*') ? `${part.slice(0, -1)}[^ ]*` : part)
  })
  return `(?<= )${parts.join('')}(?= )`
}

/** One look for all phrases of a list tells most texts from those that say one of them. */
const any = new WeakMap<readonly string[], RegExp>()

/** Those of some phrases that a text says as whole words, whatever accents, case, signs, line ends and tags stand in it. */
export function phrasesIn(text: string, phrases: readonly string[]): readonly string[] {
  const words = wordsOf(text)
  const all = any.get(phrases) ?? new RegExp(phrases.map(saying).join('|') || '(?!)')
  any.set(phrases, all)
  return all.test(words) ? phrases.filter((phrase) => new RegExp(saying(phrase)).test(words)) : []
}

const SIGNS = '(?:[^\\p{L}\\p{N}{]|\\{(?!\\{)|\\{\\{[^}]*\\}\\})+'

/** Finds such a phrase where it is written, for the line of a mistake and what it quotes. */
export const phraseOf = remembered((phrase: string): RegExp => {
  const parts = partsOf(phrase).map((part, index) => {
    if (part === '…') return `(?:${SIGNS}[\\p{L}\\p{N}]+){0,${BETWEEN}}?`
    const letters = [...part].map((letter) => (letter === '*' ? '[\\p{L}\\p{N}]*' : (SPELT[letter] ?? letter)))
    return (index === 0 ? '' : SIGNS) + letters.join('')
  })
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('')}(?![\\p{L}\\p{N}])`, 'iu')
}, 2_000)
