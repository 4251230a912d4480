import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'

/** Who publishes on a topic of ours, and what its receivers are told it is. */
const SOURCES = {
  /** What debtors answer to our texts: a two-way number is pointed at it. */
  'sms-voice': { sid: 'NumbersOfThisAccount', displayName: 'Answers to our texts' },
  /** What becomes of our messages on WhatsApp, and what is answered there: the event destination of the business account. */
  'social-messaging': { sid: 'WhatsAppOfThisAccount', displayName: 'What happens on WhatsApp' },
} as const

/** A topic that a messaging service of this account publishes on, and its way to the intake queue. */
export class InboundTopic extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, props: { house: House; intake: Intake; source: keyof typeof SOURCES }) {
    super(scope, id)
    const { house, intake, source } = props
    const { account } = Stack.of(this)
    const { queue, deadLetters } = intake.entrance
    this.topic = new Topic(this, 'Topic', {
      masterKey: house.key,
      displayName: SOURCES[source].displayName,
      enforceSSL: true,
    })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: SOURCES[source].sid,
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal(`${source}.amazonaws.com`)],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    )
    // A subscription of our own making: CDK's lets any topic of SNS in as soon as the queue is encrypted.
    for (const target of [queue, deadLetters])
      target.addToResourcePolicy(
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          resources: [target.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': this.topic.topicArn } },
        }),
      )
    new CfnSubscription(this, 'ToIntake', {
      topicArn: this.topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
    })
  }
}
