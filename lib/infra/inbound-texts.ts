import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'

/** What debtors answer to our texts: the topic that a two-way number is pointed at, and its way to the intake queue. */
export class InboundTexts extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, props: { house: House; intake: Intake }) {
    super(scope, id)
    const { house, intake } = props
    const { account } = Stack.of(this)
    const { queue, deadLetters } = intake.entrance
    this.topic = new Topic(this, 'Topic', {
      masterKey: house.key,
      displayName: 'Answers to our texts',
      enforceSSL: true,
    })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NumbersOfThisAccount',
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
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
