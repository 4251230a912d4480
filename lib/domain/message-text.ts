import mustache from 'mustache'
import { LAYOUT_WORDS, type LayoutWords } from './layout-words.ts'
import type { MessageVariables } from './message-variables.ts'
import { isPlainLine } from './plain-line.ts'
import type { Channel } from './policy.ts'
import { rememberedWith } from './remembered.ts'
import { gsm7Parts, plainSms, type SmsSize } from './sms-text.ts'
import { EMAIL_VARIABLES, SMS_VARIABLES } from './variable-lists.ts'
import { type FilledTemplate, filledIn, WHATSAPP_VARIABLES, type WhatsAppTemplate } from './whatsapp-text.ts'

/** The words of one message in one language; an e-mail's text is plain paragraphs, from which both its parts are made. */
export interface MessageTemplate {
  /** The lowest level at which this may be said (0: before the due date). */
  readonly tone: number
  readonly email?: {
    readonly subject: string
    /** The line an inbox shows beside the subject. */
    readonly preview: string
    readonly heading: string
    /** Paragraphs above and below the balance and its button. */
    readonly opening: string
    readonly closing: string
  }
  readonly sms?: string
  /** What a person says on the telephone: a line for each sentence. */
  readonly call?: string
  /** A template as Meta approved it: each tag is a parameter, in the order in which they first appear. */
  readonly whatsapp?: WhatsAppTemplate
}

/** The frame of every e-mail: its two parts, and its words by language. */
export interface MessageLayout {
  readonly html: string
  readonly text: string
  readonly words: Readonly<Record<string, LayoutWords>>
}

/** A message ready to send. A text carries its size, because its parts are what it costs, and how it was `spelled` with all its letters. */
export type ComposedMessage =
  | { readonly channel: 'email'; readonly subject: string; readonly html: string; readonly text: string }
  | ({ readonly channel: 'sms'; readonly sms: string; readonly spelled: string } & SmsSize)
  | ({ readonly channel: 'whatsapp' } & FilledTemplate)
  | { readonly channel: 'call'; readonly script: readonly string[] }

/** What a message is composed from; the words of `layout` are those of `variables.language`. */
export interface ComposeRequest {
  readonly channel: Channel
  readonly template: MessageTemplate
  readonly layout: MessageLayout
  readonly variables: MessageVariables
}

/** A message that must not leave: a value that could forge a header or a link, or words that the template does not have. */
export class MessageRefused extends Error {
  constructor(reason: string) {
    super(`this message is refused: ${reason}`)
    this.name = 'MessageRefused'
  }
}

/** Puts the facts into the words of one channel; throws `MessageRefused`, never sends half a sentence. */
export const compose = ({ channel, template, layout, variables }: ComposeRequest): ComposedMessage => {
  refuseForgedValues(variables)
  switch (channel) {
    case 'email':
      return composeEmail(template, layout, variables)
    case 'sms':
      return composeSms(template, variables)
    case 'whatsapp':
      return composeWhatsApp(template, variables)
    case 'call':
      return composeScript(template, variables)
  }
}

const LOGO = ['logoUrl', 'logoWidth', 'logoHeight'] as const

/** The names that the layout's own two files may use, besides those of an e-mail. */
export const LAYOUT_VARIABLES = {
  scalars: [
    ...EMAIL_VARIABLES.scalars,
    ...LAYOUT_WORDS.map((word) => `words.${word}`),
    ...LOGO,
    'language',
    'subject',
    'preview',
    'heading',
    'stopLinkAddress',
  ],
  lists: {
    references: ['.'],
    opening: ['.'],
    closing: ['.'],
    invoices: EMAIL_VARIABLES.lists.invoices,
    also: EMAIL_VARIABLES.lists.also,
  },
}

const OF_AN_EMAIL = [...EMAIL_VARIABLES.scalars, ...Object.keys(EMAIL_VARIABLES.lists)]

const composeEmail = (
  template: MessageTemplate,
  layout: MessageLayout,
  variables: MessageVariables,
): ComposedMessage => {
  const { email } = template
  if (email === undefined) throw new MessageRefused('its template has no e-mail')
  const sources = layout.words[variables.language]
  if (sources === undefined) throw new MessageRefused(`the layout has no words in ${variables.language}`)
  const view = only(OF_AN_EMAIL, variables)
  const say = (source: string) => oneLine(render(source, view, asItIs))
  // A paragraph that is for other cases only is left out.
  const spoken = (source: string) =>
    paragraphs(source)
      .map(say)
      .filter((paragraph) => paragraph !== '')
  const words = Object.fromEntries(LAYOUT_WORDS.map((word) => [word, say(sources[word])]))
  const subject = say(email.subject)
  const frame = {
    ...view,
    ...only(LOGO, variables),
    language: variables.language,
    words,
    subject,
    preview: say(email.preview),
    heading: say(email.heading),
    opening: spoken(email.opening),
    closing: spoken(email.closing),
    stopLinkAddress:
      variables.stopLink ||
      `mailto:${variables.unsubscribeEmail}?subject=${encodeURIComponent(String(words.stopSubject))}`,
  }
  const text = render(layout.text, frame, asItIs)
  return { channel: 'email', subject, html: render(layout.html, frame, escapeHtml), text: `${tidy(text)}\n` }
}

const composeSms = (template: MessageTemplate, variables: MessageVariables): ComposedMessage => {
  if (template.sms === undefined) throw new MessageRefused('its template has no text message')
  // A telephone knows an address without its scheme, and eight characters of a text are a tenth of its words.
  const view = { ...only(SMS_VARIABLES.scalars, variables), stopLink: variables.stopLink.replace(/^https:\/\//, '') }
  const spelled = oneLine(render(template.sms, view, asItIs))
  const sms = plainSms(spelled)
  return { channel: 'sms', sms, spelled, ...gsm7Parts(sms) }
}

const composeWhatsApp = ({ whatsapp }: MessageTemplate, variables: MessageVariables): ComposedMessage => {
  if (whatsapp === undefined) throw new MessageRefused('its template has no words for WhatsApp')
  const filled = filledIn(whatsapp, only(WHATSAPP_VARIABLES.scalars, variables), variables.neutral)
  if (filled.parameters.includes('')) throw new MessageRefused('a parameter of its WhatsApp template is empty')
  return { channel: 'whatsapp', ...filled }
}

const composeScript = ({ call }: MessageTemplate, variables: MessageVariables): ComposedMessage => {
  if (call === undefined) throw new MessageRefused('its template has no script for a call')
  const view = only(EMAIL_VARIABLES.scalars, variables)
  const lines = call.split('\n').map((line) => oneLine(render(line, view, asItIs)))
  return { channel: 'call', script: lines.filter((line) => line !== '') }
}

const render = (source: string, view: object, written: (value: unknown) => string): string =>
  mustache.render(source, view, {}, { escape: written })

/** The variables that a list names, by themselves or by a part ("a" for "a.b"); whoever gets them changes nothing in them. */
const only = (names: readonly string[], variables: MessageVariables): Readonly<Record<string, unknown>> =>
  those(names)(variables)

const those = rememberedWith((names: readonly string[]) => {
  const wanted = new Set(names.map((name) => name.split('.', 1)[0]))
  return rememberedWith((variables: MessageVariables) =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => wanted.has(name))),
  )
})

/** A blank line in the source parts two paragraphs. Values hold no line ends, so no value makes a paragraph of its own. */
const paragraphs = (source: string): readonly string[] => source.trim().split(/\n[ \t]*\n\s*/)

/** One line; a sentence that ends in "S.A. de C.V." does not end in two full stops. */
const oneLine = (text: string): string => {
  const line = text.replace(/[ \t\r\n]{2,}|[\t\r\n]/g, ' ').trim()
  return line.includes('..') ? line.replace(/(?<!\.)\.\.(?!\.)/g, '.') : line
}

const tidy = (text: string): string =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const asItIs = (value: unknown): string => String(value)

const escapeHtml = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** Whether an address may stand behind a button: https, without spaces, quotes, or an @ that would hide the real host. */
export const isSafeLink = (value: string): boolean => /^https:\/\/[^\s<>"'\\@]+$/.test(value)

/** Where a rehearsal serves the stop page. */
const onThisMachine = /^http:\/\/127\.0\.0\.1:\d+\/[\w/-]*$/

/** Variables that were looked at: a catalog is checked with the same ones for every text. */
const honest = new WeakSet<MessageVariables>()

const refuseForgedValues = (variables: MessageVariables): void => {
  if (honest.has(variables)) return
  const { references, invoices, also, ...plain } = variables
  const named: [string, unknown][] = [
    ...Object.entries(plain),
    ...references.map((value): [string, unknown] => ['references', value]),
    ...[...invoices, ...also].flatMap((line) => Object.entries(line)),
  ]
  for (const [name, value] of named) {
    if (typeof value === 'string' && !isPlainLine(value)) {
      throw new MessageRefused(`${name} is ${JSON.stringify(value)}; allowed is one line without control characters`)
    }
  }
  const links = (['paymentLink', 'stopLink', 'complaintsUrl', 'logoUrl'] as const).map(
    (name) => [name, variables[name]] as const,
  )
  const own = [...invoices, ...also].map(({ link }) => ['link', link] as const)
  for (const [name, link] of [...links, ...own]) {
    if (link === '' || isSafeLink(link) || (name === 'stopLink' && onThisMachine.test(link))) continue
    throw new MessageRefused(
      `${name} is "${link}"; allowed is an address that begins with https://, without spaces, quotes or @`,
    )
  }
  if (!/^[^\s<>"?&@]+@[^\s<>"?&@]+$/.test(variables.unsubscribeEmail)) {
    throw new MessageRefused(`unsubscribeEmail is "${variables.unsubscribeEmail}"; allowed is an e-mail address alone`)
  }
  honest.add(variables)
}
