import { dayAndMonth } from '../domain/date-text.ts'
import type { NoticeFor } from '../domain/notice.ts'
import { composeNotice } from '../domain/notice-text.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import { layoutIn, speakingAs } from '../domain/speech.ts'
import { dateAt } from '../domain/time.ts'
import type { Sheet } from './send-touch.ts'
import { senderOf, stopLink, type Texts } from './write-message.ts'

/** Writes that an answer has come, or that a message of ours was a mistake; no sum, no invoice and no request. */
export function noticeWriter(texts: Omit<Texts, 'templates'>) {
  return (
    { kind, entity: name, language, addressAs, point, at, zone }: NoticeFor,
    { touch, stopCode }: Sheet,
  ): OutgoingMessage | undefined => {
    const entity = texts.entities[name]
    const words = layoutIn(texts, speakingAs({ language, addressAs }, entity)).words[language]
    const to = texts.redirect(point)
    if (!entity || !words || !to) return undefined
    const sentOn = dayAndMonth(dateAt(at, zone ?? entity.zone), language)
    const message = composeNotice(kind, { words, entity, language, sentOn })
    if (point.channel === 'sms')
      return {
        channel: 'sms',
        message: { touch, to, text: message.sms, ...(entity.smsSender && { sender: entity.smsSender }) },
      }
    if (point.channel === 'whatsapp') {
      // Only an answer lets us write in words of our own, and an acknowledgement follows one.
      const { name, language, parameters } = message.template
      const form =
        kind === 'received'
          ? ({ kind: 'text', body: message.chat, heardAt: at } as const)
          : ({ kind: 'template', name, language, parameters } as const)
      return { channel: 'whatsapp', message: { touch, to, form } }
    }
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
        ...(kind === 'received' && { autoReplied: true }),
      },
    }
  }
}
