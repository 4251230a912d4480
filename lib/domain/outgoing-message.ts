import { DAY, type Instant } from './time.ts'

/** An e-mail as it is handed to its provider; `touch` names it in every report. */
export interface EmailMessage {
  readonly touch: string
  readonly to: string
  readonly from: string
  readonly replyTo: string
  /** How to stop e-mails: by writing to a mailbox, or with one click (RFC 8058). */
  readonly unsubscribe: { readonly mail: string; readonly link: string }
  readonly subject: string
  readonly html: string
  readonly text: string
  /** It answers by itself, so that no other machine answers it (RFC 3834). */
  readonly autoReplied?: true
}

/** A text as it is handed to its provider. */
export interface TextMessage {
  readonly touch: string
  readonly to: string
  readonly text: string
  readonly sender?: string
}

/**
 * A message on WhatsApp as it is handed to its provider. A template that Meta approved may leave at any time; free text
 * only within a day of the debtor's last message, whose instant it carries.
 */
export interface WhatsAppMessage {
  readonly touch: string
  readonly to: string
  readonly form:
    | {
        readonly kind: 'template'
        readonly name: string
        readonly language: string
        readonly parameters: readonly string[]
      }
    | { readonly kind: 'text'; readonly body: string; readonly heardAt: Instant }
}

/** How long after the debtor's last message WhatsApp takes free text ("customer service window"). */
const FREE_TEXT_FOR = DAY

/** Whether a message in words of our own may leave at `now` for somebody whom we last heard at `heardAt`. */
export const mayWriteFreely = (heardAt: Instant | undefined, now: Instant): boolean =>
  heardAt !== undefined && now >= heardAt && now - heardAt < FREE_TEXT_FOR

/** A message ready to leave on its channel. */
export type OutgoingMessage =
  | { readonly channel: 'email'; readonly message: EmailMessage }
  | { readonly channel: 'sms'; readonly message: TextMessage }
  | { readonly channel: 'whatsapp'; readonly message: WhatsAppMessage }
