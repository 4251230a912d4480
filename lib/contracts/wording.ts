import * as z from 'zod'

const Phrase = z.string().regex(/\p{L}/u, 'a word or phrase')
const Phrases = z.array(Phrase).min(1, 'at least one phrase')
/** The languages that texts are written in, without their countries. */
const LANGUAGES = ['es', 'en', 'pt'] as const
const ByLanguage = z.partialRecord(z.enum(LANGUAGES, `one of ${LANGUAGES.join(', ')}`), Phrases)
const Level = z.string().regex(/^[0-9]$/, 'a level from 0 to 9')

/** What no text says and how firm a text may be (`catalog/wording.yaml`). */
export const Wording = z.strictObject({
  /** By the id of a rule in the law packs' `content.forbidden`. */
  forbidden: z.record(z.string(), ByLanguage),
  insults: ByLanguage,
  /** By language, then by the lowest tone that may use the words. */
  tone: z.partialRecord(z.enum(LANGUAGES), z.record(Level, Phrases)),
  /** By language, then by the form of address. */
  address: z.partialRecord(z.enum(LANGUAGES), z.record(z.string(), Phrases)),
  /** By the id of a rule in the law packs' `content.required`. */
  required: z.record(z.string(), ByLanguage),
})
export type Wording = z.infer<typeof Wording>

/** The language of a tag without its country, when it has words. */
export const languageOf = (tag: string): (typeof LANGUAGES)[number] | undefined =>
  LANGUAGES.find((one) => one === tag.split('-')[0])
