import * as z from 'zod'
import { senderNumber } from '../domain/phone-number.ts'
import { WRITTEN_CHANNELS } from '../domain/policy.ts'
import { ADebtor, Email, fact, Id, Sms } from './event-fields.ts'

const ADDRESS = 'must be an e-mail address, or a mobile number in E.164'
const TEXT = 'must be a text of at most 4000 characters'
const NEEDS_SENDER = 'needs from, a debtor or the message it answers'

/** What help desks, mail gateways and the two-way number say, by the name of the event. */
export const REPLIES = {
  ReplyReceived: fact({
    reply: Id.describe('This answer; a second event with the same one changes nothing'),
    channel: z.enum(WRITTEN_CHANNELS).describe('The channel it came on'),
    from: z
      .string(ADDRESS)
      .transform(addressOf)
      .meta({ allowed: ADDRESS })
      .describe('Who wrote: it finds every debtor who has this address')
      .optional(),
    debtor: ADebtor.optional(),
    inReplyTo: Id.describe(
      'The message it answers: the touch of `TouchSent`; else the last one on this channel',
    ).optional(),
    automatic: z
      .boolean('must be true or false')
      .meta({ allowed: 'must be true or false' })
      .describe(
        'Whether a machine wrote it (the mail has `Auto-Submitted` or is a delivery notice): it is never acknowledged',
      )
      .optional(),
    text: z
      .string(TEXT)
      .max(4000, TEXT)
      .refine((text) => text.isWellFormed(), TEXT)
      .meta({ allowed: TEXT })
      .describe('What was written; kept encrypted, and in no log and no event of ours'),
  })
    .refine(({ from, debtor, inReplyTo }) => Boolean(from ?? debtor ?? inReplyTo), NEEDS_SENDER)
    .meta({ allowed: NEEDS_SENDER }),
} as const

/** An address of either channel, as contact points keep theirs. */
function addressOf(text: string, context: z.RefinementCtx): string {
  const address = [Email.shape.address, Sms.shape.address]
    .map((one) => one.safeParse(senderNumber(text)))
    .find(({ success }) => success)
  if (address?.data !== undefined) return address.data
  context.addIssue({ code: 'custom', input: text, message: ADDRESS })
  return z.NEVER
}

/** What End User Messaging says of a text that came in; AWS owns this contract. */
const InboundText = z.object({
  originationNumber: z.string().min(1),
  messageBody: z.string(),
  inboundMessageId: z.string().min(1),
})

/** The envelope in which SNS hands it to a queue. */
export const Notification = z.object({
  Type: z.literal('Notification'),
  Timestamp: z.iso.datetime(),
  Message: z.string(),
})

/** Whether the body of a queue message is a notification of SNS. */
export const isNotification = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'Type' in body && Notification.safeParse(body).success

/** The answer in a notification of the two-way number, as the event that a help desk would send; a zod error if it is none. */
export const TextReceived = Notification.transform(({ Timestamp, Message }, context) => {
  const message = InboundText.safeParse(parsedJson(Message))
  if (!message.success) {
    for (const { message: text, path } of message.error.issues)
      context.addIssue({ code: 'custom', input: '', path: ['Message', ...path], message: text })
    return z.NEVER
  }
  const { originationNumber: from, messageBody, inboundMessageId } = message.data
  const text = messageBody.slice(0, 4000).toWellFormed()
  return { version: 1, occurredAt: Timestamp, reply: `sms-${inboundMessageId}`, channel: 'sms', from, text }
})

/** A text as JSON; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
