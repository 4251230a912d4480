import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow, mayPassOn, maySend } from './access.ts'
import { ALARM_PERIOD } from './alarms.ts'
import { deadLetterQueue, notEmpty } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import { JourneyFunction } from './journey-function.ts'
import { outboxFilters } from './outbox-filters.ts'

/** What leaves the house: each fact of the ledger that concerns others, published from the ledger's own stream. */
export class Outbox extends Construct {
  readonly publishEvents: JourneyFunction
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: { house: House; ledger: Table; bus: EventBus }) {
    super(scope, id)
    const { house, ledger, bus } = props
    const impact = 'Other systems are not told of reminders, ended journeys and tasks; debtors are not affected.'
    this.publishEvents = new JourneyFunction(this, 'PublishEvents', {
      house,
      impact,
      timeout: Duration.seconds(60),
      environment: { EVENT_BUS_NAME: bus.eventBusName },
    })
    mayPassOn(this.publishEvents.role, house.key)
    allow(this.publishEvents.role, ['events:PutEvents'], [bus.eventBusArn])
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', house)
    maySend(this.publishEvents.role, this.deadLetters)
    const streamArn = ledger.tableStreamArn
    if (streamArn === undefined) throw new TypeError('the ledger has no stream to publish from')
    allow(
      this.publishEvents.role,
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [streamArn],
    )
    // Lambda asks for this too before it reads a stream; DynamoDB lists all streams or none.
    allow(this.publishEvents.role, ['dynamodb:ListStreams'], ['*'])
    this.publishEvents.function.addEventSourceMapping('Ledger', {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: outboxFilters().map((filter) => FilterCriteria.filter(filter)),
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // The stream keeps records for 24 hours: give up before that, or they vanish without a trace. Attempts are not
      // counted: a hundred of them are over within two hours of a deaf bus, and such a dead letter cannot be sent again.
      maxRecordAge: Duration.hours(20),
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    })
    house.alarms.raise('OutboxDeadLetters', { impact, metric: notEmpty(this.deadLetters), threshold: 1 })
    house.alarms.raise('OutboxDelayed', {
      impact: 'Other systems hear late of reminders, ended journeys and tasks; after a day events are lost to them.',
      metric: this.publishEvents.function.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: Duration.hours(1).toMilliseconds(),
    })
  }
}
