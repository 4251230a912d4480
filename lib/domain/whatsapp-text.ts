/** `neutral` are the words of a second template, `<name>_neutral`, for when payment data is old. */
export interface WhatsAppTemplate {
  readonly name: string
  /** Meta's code of the language, such as "es" or "pt_BR". */
  readonly language: string
  readonly body: string
  readonly neutral: string
}

/** A template with the parameters of one message; `text` is what the debtor reads. */
export interface FilledTemplate {
  readonly name: string
  readonly language: string
  readonly parameters: readonly string[]
  readonly text: string
}

/** What a template of WhatsApp may name; each becomes a parameter of it, and none is ever empty. */
export const WHATSAPP_VARIABLES = {
  scalars: [
    ...['addressee', 'debtorName', 'entityName', 'entityShortName', 'entityPhone'],
    ...['dueDay', 'dueDateInWords', 'statedAt', 'payAt'],
  ],
  lists: {},
}

const TAG = /\{\{\s*(\w+)\s*\}\}/g

/** Puts the facts into the template, or into its neutral words. */
export function filledIn(
  { name, language, body, neutral }: WhatsAppTemplate,
  view: Readonly<Record<string, unknown>>,
  isNeutral: boolean,
): FilledTemplate {
  const source = isNeutral ? neutral : body
  const parameters = parametersOf(source).map((tag) => plainSpaces(String(view[tag] ?? '')))
  return {
    name: isNeutral ? `${name}_neutral` : name,
    language,
    parameters,
    text: approvedBody(source).replace(/\{\{(\d+)\}\}/g, (_, index) => parameters[Number(index) - 1] ?? ''),
  }
}

/** What Meta has to have approved for a template: its own words, and the neutral ones under a name of their own. */
export const approvalsOf = ({ name, language, body, neutral }: WhatsAppTemplate) => [
  { name, language, body: approvedBody(body) },
  { name: `${name}_neutral`, language, body: approvedBody(neutral) },
]

/** The names that a body has, in the order in which they first appear: its parameters. */
export const parametersOf = (body: string): readonly string[] => [
  ...new Set([...body.matchAll(TAG)].map(([, name = '']) => name)),
]

/** A body as it is handed in to Meta: one line, parameters by number. */
export function approvedBody(body: string): string {
  const names = parametersOf(body)
  return plainSpaces(body).replace(TAG, (_, name) => `{{${names.indexOf(name) + 1}}}`)
}

/** WhatsApp refuses a parameter with line ends, tabs or many spaces in a row. */
const plainSpaces = (value: string): string => value.replace(/\s+/g, ' ').trim()
