import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Allow } from '../gateway/authorise.ts'
import type { Service } from '../gateway/calls.ts'
import { type Fields, only, optionalFlag, optionalText, text } from '../gateway/fields.ts'
import { identifier } from '../gateway/identifier.ts'
import type { Queues } from '../sqs/queues.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'

interface Subscription {
  readonly queueArn: string
  readonly raw: boolean
}

/** Who publishes what a number receives, and what such a number is called there. */
const NUMBERS = { 'sms-voice': 'phone-number/two-way', 'social-messaging': 'phone-number-id/rehearsal' } as const

/** SNS as far as the template uses it: topics that hand what is published to queues; people read their alarms by mail. */
export class Topics implements Service {
  readonly #world: World
  readonly #queues: Queues
  readonly #allow: Allow
  readonly #subscriptions = new Map<string, Subscription[]>()
  #count = 0

  constructor(options: { world: World; deployed: Deployed; queues: Queues; allow: Allow }) {
    this.#world = options.world
    this.#queues = options.queues
    this.#allow = options.allow
    for (const { arn = '' } of options.deployed.ofType('AWS::SNS::Topic')) this.#subscriptions.set(arn, [])
    for (const { properties, logicalId } of options.deployed.ofType('AWS::SNS::Subscription')) {
      only(properties, `the subscription ${logicalId}`, [
        ...['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'RedrivePolicy'],
      ])
      const protocol = text(properties, 'Protocol')
      if (protocol === 'email') continue
      if (protocol !== 'sqs') throw new NotRehearsed(`the protocol ${protocol} of the subscription ${logicalId}`)
      const raw = optionalFlag(properties, 'RawMessageDelivery') ?? false
      this.#subscribers(text(properties, 'TopicArn')).push({ queueArn: text(properties, 'Endpoint'), raw })
    }
  }

  async call(operation: string, input: Fields): Promise<unknown> {
    if (operation !== 'Publish') throw new NotRehearsed(`sns:${operation}`)
    only(input, 'sns:Publish', ['TopicArn', 'Message', 'Subject'])
    return { MessageId: this.#publish(text(input, 'TopicArn'), text(input, 'Message'), optionalText(input, 'Subject')) }
  }

  /** Publishes as a number of the account does, of texts unless told; throws AwsError unless topic and key let it. */
  receive(topicArn: string, message: unknown, service: keyof typeof NUMBERS = 'sms-voice'): string {
    const sourceArn = topicArn.replace(/:sns:([^:]*):([^:]*):.*$/, `:${service}:$1:$2:${NUMBERS[service]}`)
    const principal = { service: `${service}.amazonaws.com`, sourceArn }
    this.#allow({ principal, action: 'sns:Publish', resource: topicArn })
    return this.#publish(topicArn, JSON.stringify(message), undefined)
  }

  reset(): void {
    this.#count = 0
  }

  #subscribers(topicArn: string): Subscription[] {
    const known = this.#subscriptions.get(topicArn)
    if (known) return known
    throw new AwsError('NotFound', `Topic does not exist: ${topicArn}`, 404)
  }

  #publish(topicArn: string, message: string, subject: string | undefined): string {
    const id = identifier('notification', ++this.#count)
    for (const { queueArn, raw } of this.#subscribers(topicArn)) {
      const notification = {
        Type: 'Notification',
        MessageId: id,
        TopicArn: topicArn,
        ...(subject === undefined ? {} : { Subject: subject }),
        Message: message,
        Timestamp: new Date(this.#world.now()).toISOString(),
        SignatureVersion: '1',
        Signature: 'rehearsal',
      }
      const principal = { service: 'sns.amazonaws.com', sourceArn: topicArn }
      this.#allow({ principal, action: 'sqs:SendMessage', resource: queueArn })
      this.#queues.byArn(queueArn).send(raw ? message : JSON.stringify(notification), new Map(), principal.service)
    }
    return id
  }
}
