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

/** `catalog/glossary.yaml`: by language and the word of the texts, what each country says that says it otherwise. */
export const Glossary = z.record(Language, z.record(Key, z.record(Country, Word)))
export type Glossary = z.infer<typeof Glossary>
