import type { AddressAs } from '../domain/address-as.ts'
import { remembered, rememberedWith } from '../domain/remembered.ts'
import { baseOf, formsOf, inSmall, marksIn, type Speaking, type Speech, saidWord } from '../domain/speech.ts'
import { type Mistake, nearest, writtenPath } from './catalog-error.ts'
import type { Text } from './check-wording.ts'

/** Words between braces that neither table has, and braces that hold no word; `language` is that of the file. */
export function checkMarks(texts: readonly Text[], language: string, speech: Speech): Mistake[] {
  const base = baseOf(language)
  const ofSubjects = wordsOfSubjects(base, speech)
  const tables = [speech.address[base] ?? {}, speech.glossary[base] ?? {}]
  const known = [...tables.flatMap((table) => Object.keys(table)), ...ofSubjects]
  return texts.flatMap(({ source, path, text }) => {
    const mistake = (given: string, piece: RegExp, mend: string): Mistake => ({
      ...{ file: source.file, ...source.placeIn(path, piece), path: writtenPath(path), given },
      allowed: `a word of address.yaml, glossary.yaml or subjects.yaml between braces: ${known.sort().join(', ') || `none in "${base}"`}`,
      mend,
    })
    const strange = marksIn(text).filter(
      (word) =>
        saidWord(word, { language, addressAs: 'usted' }, speech) === undefined && !ofSubjects.has(inSmall(word)),
    )
    const left = text.replace(/\{\{[^}]*\}\}/g, '').replace(/\{[^{}]+\}/g, '')
    return [
      ...strange.map((word) => {
        const meant = nearest(word, known)
        const mend = meant === undefined ? 'take the braces away, or add the word to a table' : `write {${meant}}`
        return mistake(`{${word}}`, new RegExp(escaped(`{${word}}`)), mend)
      }),
      ...(/[{}]/.test(left) ? [mistake('a brace of its own', /[{}]/, 'close it, or take it away')] : []),
    ]
  })
}

/** The words that some subject says otherwise. */
const wordsOfSubjects = (base: string, { subjects = {} }: Speech): ReadonlySet<string> =>
  new Set(Object.values(subjects[base] ?? {}).flatMap(({ words, short }) => Object.keys({ ...words, ...short })))

/** Words of another form of address than the one that a text is said in: nobody is usted and tú in one message. */
export function checkForm(texts: readonly Text[], as: Speaking, speech: Speech): Mistake[] {
  if (formsOf(as.language, speech).length === 1) return []
  return [...checkTable(texts, as, speech), ...checkEndings(texts, as)]
}

function checkTable(texts: readonly Text[], as: Speaking, speech: Speech): Mistake[] {
  const { others, any } = othersOf(speech)(`${baseOf(as.language)} ${as.addressAs}`)
  return texts.flatMap(({ source, path, text }) => {
    if (!any.test(text)) return []
    const told = new Set<string>()
    return others.flatMap(({ word, one, piece }): Mistake[] => {
      if (told.has(one) || !piece.test(text)) return []
      told.add(one)
      return [
        {
          ...{ file: source.file, ...source.placeIn(path, piece), path: writtenPath(path), given: JSON.stringify(one) },
          allowed: `one form of address, and this text is also said with ${as.addressAs}`,
          mend: `write {${word}}, or say it without this word`,
        },
      ]
    })
  })
}

/**
 * Words that only one form of Spanish has, whatever the verb: a command to oneself, whose accent stands before the last two
 * syllables (ayúdate, acérquese, comuníquense), and "ti". Vos says "ayudate", which nobody can tell from "debate".
 */
const ENDINGS: readonly { readonly form: AddressAs; readonly piece: RegExp }[] = [
  { form: 'tu', piece: /(?<!\p{L})(?:\p{L}*[áéíóú]\p{L}*[ae]te|ti)(?!\p{L})/iu },
  { form: 'usted', piece: /(?<!\p{L})\p{L}*[áéíóú]\p{L}*[ae]se(?!\p{L})/iu },
  { form: 'ustedes', piece: /(?<!\p{L})\p{L}*[áéíóú]\p{L}*[ae]nse(?!\p{L})/iu },
]

function checkEndings(texts: readonly Text[], { language, addressAs }: Speaking): Mistake[] {
  if (baseOf(language) !== 'es') return []
  const others = ENDINGS.filter(({ form }) => form !== addressAs)
  return texts.flatMap(({ source, path, text }) =>
    others.flatMap(({ piece }): Mistake[] => {
      const [one] = piece.exec(text) ?? []
      if (one === undefined) return []
      const known = new RegExp(escaped(one))
      return [
        {
          ...{ file: source.file, ...source.placeIn(path, known), path: writtenPath(path), given: JSON.stringify(one) },
          allowed: `one form of address, and this text is also said with ${addressAs}`,
          mend: 'add the word to address.yaml and mark it, or say it without this word',
        },
      ]
    }),
  )
}

/** The words of every other form than this one of a language, with the word that stands for them, and one look for all of them. */
const othersOf = rememberedWith((speech: Speech) =>
  remembered((form: string) => {
    const [base = '', addressAs] = form.split(' ')
    const rows = Object.entries(speech.address[base] ?? {})
    const own = new Set(rows.map(([, said]) => new Map(Object.entries(said)).get(addressAs ?? '')))
    const others = rows.flatMap(([word, said]) =>
      Object.values(said).flatMap((one) => (own.has(one) ? [] : [{ word, one, piece: wholeWord(one) }])),
    )
    return { others, any: wholeWord(...others.map(({ one }) => one)) }
  }, 100),
)

/** Finds any of some phrases as whole words, whatever its case; an accent counts: "pago" is no "pagó". */
const wholeWord = (...phrases: readonly string[]): RegExp => {
  const any = phrases.map((phrase) => escaped(phrase).replace(/\s+/g, '\\s+')).join('|') || '(?!)'
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'iu')
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
