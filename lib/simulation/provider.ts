import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import { DAY, HOUR, type Instant, iso, MINUTE } from '../domain/time.ts'
import type { SendOutcome } from '../ports.ts'
import type { Agenda } from './agenda.ts'
import type { Gate } from './gate.ts'
import { AnswerLost, Throttled } from './running.ts'
import type { Script } from './script.ts'
import { drawnFor } from './seeded.ts'
import type { Witness } from './witness.ts'

/** What the provider of a town needs to know of it. */
interface Surrounded {
  readonly script: Script
  readonly agenda: Agenda
  readonly witness: Witness
  /** Gives a message to the intake. */
  readonly tell: (name: string, body: string) => void
}

/** Reports of one provider on one message: what they say, and how much later each is heard. */
interface Reports {
  readonly status: 'delivered' | 'undelivered'
  readonly after: readonly number[]
}

/**
 * Takes messages, or refuses them, and in towns with reports says what became of those it took: at once, late, twice or
 * never; now and then that one did not arrive.
 */
export class Provider {
  readonly #town: Surrounded

  constructor(town: Surrounded) {
    this.#town = town
  }

  /** A send never throws. */
  async send(
    channel: OutgoingMessage['channel'],
    { touch, to }: OutgoingMessage['message'],
    gate: Gate,
  ): Promise<SendOutcome> {
    const { script, witness } = this.#town
    const refused = channel === 'email' && script.bouncing.includes('mail')
    try {
      return await gate('provider', 'send', async (): Promise<SendOutcome> => {
        if (refused) return { kind: 'notSent', again: false, problem: 'MessageRejected' }
        witness.accepted(touch, to)
        if (script.reports) this.#report(channel, touch, to)
        return { kind: 'accepted', providerId: touch }
      })
    } catch (fault) {
      if (fault instanceof Throttled) return { kind: 'notSent', again: true, problem: fault.name }
      if (fault instanceof AnswerLost) return { kind: 'unknown', problem: fault.name }
      throw fault
    }
  }

  #report(channel: OutgoingMessage['channel'], touch: string, to: string): void {
    const { script, agenda, witness, tell } = this.#town
    const { status, after } = reportsOn(script.seed, touch)
    const at = agenda.now() + 1
    for (const [index, wait] of after.entries())
      agenda.plan(at + wait, () => {
        witness.said.reported(touch, status, at)
        tell(`record report ${touch} ${index}`, JSON.stringify(bodyOf({ channel, touch, to, status, at })))
        return undefined
      })
  }
}

/** The same reports on the same message of the same town. */
function reportsOn(seed: number, touch: string): Reports {
  const chance = drawnFor(seed, touch)
  const status = chance.int(0, 11) === 0 ? 'undelivered' : 'delivered'
  const kind = chance.int(0, 99)
  const first =
    kind < 60 ? chance.int(0, 30_000) : kind < 80 ? chance.int(0, 12 * 60) * MINUTE : chance.int(0, 20) * DAY
  if (kind >= 92) return { status, after: [] }
  return { status, after: chance.int(0, 4) === 0 ? [first, first + chance.int(0, 48) * HOUR] : [first] }
}

interface Told {
  readonly channel: OutgoingMessage['channel']
  readonly touch: string
  readonly to: string
  readonly status: Reports['status']
  readonly at: Instant
}

/** A report as SES or End User Messaging puts it on the default bus, or as WhatsApp's notification has it. */
function bodyOf({ channel, touch, to, status, at }: Told): object {
  const arrived = status === 'delivered'
  if (channel === 'whatsapp') {
    const seconds = String(Math.floor(at / 1000))
    const said = { id: touch, status: arrived ? 'delivered' : 'failed', timestamp: seconds, recipient_id: to.slice(1) }
    const entry = { changes: [{ value: { statuses: [{ ...said, biz_opaque_callback_data: touch }] } }] }
    return {
      ...{ Type: 'Notification', Timestamp: iso(at) },
      Message: JSON.stringify({ whatsAppWebhookEntry: JSON.stringify(entry) }),
    }
  }
  if (channel === 'sms')
    return {
      ...{ id: touch, source: 'aws.sms-voice', 'detail-type': 'Text Message Delivery Status Updated' },
      detail: {
        eventType: arrived ? 'TEXT_DELIVERED' : 'TEXT_TTL_EXPIRED',
        eventTimestamp: at,
        destinationPhoneNumber: to,
        messageId: touch,
        context: { touch },
      },
    }
  const mail = { messageId: touch, timestamp: iso(at), tags: { touch: [touch] } }
  const bounce = { bounceType: 'Transient', bounceSubType: 'MailboxFull', timestamp: iso(at) }
  return {
    ...{ id: touch, source: 'aws.ses', 'detail-type': arrived ? 'Email Delivered' : 'Email Bounced' },
    detail: arrived
      ? { eventType: 'Delivery', mail, delivery: { timestamp: iso(at) } }
      : { eventType: 'Bounce', mail, bounce: { ...bounce, bouncedRecipients: [{ emailAddress: to }] } },
  }
}
