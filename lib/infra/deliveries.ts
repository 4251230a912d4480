import { Match, Rule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import type { Channels } from './channels.ts'
import type { Intake } from './intake.ts'
import { QueueTarget } from './queue-target.ts'

/** What providers say became of our messages, from the account's default bus to the intake: of ours, and of no other mail. */
export class Deliveries extends Construct {
  constructor(scope: Construct, id: string, props: { intake: Intake; channels: Channels }) {
    super(scope, id)
    const { intake, channels } = props
    const targets = [new QueueTarget(intake.entrance)]
    new Rule(this, 'Emails', {
      description: 'What became of our e-mails goes to the intake queue',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          mail: { tags: { 'ses:configuration-set': [channels.configurationSetName], touch: Match.exists() } },
        },
      },
      targets,
    })
    if (!channels.sendsTexts) return
    new Rule(this, 'Texts', {
      description: 'What became of our texts goes to the intake queue',
      eventPattern: {
        source: ['aws.sms-voice'],
        detailType: ['Text Message Delivery Status Updated'],
        detail: { context: { touch: Match.exists() } },
      },
      targets,
    })
  }
}
