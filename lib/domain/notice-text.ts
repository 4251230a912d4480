import mustache from 'mustache'
import type { LayoutWords } from './layout-words.ts'
import type { MessageFacts } from './message-variables.ts'
import { gsm7Parts, plainSms, type SmsSize } from './sms-text.ts'
import { type FilledTemplate, filledIn, type WhatsAppTemplate } from './whatsapp-text.ts'

/** What we say of a message instead of sending one of a policy: that an answer has come, or that ours was a mistake. */
export type NoticeKind = 'received' | 'corrected'

/** Who says it, and in which language's words. */
export interface NoticeFacts {
  readonly words: LayoutWords
  readonly language: string
  readonly entity: Pick<MessageFacts['entity'], 'name' | 'shortName' | 'taxId' | 'address' | 'phone'>
  /** The day of the message it speaks of, in the words of the language. */
  readonly sentOn: string
}

/** What the words of a notice may name: nothing of any invoice, and nobody but who writes. */
export const NOTICE_VARIABLES = { scalars: ['entityName', 'entityShortName', 'entityPhone', 'sentOn'], lists: {} }

/** The template of WhatsApp in which a mistake is corrected: of the class utility, as all of ours. */
export const correctionTemplate = (words: LayoutWords): WhatsAppTemplate => ({
  ...{ name: words.correctedName, language: words.correctedLanguage },
  ...{ body: words.correctedChat, neutral: words.correctedChat },
})

/** A notice in every form; it names nobody but who writes. */
export function composeNotice(
  kind: NoticeKind,
  { words, language, entity, sentOn }: NoticeFacts,
): {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly sms: string
  /** The text in all its letters, where free text may be written. */
  readonly chat: string
  readonly template: FilledTemplate
  readonly size: SmsSize
} {
  const view = {
    entityName: entity.name,
    entityShortName: entity.shortName,
    entityPhone: entity.phone,
    sentOn,
  }
  const say = (source: string) => mustache.render(source, view, {}, { escape: String }).replace(/\s+/g, ' ').trim()
  const chat = say(words[`${kind}Sms`])
  const sms = plainSms(chat)
  const subject = say(words[`${kind}Subject`])
  const paragraphs = [say(words[kind]), say(words.signature)]
  const signed = `${entity.name} · ${entity.taxId} · ${entity.address} · ${entity.phone}`
  return {
    subject,
    html: mustache.render(FRAME, { language, subject, paragraphs, signed }),
    text: `${[...paragraphs, signed].join('\n\n')}\n`,
    ...{ sms, chat, template: filledIn(correctionTemplate(words), view, false), size: gsm7Parts(sms) },
  }
}

const FRAME = `<!doctype html>
<html lang="{{language}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{subject}}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1c2733;font-family:'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:25px;">
{{#paragraphs}}
<p style="margin:0 0 16px;max-width:600px;">{{.}}</p>
{{/paragraphs}}
<p style="margin:24px 0 0;font-size:13px;line-height:19px;color:#4a5866;">{{signed}}</p>
</body>
</html>
`
