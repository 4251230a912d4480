import mustache from 'mustache'
import type { LayoutWords } from './message-text.ts'
import { gsm7Parts, plainSms, type SmsSize } from './sms-text.ts'

/** Who acknowledges, and in which language's words. */
export interface ReceivedFacts {
  readonly words: LayoutWords
  readonly language: string
  readonly entity: {
    readonly name: string
    readonly shortName: string
    readonly taxId: string
    readonly address: string
    readonly phone: string
  }
}

/** What the three words of an acknowledgement may name: nothing of any invoice. */
export const RECEIVED_VARIABLES = { scalars: ['entityName', 'entityShortName', 'entityPhone'], lists: {} }

/** An acknowledgement in every form; it names nobody but who writes. */
export function composeReceived({ words, language, entity }: ReceivedFacts): {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly sms: string
  /** The same in all its letters. */
  readonly chat: string
  readonly size: SmsSize
} {
  const view = {
    entityName: entity.name,
    entityShortName: entity.shortName,
    entityPhone: entity.phone,
  }
  const say = (source: string) => mustache.render(source, view, {}, { escape: String }).replace(/\s+/g, ' ').trim()
  const chat = say(words.receivedSms)
  const sms = plainSms(chat)
  const paragraphs = [say(words.received), say(words.signature)]
  const signed = `${entity.name} · ${entity.taxId} · ${entity.address} · ${entity.phone}`
  const html = mustache.render(FRAME, { language, subject: say(words.receivedSubject), paragraphs, signed })
  return {
    ...{ subject: say(words.receivedSubject), html, text: `${[...paragraphs, signed].join('\n\n')}\n` },
    ...{ sms, chat, size: gsm7Parts(sms) },
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
