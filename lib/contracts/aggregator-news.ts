import * as z from 'zod'
import type { DeliveryReport } from '../domain/delivery.ts'
import { senderNumber } from '../domain/phone-number.ts'
import type { EventName } from './events.ts'

/*
 * What an aggregator tells our webhook (docs/channels.md): what became of messages of ours, and what was answered. The
 * contract is ours, so a field that nobody knows is refused.
 */

const When = z.iso
  .datetime({ offset: true, error: 'an instant with its offset, such as "2026-06-05T14:30:00Z"' })
  .transform((text) => new Date(text).toISOString())
const Id = z.string('1 to 128 characters').min(1, '1 to 128 characters').max(128, '1 to 128 characters')
const NUMBER = 'a number in E.164, such as "+525512345678"'
const Phone = z.string(NUMBER).regex(/^\+[1-9]\d{6,14}$/, NUMBER)
const CHANNELS = ['sms', 'whatsapp'] as const
const STATUSES = ['sent', 'delayed', 'undelivered', 'delivered', 'read', 'bounced'] as const
const Code = z.string().regex(/^[A-Za-z0-9 ._/-]{1,64}$/, 'a code of at most 64 letters, digits, spaces or . _ / -')

/** One report: `id` is that of our message, `message` the aggregator's own. */
const Report = z.strictObject({
  id: Id,
  message: Id,
  channel: z.enum(CHANNELS, `one of ${CHANNELS.join(', ')}`),
  status: z.enum(STATUSES, `one of ${STATUSES.join(', ')}`),
  at: When,
  to: Phone.optional(),
  reason: Code.optional(),
})

const Answer = z.strictObject({
  id: Id.regex(/^[A-Za-z0-9._:-]{1,60}$/, '1 to 60 letters, digits or . _ : -'),
  channel: z.enum(CHANNELS, `one of ${CHANNELS.join(', ')}`),
  from: Phone,
  text: z.string().max(4000, 'at most 4000 characters'),
  at: When,
})

const MOST = 100
/** One call of an aggregator. */
export const AggregatorNews = z.strictObject({
  version: z.literal(1, 'must be 1, the only version of this contract'),
  reports: z.array(Report).max(MOST, `at most ${MOST}`).default([]),
  answers: z.array(Answer).max(MOST, `at most ${MOST}`).default([]),
})

/** The source of what an aggregator told us, and the name of its reports, on our bus. */
export const AGGREGATOR_SOURCE = 'puntual.aggregator'
export const MESSAGE_REPORTED = 'MessageReported'

/** A report as a report of any other provider. */
export const AggregatorReport = Report.transform(
  ({ id: touch, message: providerId, channel, status, at, to, reason }): DeliveryReport => ({
    ...{ touch, channel, providerId, status, at, addresses: to === undefined ? [] : [senderNumber(to)] },
    ...(reason !== undefined && { reason }),
  }),
)

/** What one call tells, as events of our bus: each report as it came, each answer as a help desk would tell it. */
export function eventsOf(aggregator: string, { reports, answers }: z.output<typeof AggregatorNews>) {
  return [
    ...reports.map((detail) => ({ name: MESSAGE_REPORTED, detail })),
    ...answers.map(({ id, channel, from, text, at }) => ({
      name: 'ReplyReceived' satisfies EventName,
      detail: {
        ...{ version: 1, occurredAt: at, reply: `${aggregator}-${id}`, channel, from },
        text: text.toWellFormed(),
      },
    })),
  ]
}

/** A call as a Lambda function URL hands it over (payload 2.0); AWS owns that contract, and nothing else of it is read. */
const UrlEvent = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
})

/** What somebody asks of the webhook, unverified: `aggregator` is who they say they are. */
export const NewsRequestOfUrl = UrlEvent.transform(({ rawPath, headers, body, isBase64Encoded, requestContext }) => ({
  aggregator: rawPath.replace(/^\/|\/$/g, ''),
  isPost: requestContext.http.method === 'POST',
  /** Unix time; not a number when it was not told. */
  seconds: Number(headers['puntual-timestamp'] ?? Number.NaN),
  signature: headers['puntual-signature'] ?? '',
  body: isBase64Encoded ? new TextDecoder().decode(Uint8Array.from(atob(body), (char) => char.charCodeAt(0))) : body,
}))
export type NewsRequest = z.output<typeof NewsRequestOfUrl>
