import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledgeDeadLetters } from './acknowledged.ts'
import { ALARM_PERIOD } from './alarms.ts'
import type { House } from './house.ts'

/** How a queue retries, and who is hurt when it is late or gives up. */
export interface DeadLetteredQueueProps {
  readonly house: House
  /** Time between two deliveries of a message that failed. */
  readonly visibility: Duration
  /** Who is hurt when messages wait longer than `lateAfter`. */
  readonly lateImpact: string
  readonly lateAfter: Duration
  /** Who is hurt when messages end in the dead-letter queue. */
  readonly deadImpact: string
}

/** Deliveries before a message goes to the dead-letter queue. */
export const MAX_RECEIVES = 5

/** An encrypted queue whose failures are kept for fourteen days, with the alarms `<id>Delayed` and `<id>DeadLetters`. */
export class DeadLetteredQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: 'Intake' | 'Contact' | 'Backlog' | 'Reports', props: DeadLetteredQueueProps) {
    super(scope, id)
    const { house } = props
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', house)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: house.key,
      enforceSSL: true,
      visibilityTimeout: props.visibility,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    })
    house.alarms.raise(`${id}DeadLetters`, {
      impact: props.deadImpact,
      metric: notEmpty(this.deadLetters),
      threshold: 1,
    })
    house.alarms.raise(`${id}Delayed`, {
      impact: props.lateImpact,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: props.lateAfter.toSeconds(),
    })
  }
}

/** A queue for what failed: kept as long as SQS allows, because a person has to look at it. */
export function deadLetterQueue(scope: Construct, id: string, house: House): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: house.key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  })
  acknowledgeDeadLetters(queue)
  return queue
}

/** Messages waiting in a dead-letter queue. */
export function notEmpty(queue: Queue) {
  return queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' })
}
