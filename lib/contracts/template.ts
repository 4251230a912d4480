import * as z from 'zod'
import { FORMS } from '../domain/address-as.ts'
import { WRITTEN_LANGUAGES } from '../domain/date-text.ts'
import { LAYOUT_WORDS } from '../domain/layout-words.ts'

/** A language tag such as "es-CO" or "en", of a language whose dates we can write. */
export const Language = z
  .string()
  .regex(
    new RegExp(`^(${WRITTEN_LANGUAGES.join('|')})(-[A-Z]{2})?$`),
    'a language tag such as "es-CO", "es-MX", "en" or "pt-BR"',
  )

const words = z.string().min(1, 'some words')

/** What a text is for, as its file is called: a language, with or without a form of address ("es", "es-CL", "es.ustedes"). */
export const SourceKey = z
  .string()
  .regex(
    new RegExp(`^(${WRITTEN_LANGUAGES.join('|')})(-[A-Z]{2})?(\\.(${FORMS.join('|')}))?$`),
    'a language such as "es", "es-CO", "en" or "pt-BR", with or without a form such as ".vos"',
  )

/** The words of one message in one language, as `catalog/templates/<template>/<language>.yaml` holds them. */
export const MessageTemplate = z
  .strictObject({
    tone: z.int('a whole number from 0 to 9').min(0, 'a whole number from 0 to 9').max(9, 'a whole number from 0 to 9'),
    email: z
      .strictObject({ subject: words, preview: words, heading: words, opening: words, closing: words })
      .exactOptional(),
    sms: words.exactOptional(),
    call: words.exactOptional(),
    whatsapp: z
      .strictObject({
        name: z
          .string()
          .regex(/^[a-z0-9_]{1,500}$/, "Meta's name of the template: lower-case letters, digits and underscores"),
        language: z
          .string()
          .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language code of Meta such as "es", "es_MX" or "pt_BR"'),
        body: words,
        neutral: words,
      })
      .exactOptional(),
  })
  .check((ctx) => {
    if (ctx.value.email === undefined && ctx.value.sms === undefined && ctx.value.call === undefined) {
      ctx.issues.push({
        code: 'custom',
        input: ctx.value,
        path: [],
        message: 'an e-mail, a text message (sms) or what is said in a call',
      })
    }
  })
export type MessageTemplate = z.infer<typeof MessageTemplate>

/**
 * The words around every e-mail of one language, as `catalog/templates/layout.<language>.yaml` holds them; a country gives
 * those that differ from its language's.
 */
export const LayoutWords = z.partialRecord(z.enum(LAYOUT_WORDS), words)
export type LayoutWords = z.infer<typeof LayoutWords>
