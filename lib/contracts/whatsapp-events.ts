import * as z from 'zod'
import type { DeliveryReport, DeliveryStatus, Trouble } from '../domain/delivery.ts'
import { senderNumber } from '../domain/phone-number.ts'
import type { EventIn } from './events.ts'
import { Notification, parsedJson } from './replies.ts'

/*
 * What the event destination of a WhatsApp Business account publishes: a notification of Meta's Cloud API in an envelope of
 * End User Messaging Social ("Message and event format" of its user guide). Meta and AWS own these contracts: fields nobody
 * here needs are let through. docs/channels.md says why the events on the default bus do not do.
 */

const Seconds = z.string().regex(/^\d{1,12}$/)
const Status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: Seconds,
  recipient_id: z.string().default(''),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).default([]),
})
const Message = z.object({
  id: z.string().min(1),
  /** Absent for somebody who goes by a name on WhatsApp and keeps the number to themselves. */
  from: z.string().default(''),
  timestamp: Seconds,
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
})
const Entry = z.object({
  changes: z.array(
    z.object({
      value: z.object({ statuses: z.array(z.unknown()).default([]), messages: z.array(z.unknown()).default([]) }),
    }),
  ),
})
const Envelope = z.object({ whatsAppWebhookEntry: z.string() })

/** What a status means for us; another one, which Meta may add tomorrow, says nothing yet. */
const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'undelivered'],
])
/** "Message undeliverable": the number has no account on WhatsApp, or one that takes no such messages. */
const NO_ACCOUNT = 131026
/** "User has stopped receipt of marketing messages" from this business. */
const STOPPED = 131050
/**
 * Errors of ours, whoever the message is for ("WhatsApp error codes" of Meta): permissions and policy (10, 190, 200–299,
 * 368, 131005), the account (locked, unpaid, restricted, its name or number not approved, rated as spam: 130497, 131031,
 * 131037, 131042, 131045, 131048, 133xxx) and templates (132xxx: unknown, paused, disabled, other parameters).
 */
const OURS = /^(10|190|2\d\d|368|130497|1310(05|31|37|42|45|48)|13[23]\d{3})$/

/** What one notification tells. */
export interface WhatsAppNews {
  /** What became of our messages. */
  readonly reports: readonly DeliveryReport[]
  readonly replies: readonly EventIn<'ReplyReceived'>[]
  /** How many statuses name no message of ours: whatever else the number sends, and what AWS says without our id. */
  readonly unmatched: number
  /** How many statuses and messages are not as Meta describes them; the others count all the same. */
  readonly unread: number
}

/** Whether the body of a queue message is news of WhatsApp. */
export const isWhatsAppNews = (body: unknown): boolean => {
  // Hardly any message is a notification, and to find out by the whole contract is dear.
  if (typeof body !== 'object' || body === null || !('Type' in body)) return false
  const notification = Notification.safeParse(body)
  return notification.success && Envelope.safeParse(parsedJson(notification.data.Message)).success
}

/** The news in a notification; a zod error if it is none. */
export const WhatsAppNotification = Notification.transform(({ Message: text }, context): WhatsAppNews => {
  const envelope = Envelope.safeParse(parsedJson(text))
  const entry = Entry.safeParse(parsedJson(envelope.data?.whatsAppWebhookEntry ?? ''))
  if (!entry.success) {
    for (const { message, path } of entry.error.issues)
      context.addIssue({ code: 'custom', input: '', path: ['Message', ...path], message })
    return z.NEVER
  }
  const values = entry.data.changes.map(({ value }) => value)
  const said = values.flatMap(({ statuses }) => statuses).map((one) => Status.safeParse(one).data)
  const written = values.flatMap(({ messages }) => messages).map((one) => Message.safeParse(one).data)
  const statuses = said.filter((one) => one !== undefined)
  const reports = statuses.flatMap(reportOf)
  return {
    reports,
    replies: written.filter((one) => one !== undefined).map(replyOf),
    unmatched: statuses.length - reports.length,
    unread: [...said, ...written].filter((one) => one === undefined).length,
  }
})

/** A report on a message of ours; of other messages of the same number, nothing. */
function reportOf({ id, status, timestamp, recipient_id, ...one }: z.output<typeof Status>): DeliveryReport[] {
  const touch = one.biz_opaque_callback_data
  if (!touch) return []
  const code = one.errors[0]?.code
  const known = STATUSES.get(status) ?? 'sent'
  const trouble = code === undefined ? undefined : troubleOf(code)
  return [
    {
      touch,
      channel: 'whatsapp',
      providerId: id,
      status: code === NO_ACCOUNT ? 'bounced' : known,
      at: instantOf(timestamp),
      reason: code === undefined ? status.slice(0, 64) : `${status}/${code}`,
      addresses: recipient_id === '' ? [] : [numberOf(recipient_id)],
      ...(trouble && { trouble }),
    },
  ]
}

const troubleOf = (code: number): Trouble | undefined =>
  code === STOPPED ? 'stopped' : OURS.test(String(code)) ? 'ours' : undefined

/** An answer as `ReplyReceived`. A number that nobody knows, or that is none, is for a person like any other. */
function replyOf({ id, from, timestamp, type, text, button }: z.output<typeof Message>): EventIn<'ReplyReceived'> {
  return {
    version: 1,
    occurredAt: instantOf(timestamp),
    reply: `whatsapp-${id}`,
    channel: 'whatsapp',
    ...(from !== '' && { from: numberOf(from) }),
    // A picture or a voice message is for a person too.
    text: (text?.body ?? button?.text ?? `[${type}]`).slice(0, 4000).toWellFormed(),
  }
}

/** The number of an account, which WhatsApp writes without the plus. */
const numberOf = (account: string): string => senderNumber(`+${account.replace(/^\+/, '')}`)

const instantOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString()
