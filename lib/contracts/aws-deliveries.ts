import * as z from 'zod'
import type { DeliveryReport, DeliveryStatus } from '../domain/delivery.ts'

/*
 * The events that SES and End User Messaging put on the default bus. AWS owns these contracts: fields nobody here needs,
 * or that come tomorrow, are let through. Sources: "Examples of event data that Amazon SES publishes to EventBridge" and
 * "Monitoring with EventBridge" of the user guide of AWS End User Messaging SMS.
 */

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())
const One = z.array(z.string()).min(1)
const Mail = z.object({ messageId: z.string(), timestamp: Instant, tags: z.object({ touch: One }) })
const Addressed = z.array(z.object({ emailAddress: z.string() }))

/** An event of SES on one message; the touch travels as a tag of the message. */
const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: z.object({ timestamp: Instant }) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail: Mail,
    deliveryDelay: z.object({ timestamp: Instant, delayType: z.string() }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: Mail,
    bounce: z.object({
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bounceSubType: z.string(),
      timestamp: Instant,
      bouncedRecipients: Addressed,
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: Mail,
    complaint: z.object({
      timestamp: Instant,
      complainedRecipients: Addressed,
      complaintFeedbackType: z.string().nullish(),
    }),
  }),
  z.object({ eventType: z.literal('Open'), mail: Mail, open: z.object({ timestamp: Instant }) }),
  z.object({ eventType: z.literal('Click'), mail: Mail, click: z.object({ timestamp: Instant }) }),
  z.object({ eventType: z.literal('Reject'), mail: Mail, reject: z.object({ reason: z.string() }) }),
  z.object({
    eventType: z.literal('Rendering Failure'),
    mail: Mail,
    failure: z.object({ errorMessage: z.string() }),
  }),
])

/**
 * The states of a text, each with what it means for us. Whatever a carrier refuses for good is a bounce. "Success events
 * occur when the message is accepted by the recipient's carrier", and only in some countries is that the telephone.
 */
const TEXT_STATES = {
  TEXT_QUEUED: 'sent',
  TEXT_PENDING: 'sent',
  TEXT_SENT: 'sent',
  TEXT_SUCCESSFUL: 'atCarrier',
  TEXT_DELIVERED: 'delivered',
  TEXT_BLOCKED: 'bounced',
  TEXT_INVALID: 'bounced',
  TEXT_CARRIER_BLOCKED: 'undelivered',
  TEXT_CARRIER_UNREACHABLE: 'undelivered',
  TEXT_UNREACHABLE: 'undelivered',
  TEXT_INVALID_MESSAGE: 'undelivered',
  TEXT_SPAM: 'undelivered',
  TEXT_TTL_EXPIRED: 'undelivered',
  TEXT_PROTECT_BLOCKED: 'undelivered',
  TEXT_UNKNOWN: 'undelivered',
} as const satisfies Record<string, DeliveryStatus>
const isTextState = (state: string): state is keyof typeof TEXT_STATES => Object.hasOwn(TEXT_STATES, state)

/** An event of End User Messaging on one text; the touch travels in its context. */
const TextEvent = z.object({
  eventType: z.string(),
  eventTimestamp: z.number().int().nonnegative(),
  destinationPhoneNumber: z.string().default(''),
  messageId: z.string(),
  context: z.object({ touch: z.string().min(1) }),
})

/** What SES says of a message, as a report. */
export const SesReport = SesEvent.transform((event): DeliveryReport => {
  const { messageId: providerId, tags, timestamp } = event.mail
  const common = { touch: tags.touch[0] ?? '', channel: 'email', providerId, addresses: [] } as const
  switch (event.eventType) {
    case 'Send':
      return { ...common, status: 'sent', at: timestamp }
    case 'Delivery':
      return { ...common, status: 'delivered', at: event.delivery.timestamp }
    case 'Open':
      return { ...common, status: 'opened', at: event.open.timestamp }
    case 'Click':
      return { ...common, status: 'clicked', at: event.click.timestamp }
    case 'DeliveryDelay':
      return { ...common, status: 'delayed', at: event.deliveryDelay.timestamp, reason: event.deliveryDelay.delayType }
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp: at, bouncedRecipients } = event.bounce
      const status = bounceType === 'Permanent' ? 'bounced' : 'undelivered'
      const addresses = bouncedRecipients.map(({ emailAddress }) => emailAddress.toLowerCase())
      return { ...common, status, at, reason: `${bounceType}/${bounceSubType}`, addresses }
    }
    case 'Complaint': {
      const { timestamp: at, complaintFeedbackType, complainedRecipients } = event.complaint
      const addresses = complainedRecipients.map(({ emailAddress }) => emailAddress.toLowerCase())
      // "not-spam" is somebody who takes our message out of the spam folder.
      const status = complaintFeedbackType === 'not-spam' ? 'delivered' : 'complained'
      return { ...common, status, at, addresses, ...(complaintFeedbackType ? { reason: complaintFeedbackType } : {}) }
    }
    case 'Reject':
    case 'Rendering Failure':
      return { ...common, status: 'undelivered', at: timestamp, reason: event.eventType }
  }
})

/** What End User Messaging says of a text, as a report; a state that AWS adds tomorrow says nothing yet. */
export const TextReport = TextEvent.transform((event): DeliveryReport => {
  const { eventType, eventTimestamp, destinationPhoneNumber, messageId, context } = event
  return {
    touch: context.touch,
    channel: 'sms',
    providerId: messageId,
    status: isTextState(eventType) ? TEXT_STATES[eventType] : 'sent',
    at: new Date(eventTimestamp).toISOString(),
    reason: eventType.slice(0, 64),
    addresses: destinationPhoneNumber === '' ? [] : [destinationPhoneNumber],
  }
})
