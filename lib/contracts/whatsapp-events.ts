import * as z from 'zod'
import type { DeliveryReport, DeliveryStatus } from '../domain/delivery.ts'
import { EVENTS_IN } from './events.ts'
import { Notification, parsedJson } from './replies.ts'

/*
 * What the event destination of a WhatsApp Business account publishes: a notification of Meta's Cloud API in an envelope of
 * End User Messaging Social ("Message and event format" of its user guide). Meta and AWS own these contracts: fields nobody
 * here needs are let through. The events on the default bus name neither the touch nor what was written, so they do not do.
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
  from: z.string().min(1),
  timestamp: Seconds,
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
})
const Entry = z.object({
  changes: z.array(
    z.object({
      value: z.object({ statuses: z.array(Status).default([]), messages: z.array(Message).default([]) }),
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

/** What one notification tells: what became of our messages, and what was answered (as `ReplyReceived`). */
export interface WhatsAppNews {
  readonly reports: readonly DeliveryReport[]
  readonly replies: readonly z.output<typeof EVENTS_IN.ReplyReceived>[]
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
  return {
    reports: values.flatMap(({ statuses }) => statuses.flatMap(reportOf)),
    replies: values.flatMap(({ messages }) => messages.map(replyOf)),
  }
})

/** A report on a message of ours; of other messages of the same number, nothing. */
function reportOf({ id, status, timestamp, recipient_id, ...one }: z.output<typeof Status>): DeliveryReport[] {
  const touch = one.biz_opaque_callback_data
  if (!touch) return []
  const [error] = one.errors
  const known = STATUSES.get(status) ?? 'sent'
  return [
    {
      touch,
      channel: 'whatsapp',
      providerId: id,
      status: error?.code === NO_ACCOUNT ? 'bounced' : known,
      at: instantOf(timestamp),
      reason: error ? `${status}/${error.code}` : status.slice(0, 64),
      addresses: recipient_id === '' ? [] : [`+${recipient_id}`],
    },
  ]
}

function replyOf({
  id,
  from,
  timestamp,
  type,
  text,
  button,
}: z.output<typeof Message>): WhatsAppNews['replies'][number] {
  return EVENTS_IN.ReplyReceived.parse({
    version: 1,
    occurredAt: instantOf(timestamp),
    reply: `whatsapp-${id.replace(/[^A-Za-z0-9]/g, '').slice(-80)}`,
    channel: 'whatsapp',
    from: `+${from.replace(/^\+/, '')}`,
    // A picture or a voice message is for a person too.
    text: (text?.body ?? button?.text ?? `[${type}]`).slice(0, 4000).toWellFormed(),
  })
}

const instantOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString()
