import type { Received } from '../domain/acknowledgement.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import { composeReceived } from '../domain/received-text.ts'
import type { Sheet } from './send-touch.ts'
import { senderOf, stopLink, type Texts } from './write-message.ts'

/** Writes that an answer has come: who has it, and that a person will answer; no sum, no invoice and no request. */
export function acknowledgementWriter(texts: Omit<Texts, 'templates'>) {
  return (
    { entity: name, language, point, heardAt }: Received,
    { touch, stopCode }: Sheet,
  ): OutgoingMessage | undefined => {
    const entity = texts.entities[name]
    const words = texts.layout.words[language]
    const to = texts.redirect(point)
    if (!entity || !words || !to) return undefined
    const message = composeReceived({ words, entity, language })
    if (point.channel === 'sms')
      return {
        channel: 'sms',
        message: { touch, to, text: message.sms, ...(entity.smsSender && { sender: entity.smsSender }) },
      }
    // Only answers reach people on WhatsApp in words of our own, and this is one.
    if (point.channel === 'whatsapp')
      return { channel: 'whatsapp', message: { touch, to, form: { kind: 'text', body: message.chat, heardAt } } }
    const { subject, html, text } = message
    return {
      channel: 'email',
      message: {
        touch,
        to,
        ...senderOf(entity),
        unsubscribe: { mail: entity.email.unsubscribe, link: stopLink(`${texts.stopUrl}s`, stopCode) },
        subject,
        html,
        text,
        autoReplied: true,
      },
    }
  }
}
