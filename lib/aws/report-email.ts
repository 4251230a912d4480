import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MimeNode from 'nodemailer/lib/mime-node/index.js'
import type { SendOutcome } from '../ports.ts'
import type { ReportMail } from '../usecases/send-report.ts'
import { outcomeOf } from './sending.ts'

/** Sends a report through SES to everybody on its list, in one message. */
export function reportEmail(client: SESClient, configurationSet: string): (mail: ReportMail) => Promise<SendOutcome> {
  return async (mail) => {
    const data = await rawReport(mail)
    try {
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          RawMessage: { Data: data },
          Destinations: [...mail.to],
          ConfigurationSetName: configurationSet,
        }),
      )
      return { kind: 'accepted', providerId: MessageId ?? '' }
    } catch (cause) {
      return outcomeOf(cause)
    }
  }
}

/** The message as it goes over the wire: a text, and two files. */
export async function rawReport({ from, to, subject, text, pdf, csv }: ReportMail): Promise<Buffer> {
  const mail = new MimeNode('multipart/mixed', { baseBoundary: 'puntual-report' })
  mail.setHeader({
    From: from,
    To: [...to],
    Subject: subject,
    'Auto-Submitted': 'auto-generated',
    Date: new Date().toUTCString().replace('GMT', '+0000'),
  })
  mail.createChild('text/plain; charset=utf-8').setContent(text)
  attach('application/pdf', pdf.file, Buffer.from(pdf.content))
  attach('text/csv; charset=utf-8', csv.file, Buffer.from(csv.content))
  return mail.build()

  function attach(type: string, filename: string, content: Buffer): void {
    mail
      .createChild(type, { filename })
      .setHeader({ 'Content-Disposition': 'attachment', 'Content-Transfer-Encoding': 'base64' })
      .setContent(content)
  }
}
