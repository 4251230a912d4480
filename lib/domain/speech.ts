import { type AddressAs, FORMS, USUAL } from './address-as.ts'
import { LAYOUT_WORDS, type LayoutWords } from './layout-words.ts'
import type { MessageLayout, MessageTemplate } from './message-text.ts'
import type { Policy } from './policy.ts'
import { textNamed } from './text-name.ts'

/** Words that change, by language without its country and by the word that stands in the texts, between braces: `{su}`. */
export interface Speech {
  /** As tú, usted, vos and ustedes say it; the word in the texts is that of usted. */
  readonly address: Readonly<Record<string, Readonly<Record<string, Readonly<Record<AddressAs, string>>>>>>
  /** As each country says it, by ISO 3166 or, for one form alone, "CL.ustedes"; every other one says it as the texts do. */
  readonly glossary: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>
  /** What a text says of something that is no plain invoice, by language and subject; an earlier edition has none. */
  readonly subjects?: Readonly<Record<string, Readonly<Record<string, SubjectWords>>>>
}

/** By the word that stands in the texts, then as the glossary has countries, `other` for the rest. Marked words may stand in it. */
type SubjectRows = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The words for one subject; those of `short` go before where there is no room: in a text message and in the subject of an e-mail. */
export interface SubjectWords {
  readonly words: SubjectRows
  readonly short?: SubjectRows
  /** What its number is called beside it, by country and `other`, where nobody issues an invoice for it. */
  readonly document?: Readonly<Record<string, string>>
}

/** The frame of every e-mail, with the words of each language; a country gives those that differ from its language's. */
export interface LayoutSources {
  readonly html: string
  readonly text: string
  readonly words: Readonly<Record<string, Partial<LayoutWords>>>
}

/** What a company says, as it is kept: each text once for all the countries and forms that say it alike. */
export interface TextSources {
  /** By template id, then by `sourceKey`. */
  readonly templates: Readonly<Record<string, Readonly<Record<string, MessageTemplate>>>>
  readonly layout: LayoutSources
  readonly speech: Speech
}

/** In which language, such as "es-PE", and how a reader is spoken to. */
export interface Speaking {
  readonly language: string
  readonly addressAs: AddressAs
}

/** How a message is said: in its own form of address, else in that of the legal entity that writes. */
export const speakingAs = (
  { language, addressAs }: { readonly language: string; readonly addressAs?: AddressAs | undefined },
  entity: { readonly addressAs?: AddressAs | undefined } | undefined,
): Speaking => ({ language, addressAs: addressAs ?? entity?.addressAs ?? USUAL })

/** A language tag without its country. */
export const baseOf = (language: string): string => language.split('-')[0] ?? language

/** The forms that differ in a language: all four of them, or the usual one where no word changes. */
export const formsOf = (language: string, { address }: Speech): readonly AddressAs[] =>
  address[baseOf(language)] ? FORMS : [USUAL]

/** Every language and form that a policy's messages may leave in, in the names of these legal entities. */
export function speakingsOf(
  { languages, addressAs }: Pick<Policy, 'languages' | 'addressAs'>,
  entities: readonly { readonly addressAs?: AddressAs | undefined }[],
  speech: Speech,
): readonly Speaking[] {
  const forms = new Set(addressAs ? [addressAs] : entities.map((entity) => entity.addressAs ?? USUAL))
  return languages.flatMap((language) => {
    const own = formsOf(language, speech).filter((one) => forms.has(one))
    return (own.length === 0 ? [USUAL] : own).map((one) => ({ language, addressAs: one }))
  })
}

/**
 * Which source a text is taken from, of those there are: "es-PE.vos", "es.vos", "es-PE", "es". One that was written for a
 * form goes before one that was written for all, so that a company's accounts payable are never spoken to as a person.
 */
export const sourceKey = (has: (key: string) => boolean, { language, addressAs }: Speaking): string | undefined =>
  [`${language}.${addressAs}`, `${baseOf(language)}.${addressAs}`, language, baseOf(language)].find(has)

/** A template, by the name that a step has for it, as it is said to one reader; undefined where there is none in that language. */
export function templateIn({ templates, speech }: TextSources, id: string, as: Speaking): MessageTemplate | undefined {
  const { text, subject } = textNamed(id)
  const sources = templates[text] ?? {}
  const key = sourceKey((one) => Object.hasOwn(sources, one), as)
  const source = key === undefined ? undefined : sources[key]
  return source && saidTemplate(source, as, speech, subject)
}

/**
 * The frame and the words around a message as they are said to one reader, of what the text named `id` is said of; no words
 * where the language has none.
 */
export function layoutIn(
  { layout, speech }: Pick<TextSources, 'layout' | 'speech'>,
  as: Speaking,
  id = '',
): MessageLayout {
  const { html, text, words } = layout
  const { language } = as
  const own = { ...words[baseOf(language)], ...words[language] }
  return isComplete(own)
    ? { html, text, words: { [language]: saidLayout(own, as, speech, textNamed(id).subject) } }
    : { html, text, words: {} }
}

const isComplete = (words: Partial<LayoutWords>): words is LayoutWords =>
  LAYOUT_WORDS.every((word) => words[word] !== undefined)

/**
 * A template in the words of one form and country, and of what it is said of. What Meta approves under a name is said in one
 * form alone, and of any subject alike.
 */
export function saidTemplate(source: MessageTemplate, as: Speaking, speech: Speech, subject?: string): MessageTemplate {
  const { email, sms, call, whatsapp } = source
  const own = subjectIn(speech, as, subject)
  const sayOf = (rows: SubjectRows | undefined) => (text: string) => saidOf(text, rows, as, speech)
  const say = sayOf(own?.words)
  const sayShort = sayOf(own && { ...own.words, ...own.short })
  const sayChat = sayOf(undefined)
  return {
    tone: source.tone,
    ...(email && {
      email: {
        subject: sayShort(email.subject),
        preview: say(email.preview),
        heading: say(email.heading),
        opening: say(email.opening),
        closing: say(email.closing),
      },
    }),
    ...(sms !== undefined && { sms: sayShort(sms) }),
    ...(call !== undefined && { call: say(call) }),
    ...(whatsapp && {
      whatsapp: {
        name: nameIn(whatsapp.name, [whatsapp.body, whatsapp.neutral], as),
        language: whatsapp.language,
        body: sayChat(whatsapp.body),
        neutral: sayChat(whatsapp.neutral),
      },
    }),
  }
}

/** Words by their names, as they are said. */
export const saidWords = <Words extends object>(words: Words, as: Speaking, speech: Speech): Words => ({
  ...words,
  ...Object.fromEntries(Object.entries(words).map(([name, text]) => [name, said(String(text), as, speech)])),
})

/** What goes around a message; what it says on WhatsApp is approved once, whatever it is said of. */
function saidLayout(words: LayoutWords, as: Speaking, speech: Speech, subject: string | undefined): LayoutWords {
  const own = subjectIn(speech, as, subject)
  const all = {
    ...saidWords(words, as, speech),
    why: saidOf(words.why, own?.words, as, speech),
    moreInvoices: saidOf(words.moreInvoices, own?.words, as, speech),
    ...(own?.document && { invoice: ofCountry(own.document, as) ?? own.document.other ?? words.invoice }),
  }
  return { ...all, correctedName: nameIn(words.correctedName, [words.correctedChat], as) }
}

const subjectIn = ({ subjects }: Speech, { language }: Speaking, subject: string | undefined) =>
  subject === undefined ? undefined : subjects?.[baseOf(language)]?.[subject]

/** A text with the words of a subject in place of its marked ones, and the others as they are said. */
const saidOf = (text: string, rows: SubjectRows | undefined, as: Speaking, speech: Speech): string =>
  said(rows ? text.replace(MARK, (mark, word) => subjectWord(word, as, rows) ?? mark) : text, as, speech)

const nameIn = (name: string, bodies: readonly string[], { addressAs }: Speaking): string =>
  addressAs === USUAL || bodies.every((body) => marksIn(body).length === 0) ? name : `${name}_${addressAs}`

/** A word between single braces, apart from the tags in double ones. */
const MARK = /(?<!\{)\{([^{}]+)\}(?!\})/g

/** The marked words of a text. */
export const marksIn = (text: string): readonly string[] => [...text.matchAll(MARK)].map(([, word = '']) => word)

/** A text with its marked words as they are said; a word that nobody knows stays as it is. */
export const said = (text: string, as: Speaking, speech: Speech): string =>
  text.replace(MARK, (_, word: string) => saidWord(word, as, speech) ?? word)

/** A word as a form, or a country, says it, with the capital that it had; undefined for a word of neither table. */
export function saidWord(word: string, { language, addressAs }: Speaking, speech: Speech): string | undefined {
  const small = inSmall(word)
  const base = baseOf(language)
  const forms = speech.address[base]?.[small]
  const countries = speech.glossary[base]?.[small]
  return likeIn(word, forms?.[addressAs] ?? (countries && (ofCountry(countries, { language, addressAs }) ?? small)))
}

/** A marked word as the tables have it: without the capital of a sentence's beginning. */
export const inSmall = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1)

/** A marked word as it is said of a subject; undefined where the subject has no word of its own for it. */
function subjectWord(word: string, as: Speaking, rows: SubjectRows): string | undefined {
  const row = rows[inSmall(word)]
  return likeIn(word, row && (ofCountry(row, as) ?? row.other))
}

function ofCountry(row: Readonly<Record<string, string>>, { language, addressAs }: Speaking): string | undefined {
  const country = language.split('-')[1] ?? ''
  return row[`${country}.${addressAs}`] ?? row[country]
}

/** What is said for a word, with the capital that the word had. */
function likeIn(word: string, own: string | undefined): string | undefined {
  return own !== undefined && word !== inSmall(word) ? own.charAt(0).toUpperCase() + own.slice(1) : own
}
