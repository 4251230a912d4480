import * as z from 'zod'
import { FORMS } from '../domain/address-as.ts'

const Word = z.string().regex(/^[^{}\n]*\p{L}[^{}\n]*$/u, 'a word or phrase, without braces')
/** A word as the texts have it: in small letters, for a capital in the text is kept. */
const Key = z
  .string()
  .regex(/^(?!\p{Lu})[^{}\n]*\p{L}[^{}\n]*$/u, 'a word or phrase that does not begin with a capital')
const Language = z.string().regex(/^[a-z]{2}$/, 'a language without its country, such as "es"')
const Country = z
  .string()
  .regex(
    new RegExp(`^[A-Z]{2}(\\.(${FORMS.join('|')}))?$`),
    'an ISO 3166 country code such as "CO", with or without a form such as ".ustedes"',
  )

/** How a reader is spoken to. */
export const AddressAs = z.enum(FORMS, `one of ${FORMS.join(', ')}`)

/** `catalog/address.yaml`: by language and the word of usted, what tú, vos and ustedes say. */
export const AddressWords = z.record(Language, z.record(Key, z.strictObject({ tu: Word, vos: Word, ustedes: Word })))
export type AddressWords = z.infer<typeof AddressWords>

/** What is said of a subject: a phrase, which may have words of the two tables between braces. */
const Phrase = z.string().regex(/^(?!.*\{\{)[^\n]*\p{L}[^\n]*$/u, 'a word or phrase')
const SubjectRow = z
  .record(z.union([Country, z.literal('other')]), Phrase)
  .refine((row) => 'other' in row, '"other", for the countries that are not listed')
const SubjectRows = z.record(Key, SubjectRow)

/** `catalog/subjects.yaml`: by language and subject, what a text says in place of its marked words. */
export const Subjects = z.record(
  Language,
  z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'a subject, such as "rent"'),
    z.strictObject({ words: SubjectRows, short: SubjectRows.exactOptional(), document: SubjectRow.exactOptional() }),
  ),
)
export type Subjects = z.infer<typeof Subjects>

/** `catalog/glossary.yaml`: by language and the word of the texts, what each country says that says it otherwise. */
export const Glossary = z.record(Language, z.record(Key, z.record(Country, Word)))
export type Glossary = z.infer<typeof Glossary>
