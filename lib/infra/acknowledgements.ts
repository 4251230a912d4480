import { type EventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import type { DeadLetteredQueue } from './dead-lettered-queue.ts'
import { OWN_SOURCE } from './names.ts'
import { QueueTarget } from './queue-target.ts'

/**
 * The way of a debtor's answer to the queue of messages, where it is acknowledged at the pace of all others: what our own
 * outbox says of the task that the answer opened. RecordEvent itself reaches no queue.
 */
export class Acknowledgements extends Construct {
  constructor(scope: Construct, id: string, props: { bus: EventBus; contact: DeadLetteredQueue }) {
    super(scope, id)
    const { bus, contact } = props
    new Rule(this, 'Answers', {
      eventBus: bus,
      description: 'Answers of known debtors go to the contact queue, to be acknowledged',
      eventPattern: {
        source: [OWN_SOURCE],
        detailType: ['EscalatedToPerson'],
        detail: { kind: ['answer'], reason: ['reply'], debtor: Match.exists() },
      },
      targets: [new QueueTarget(contact)],
    })
  }
}
