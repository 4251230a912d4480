import type { Company } from '../contracts/company.ts'
import { compose, type MessageTemplate } from '../domain/message-text.ts'
import { approvalsOf, approvedBody, parametersOf, WHATSAPP_VARIABLES } from '../domain/whatsapp-text.ts'
import { type Mistake, shown, writtenPath } from './catalog-error.ts'
import type { Sound } from './check-together.ts'
import { sampleVariables } from './sample-messages.ts'
import type { SpokenTemplate } from './spoken-texts.ts'

/** Characters of a body, with its parameters as they are approved and as they are sent. */
const BODY_CHARACTERS = 1024
/** Fewer words of its own than this for each parameter, and Meta refuses it ("too many variables for its length"). */
const WORDS_A_PARAMETER = 3

/**
 * Checks the WhatsApp words of a template against what Meta approves (WhatsApp Business Platform, "Message templates"): no
 * sections, only parameters that are never empty, none at the beginning, at the end or beside another, enough words of its
 * own, and with the longest real values still within the length of a body.
 */
export function checkWhatsApp(
  { source, value: template }: Sound<MessageTemplate>,
  language: string,
  company: Company,
): readonly Mistake[] {
  const { whatsapp } = template
  if (whatsapp === undefined) return []
  return (['body', 'neutral'] as const).flatMap((part) => {
    const path = ['whatsapp', part]
    const text = whatsapp[part]
    const said = (allowed: string, mend: string): Mistake => ({
      ...{ file: source.file, ...source.placeOf(path), path: writtenPath(path), given: shown(text), allowed, mend },
    })
    const wrong = shapeOf(text)
    if (wrong) return [said(...wrong)]
    const longest = longestText(template, language, company, part === 'neutral')
    return longest > BODY_CHARACTERS
      ? [said(`${BODY_CHARACTERS} characters with the longest values; this has ${longest}`, 'shorten it')]
      : []
  })
}

/** Templates of one name and language that say different things: Meta approves one wording for each. */
export function checkWhatsAppNames(spoken: readonly SpokenTemplate[]): Mistake[] {
  const known = new Map<string, { readonly body: string; readonly file: string }>()
  return spoken.flatMap(({ template: { source, value } }) =>
    (value.whatsapp ? approvalsOf(value.whatsapp) : []).flatMap(({ name, language, body }) => {
      const first = known.get(`${name} ${language}`) ?? { body, file: source.file }
      known.set(`${name} ${language}`, first)
      if (first.body === body) return []
      const path = ['whatsapp', 'name']
      return [
        {
          ...{ file: source.file, ...source.placeOf(path), path: writtenPath(path), given: shown(name) },
          allowed: `one wording under one name and language; ${first.file} has another under this`,
          mend: 'give it a name of its own, and no words of the glossary',
        },
      ]
    }),
  )
}

/** What is allowed and how to mend it, when Meta would not approve a body. */
export function shapeOf(
  text: string,
  known: readonly string[] = WHATSAPP_VARIABLES.scalars,
): readonly [allowed: string, mend: string] | undefined {
  const tags = text.match(/\{\{[^}]*\}\}/g) ?? []
  const strange = tags.find((tag) => !known.includes(tag.slice(2, -2).trim()))
  if (strange)
    return [`tags of ${known.join(', ')}, and no sections: a template of WhatsApp has no cases`, `replace ${strange}`]
  if (/\{\{|\}\}/.test(text.replace(/\{\{\s*\w+\s*\}\}/g, ''))) return ['tags such as {{addressee}}', 'close the tag']
  const body = approvedBody(text)
  if (/^\{\{|\}\}$/.test(body)) return ['a text that neither begins nor ends with a tag', 'put words around it']
  if (/\}\}\s*\{\{/.test(body)) return ['words between two tags', 'put words between them']
  const words = body
    .replace(/\{\{\d+\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length
  const parameters = parametersOf(text).length
  if (words < WORDS_A_PARAMETER * parameters + 1)
    return [`at least ${WORDS_A_PARAMETER * parameters + 1} words beside ${parameters} tags`, 'say more, or name less']
  return body.length > BODY_CHARACTERS ? [`at most ${BODY_CHARACTERS} characters`, 'shorten it'] : undefined
}

/** Characters of the longest message that a legal entity would really send. */
function longestText(template: MessageTemplate, language: string, company: Company, neutral: boolean): number {
  const layout = { html: '', text: '', words: {} }
  const lengths = Object.values(company.entities).flatMap((entity) =>
    sampleVariables(entity, language)
      .filter((variables) => variables.neutral === neutral)
      .map((variables) => compose({ channel: 'whatsapp', template, layout, variables }))
      .map((message) => (message.channel === 'whatsapp' ? message.text.length : 0)),
  )
  return Math.max(0, ...lengths)
}
