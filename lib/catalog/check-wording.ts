import type { LawPack } from '../contracts/law.ts'
import { languageOf, type Wording } from '../contracts/wording.ts'
import type { MessageTemplate } from '../domain/message-text.ts'
import { type Mistake, writtenPath } from './catalog-error.ts'
import type { Sound } from './check-together.ts'
import { phraseOf, phrasesIn } from './phrases.ts'
import type { YamlSource } from './yaml-source.ts'

/** One text of a file: where it stands, and what it says. */
export interface Text {
  readonly source: YamlSource
  readonly path: readonly string[]
  readonly text: string
}

/** Every text that a debtor reads of one file: of a template, or of the words around an e-mail. */
export const textsOf = ({ source, value }: Sound<MessageTemplate | Readonly<Record<string, string>>>): Text[] =>
  Object.entries(value).flatMap(([key, text]): Text[] => {
    if (typeof text === 'string') return [{ source, path: [key], text }]
    if (typeof text !== 'object') return []
    return Object.entries(text).map(([part, words]) => ({ source, path: [key, part], text: String(words) }))
  })

/** A rule that forbids words, as a mistake names it. */
interface Rule {
  readonly name: string
  readonly phrases: readonly string[]
  readonly mend: string
}

/** What the laws of these places, and decency, forbid in one language. */
export function forbiddenIn(
  tag: string,
  places: ReadonlySet<string>,
  packs: readonly LawPack[],
  wording: Wording,
): Rule[] {
  const language = languageOf(tag)
  if (language === undefined) return []
  const country = tag.split('-')[1] ?? ''
  const rules = packs
    .filter(({ jurisdiction }) => [country, ...places].includes(jurisdiction.slice(0, 2)))
    .flatMap(({ jurisdiction, citations, content }) =>
      content.forbidden.flatMap(({ id, text }) => {
        const phrases = wording.forbidden[id]?.[language] ?? []
        const law = citations[0] ? `${citations[0].law}: ` : ''
        return phrases.length === 0
          ? []
          : [{ name: `${jurisdiction} ${id} (${law}${text})`, phrases, mend: 'say it without these words' }]
      }),
    )
  const insults = wording.insults[language] ?? []
  return [
    { name: 'words that a decent company calls nobody', phrases: insults, mend: 'speak of the invoice' },
    ...rules,
  ]
}

/**
 * Words that a law or decency forbids, each at its line with what is said and the rule; a phrase is told once a text.
 *
 * A sentence that a law asks for may say what no other may: that no court is at work names one.
 */
export function checkForbidden(texts: readonly Text[], rules: readonly Rule[], asked: readonly string[]): Mistake[] {
  return texts.flatMap(({ source, path, text }) => {
    const told = new Set<string>()
    const ours = phrasesIn(text, asked).reduce((left, phrase) => left.replace(phraseOf(phrase), ' '), text)
    return rules.flatMap(({ name, phrases, mend }) =>
      phrasesIn(ours, phrases)
        .filter((phrase) => !told.has(phrase) && told.add(phrase))
        .map((phrase) => at({ source, path, text: ours }, phrase, `nothing that breaks ${name}`, mend)),
    )
  })
}

/** The sentences that laws ask for in a language; the same list each time, because lists are looked for as one. */
export function askedIn(tag: string, wording: Wording): readonly string[] {
  const language = languageOf(tag) ?? 'es'
  const known = asked.get(wording) ?? new Map<string, readonly string[]>()
  const sentences = known.get(language) ?? Object.values(wording.required).flatMap((phrases) => phrases[language] ?? [])
  asked.set(wording, known.set(language, sentences))
  return sentences
}
const asked = new WeakMap<Wording, Map<string, readonly string[]>>()

/** Words firmer than the tone of their text. */
export function checkTone({ source, value }: Sound<MessageTemplate>, tag: string, { tone }: Wording): Mistake[] {
  const levels = Object.entries(tone[languageOf(tag) ?? 'es'] ?? {}).filter(([level]) => Number(level) > value.tone)
  return textsOf({ source, value }).flatMap((said) =>
    levels.flatMap(([level, phrases]) =>
      phrasesIn(said.text, phrases).map((phrase) =>
        at(
          said,
          phrase,
          `words of tone ${value.tone} or below; these are of ${level}`,
          'say it more gently, or raise "tone"',
        ),
      ),
    ),
  )
}

/** How firm a text is: the highest tone of its words; 0 when none of them is firm. */
export const firmnessOf = (template: MessageTemplate, tag: string, { tone }: Wording): number => {
  const said = Object.values(template.email ?? {})
    .concat(template.sms ?? '')
    .join('\n')
  const levels = Object.entries(tone[languageOf(tag) ?? 'es'] ?? {})
  return Math.max(
    0,
    ...levels.filter(([, phrases]) => phrasesIn(said, phrases).length > 0).map(([level]) => Number(level)),
  )
}

/** A text that speaks to its reader in two ways, in a language whose forms are in wording.yaml. */
export function checkAddress(texts: readonly Text[], tag: string, { address }: Wording): Mistake[] {
  const forms = Object.entries(address[languageOf(tag) ?? 'es'] ?? {})
  const said = forms.flatMap(([form, phrases]) =>
    texts.flatMap((one) => phrasesIn(one.text, phrases).map((phrase) => ({ form, one, phrase }))),
  )
  const counts = Map.groupBy(said, ({ form }) => form)
  const [main] = [...counts].sort(([, a], [, b]) => b.length - a.length)
  return said
    .filter(({ form }) => form !== main?.[0])
    .map(({ form, one, phrase }) =>
      at(
        one,
        phrase,
        `one form of address, ${main?.[0]}, as in the rest; this is ${form}`,
        `write it with ${main?.[0]}`,
      ),
    )
}

function at({ source, path, text }: Text, phrase: string, allowed: string, mend: string): Mistake {
  const [given = phrase] = phraseOf(phrase).exec(text) ?? []
  return {
    file: source.file,
    ...source.placeIn(path, phraseOf(phrase)),
    path: writtenPath(path),
    given: JSON.stringify(given.replace(/\s+/g, ' ')),
    allowed,
    mend,
  }
}
