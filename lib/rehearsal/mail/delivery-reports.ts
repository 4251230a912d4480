import { AwsError } from '../aws-error.ts'
import type { NewEvent } from '../events/buses.ts'
import type { World } from '../world.ts'
import type { Answer, CapturedMessage } from './mail.ts'

/** A configuration set of the template and the SES event types that it publishes to the default bus. */
export interface ConfigurationSet {
  readonly name: string
  readonly arn: string
  /** In upper case: SEND, DELIVERY, BOUNCE, COMPLAINT, … */
  readonly published: ReadonlySet<string>
}

const DETAIL_TYPES = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
} as const

/** What a carrier says of a text, and how End User Messaging words it. */
const TEXT_STATES = {
  accept: ['DELIVERED', 'Message has been accepted by phone'],
  bounce: ['INVALID', 'Destination phone number is not valid'],
  fail: ['CARRIER_UNREACHABLE', 'Carrier is not reachable'],
} as const

/** SES and SMS events on the default bus, some simulated time after a message left. */
export class DeliveryReports {
  readonly #world: World
  readonly #sets: ReadonlyMap<string, ConfigurationSet>
  readonly #publish: (event: NewEvent) => void
  readonly #account: string
  /** Simulated milliseconds between a message and what is heard of it. */
  delay = 2_000

  constructor(options: {
    world: World
    account: string
    sets: readonly ConfigurationSet[]
    publish: (event: NewEvent) => void
  }) {
    this.#world = options.world
    this.#account = options.account
    this.#sets = new Map(options.sets.map((set) => [set.name, set]))
    this.#publish = options.publish
  }

  checkConfigurationSet(name: string): void {
    if (!this.#sets.has(name))
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`, 400, {
        ConfigurationSetName: name,
      })
  }

  /** Reports an accepted e-mail through its configuration set; `answers` belong to its addresses, in order. */
  email(message: CapturedMessage, answers: readonly Answer[], setName: string | undefined): void {
    const set = this.#sets.get(setName ?? '')
    if (!set) return
    const having = (answer: Answer) => message.to.filter((_, index) => answers[index] === answer)
    const bounced = having('bounce')
    const failed = having('fail')
    const arrived = message.to.filter((address) => !bounced.includes(address) && !failed.includes(address))
    this.#later(message, () => {
      const at = new Date(this.#world.now()).toISOString()
      const say = (type: keyof typeof DETAIL_TYPES, more: object) => {
        if (!set.published.has(type.toUpperCase())) return
        const mail = this.#mailOf(message, set)
        const detail = { eventType: type, mail, [type.toLowerCase()]: more }
        this.#publish({ source: 'aws.ses', detailType: DETAIL_TYPES[type], resources: [set.arn], detail })
      }
      say('Send', {})
      if (arrived.length > 0)
        say('Delivery', {
          timestamp: at,
          processingTimeMillis: this.delay,
          recipients: arrived,
          smtpResponse: '250 OK',
        })
      if (bounced.length > 0)
        say('Bounce', {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: bounced.map((emailAddress) => ({ emailAddress, action: 'failed', status: '5.1.1' })),
          timestamp: at,
          feedbackId: `bounce-${message.id}`,
        })
      if (failed.length > 0)
        say('Bounce', {
          bounceType: 'Transient',
          bounceSubType: 'MailboxFull',
          bouncedRecipients: failed.map((emailAddress) => ({ emailAddress, action: 'failed', status: '4.2.2' })),
          timestamp: at,
          feedbackId: `bounce-${message.id}`,
        })
      const complained = having('complain')
      if (complained.length > 0)
        say('Complaint', {
          complainedRecipients: complained.map((emailAddress) => ({ emailAddress })),
          timestamp: at,
          feedbackId: `complaint-${message.id}`,
          complaintFeedbackType: 'abuse',
        })
    })
  }

  /** Reports an accepted text; these events come to the default bus by themselves. */
  sms(message: CapturedMessage, answer: Answer, context: Readonly<Record<string, string>>, messageType: string): void {
    const [state, description] = TEXT_STATES[answer === 'fail' || answer === 'bounce' ? answer : 'accept']
    this.#later(message, () => {
      const detail = {
        eventType: `TEXT_${state}`,
        eventVersion: '1.0',
        eventTimestamp: this.#world.now(),
        isFinal: true,
        originationPhoneNumber: message.from,
        destinationPhoneNumber: message.to[0],
        messageId: message.id,
        messageRequestTimestamp: message.at,
        messageEncoding: 'GSM',
        messageType,
        messageStatus: state,
        messageStatusDescription: description,
        context,
        totalMessageParts: 1,
      }
      this.#publish({ source: 'aws.sms-voice', detailType: 'Text Message Delivery Status Updated', detail })
    })
  }

  #later(message: CapturedMessage, report: () => void): void {
    this.#world.after(this.delay, `delivery of ${message.id}`, async () => report())
  }

  #mailOf(message: CapturedMessage, set: ConfigurationSet): object {
    const own = Object.entries(message.tags).map(([name, value]) => [name, [value]])
    return {
      timestamp: new Date(message.at).toISOString(),
      source: message.from,
      sendingAccountId: this.#account,
      messageId: message.id,
      destination: message.to,
      headersTruncated: false,
      headers: Object.entries(message.headers).map(([name, value]) => ({ name, value })),
      commonHeaders: { from: [message.from], to: message.to, messageId: message.id, subject: message.subject },
      tags: { 'ses:configuration-set': [set.name], ...Object.fromEntries(own) },
    }
  }
}
