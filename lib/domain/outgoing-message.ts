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
