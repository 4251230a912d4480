import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MimeNode from 'nodemailer/lib/mime-node/index.js'
import type { EmailMessage } from '../domain/outgoing-message.ts'
import type { SendOutcome } from '../ports.ts'
import { outcomeOf } from './sending.ts'

/** Sends one e-mail through SES; the touch id travels as a tag, so that delivery events find their way back. */
export function sesEmail(client: SESClient, configurationSet: string): (message: EmailMessage) => Promise<SendOutcome> {
  return async (message) => {
    const data = await rawMessage(message)
    try {
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          RawMessage: { Data: data },
          Destinations: [message.to],
          ConfigurationSetName: configurationSet,
          Tags: [{ Name: 'touch', Value: message.touch }],
        }),
      )
      return { kind: 'accepted', providerId: MessageId ?? '' }
    } catch (cause) {
      return outcomeOf(cause)
    }
  }
}

/** The message as it goes over the wire: HTML and plain text, Reply-To, and a way to stop e-mails. */
async function rawMessage(message: EmailMessage): Promise<Buffer> {
  const { touch, from, to, replyTo, subject, html, text, unsubscribe, autoReplied } = message
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  const mail = new MimeNode('multipart/alternative', { baseBoundary: touch })
  mail.setHeader({
    From: from,
    To: to,
    'Reply-To': replyTo,
    Subject: subject,
    'Message-ID': `<${touch}@${domain}>`,
    'List-Unsubscribe': `<${unsubscribe.link}>, <mailto:${unsubscribe.mail}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    ...(autoReplied && { 'Auto-Submitted': 'auto-replied' }),
    Date: new Date().toUTCString().replace('GMT', '+0000'),
  })
  mail.createChild('text/plain; charset=utf-8').setContent(text)
  mail.createChild('text/html; charset=utf-8').setContent(html)
  return mail.build()
}
