import type { Channel } from './policy.ts'
import { withoutQuotation } from './quoted-mail.ts'
import { CHANNEL_NAMES, JOINS, type StopScope, stopPhrases, stopWords, WRITING } from './stop-language.ts'

/** What an answer of a debtor says. `more` is true when a person has to read it, whether or not it also asks us to stop. */
export interface ReadAnswer {
  readonly stop?: StopScope
  readonly more: boolean
}

const STRONG = new Set(stopWords('strong'))
const WEAK = new Set(stopWords('weak'))
const EVERYTHING = new Set([...stopWords('everything'), 'stopall'])
const MESSAGES = new Set(stopWords('messages'))
const CALLS = new Set(stopWords('calls'))
/** Which channel a word names. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries(CHANNEL_NAMES).flatMap(([channel, words]) => words.map((word) => [word, channel] as const)),
)
/** What may stand before a stop word that begins a message. */
const GREETINGS = new Set([
  ...['hola', 'buen', 'buena', 'buenas', 'buenos', 'dia', 'dias', 'tarde', 'tardes', 'noche', 'noches', 'muy'],
  ...['senor', 'senora', 'senores', 'estimados', 'ola', 'bom', 'boa', 'noite', 'prezados'],
  ...['hi', 'hello', 'good', 'morning', 'afternoon', 'evening', 'please'],
])
/** Words that say nothing by themselves. */
const SMALL = new Set([...stopWords('fillers'), ...EVERYTHING, ...GREETINGS])
/** "1. Baja": a line of a list. */
const IS_NUMBERING = /^\d$/
/** Cancelar is to pay in much of Spanish America: beside these words it says that somebody wants to, or has. */
const CANCEL = new Set(['cancelar', 'cancela', 'cancelen', 'cancele'])
const MEANS_PAYING = new Set(['ya', 'quiero', 'deseo'])
/** "I have paid", but for its accent the polite form of "cancel". */
const PAID = 'cancelé'
/** With them a person also ends a sentence of their own: "por fin, ya pagué". They stop only where nothing more is said. */
const ENDINGS = new Set(['fin', 'fim', 'end'])

interface Phrase {
  readonly words: readonly string[]
  /** Absent where it depends on what is not to be sent. */
  readonly stops?: StopScope
}

const SCOPES = ['channel', 'call', 'all'] as const satisfies readonly StopScope[]

/** Longer ones first, so that each takes all of its words. */
const PHRASES: readonly Phrase[] = [
  ...SCOPES.flatMap((stops) => stopPhrases(stops).map((phrase) => ({ words: phrase.split(' '), stops }))),
  ...stopWords('open').map((phrase) => ({ words: phrase.split(' ') })),
].sort((a, b) => b.words.length - a.words.length)

/**
 * Reads what a debtor answered, in Spanish, Portuguese or English, whatever the accents, the case and the punctuation.
 *
 * Of a stop and something else it takes both: a message too few can be sent again, and a person reads the rest. What is not
 * to be sent must be a message: who wants no report to a credit bureau, or no receipt at the office, has asked for no silence.
 */
export function readAnswer(text: string, channel?: Channel): ReadAnswer {
  const clauses = clausesOf(withoutQuotation(text))
  const heard = clauses.map(withoutPhrases)
  const words = heard.flatMap(({ left }) => left)
  const asking = stopWordOf(words) === undefined ? clauseThatStops(heard, words) : words
  const word = asking && stopWordOf(asking)
  const scopes = [...heard.flatMap(({ stops }) => stops), ...(word ? ['channel' as const] : [])]
  if (scopes.length === 0) return { more: true }
  const isWide =
    new Set(scopes).size > 1 ||
    (asking ?? words).some((one) => EVERYTHING.has(one)) ||
    reachesFurther(scopes[0] ?? 'channel', clauses.flat(), channel)
  const stop = isWide ? 'all' : (scopes[0] ?? 'channel')
  return { stop, more: words.some((one) => saysMore(one) && one !== word) || word === 'cancele' }
}

/**
 * Whether a stop speaks of more than it stops: of another channel than the one it came on, of calls beside messages, or of
 * messages beside calls ("no llamen ni escriban"). Then it stops everything: nobody can tell which of the two was meant.
 */
function reachesFurther(stop: StopScope, words: readonly string[], channel: Channel | undefined): boolean {
  const beside = words.filter((_, place) => JOINS.has(words[place - 1] ?? '') || JOINS.has(words[place - 2] ?? ''))
  if (stop === 'call') return beside.some((word) => MESSAGES.has(word) || NAMED.has(word) || WRITING.test(word))
  const named = words.flatMap((word) => NAMED.get(word) ?? [])
  return words.some((word) => CALLS.has(word)) || (channel !== undefined && named.some((one) => one !== channel))
}

/** The word that stops all by itself: at the beginning, or with nothing else that means anything. */
function stopWordOf(words: readonly string[]): string | undefined {
  const first = words.find((word) => !GREETINGS.has(word) && !IS_NUMBERING.test(word)) ?? ''
  return STRONG.has(first) ? first : loneStopOf(words)
}

/** The stop word beside which nothing else means anything. */
function loneStopOf(words: readonly string[]): string | undefined {
  if (words.some((word) => saysMore(word) && !STRONG.has(word) && !WEAK.has(word))) return undefined
  return isPaying(words) ? undefined : words.find((word) => STRONG.has(word) || WEAK.has(word))
}

const isPaying = (words: readonly string[]): boolean =>
  words.some((word) => CANCEL.has(word)) &&
  words.some((word) => MEANS_PAYING.has(word)) &&
  !words.some((word) => MESSAGES.has(word))

/** A clause that says nothing but a stop word, beside others that say more: "Ya pagué, BAJA". */
function clauseThatStops(heard: readonly { left: readonly string[] }[], words: readonly string[]) {
  const clauses = heard.map(({ left }) => left)
  return clauses.find((clause) => {
    const word = loneStopOf(clause) ?? ''
    if (!CANCEL.has(word)) return word !== '' && !ENDINGS.has(word)
    return clause.some((one) => MESSAGES.has(one)) || (word !== 'cancele' && !isPaying(words))
  })
}

const saysMore = (word: string): boolean =>
  !(SMALL.has(word) || MESSAGES.has(word) || CALLS.has(word) || IS_NUMBERING.test(word))

/** What one clause asks to stop by whole phrases, and its words without theirs. */
function withoutPhrases(clause: readonly string[]): { stops: StopScope[]; left: readonly string[] } {
  const stops: StopScope[] = []
  let left = clause
  for (const phrase of PHRASES) {
    const at = left.findIndex((_, start) => phrase.words.every((word, place) => left[start + place] === word))
    const scopes = at < 0 ? [] : phrase.stops ? [phrase.stops] : stoppedThings(left.slice(at + phrase.words.length))
    if (scopes.length === 0) continue
    stops.push(...scopes)
    left = [...left.slice(0, at), ...left.slice(at + phrase.words.length)]
  }
  return { stops, left }
}

/** What is not to be sent, from the words after "do not send": nothing in particular is messages. */
function stoppedThings(after: readonly string[]): readonly StopScope[] {
  const thing = after.find((word) => !SMALL.has(word))
  if (thing !== undefined && saysMore(thing)) return []
  const calls = after.some((word) => CALLS.has(word))
  return [
    ...(after.some((word) => MESSAGES.has(word)) || !calls ? ['channel' as const] : []),
    ...(calls ? ['call' as const] : []),
  ]
}

/** Letters with points or spaces between them are one word, and wide ones are letters: "S.T.O.P", "B A J A", "ＳＴＯＰ". */
const clausesOf = (text: string): string[][] =>
  text
    .normalize('NFKC')
    .replace(/(?<!\p{L})\p{L}(?:[\s._*-]{1,3}\p{L}){3,}(?!\p{L})/gu, (word) => word.replace(/\P{L}/gu, ''))
    .replace(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu, '')
    .split(/[\n.,;:!?¡¿()–—]+| -+ /)
    .map(wordsOf)

const wordsOf = (clause: string): string[] =>
  clause
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word === PAID ? word : word.normalize('NFD').replace(/\p{M}/gu, '')))
