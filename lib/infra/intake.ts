import { Archive, EventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { DeadLetteredQueue } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import { BUS_NAME, OWN_SOURCE } from './names.ts'
import { mayLeaveOn, QueueTarget } from './queue-target.ts'

/**
 * Time until a failed event is tried again.
 *
 * Five deliveries 16 minutes apart put the last one 64 minutes after the first: an outage of an hour uses up no event.
 * It is also more than six times the 60 seconds of RecordEvent, which SQS needs not to deliver an event twice at once.
 */
export const INTAKE_RETRY = Duration.minutes(16)

/** Days that every event is kept for a replay: a quarter, the longest that a wrong mapping upstream goes unseen. */
const ARCHIVE_DAYS = 90

/** Where other systems tell us what happened: the bus, its archive, and the queue that RecordEvent reads. */
export class Intake extends Construct {
  readonly bus: EventBus
  readonly entrance: DeadLetteredQueue

  constructor(scope: Construct, id: string, props: { house: House }) {
    super(scope, id)
    const { house } = props
    this.entrance = new DeadLetteredQueue(this, 'Intake', {
      house,
      visibility: INTAKE_RETRY,
      // Longer than one retry, which is no outage.
      lateAfter: Duration.minutes(20),
      lateImpact: 'Payments are recorded late: debtors who have paid may be reminded.',
      deadImpact: 'An event was not recorded: a debtor who has paid may be reminded, or an invoice is not collected.',
    })
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: BUS_NAME,
      description: 'Invoices, payments and holds of the company, and what Puntual did about them',
      kmsKey: house.key,
      deadLetterQueue: this.entrance.deadLetters,
    })
    // What EventBridge cannot decrypt for a rule ends among the dead letters too.
    mayLeaveOn(this.entrance.deadLetters, this.bus.eventBusArn)
    new Archive(this, 'Archive', {
      sourceEventBus: this.bus,
      description: 'Every event of the bus, for a replay',
      eventPattern: { account: [Stack.of(this).account, ...(house.settings.upstreamAccountIds ?? [])] },
      retention: Duration.days(ARCHIVE_DAYS),
      kmsKey: house.key,
    })
    new Rule(this, 'Facts', {
      eventBus: this.bus,
      description: 'Everything except what we say ourselves goes to the intake queue',
      eventPattern: { source: Match.anythingBut(OWN_SOURCE) },
      targets: [new QueueTarget(this.entrance)],
    })
    for (const account of house.settings.upstreamAccountIds ?? []) {
      this.bus.addToResourcePolicy(
        new PolicyStatement({
          sid: `Upstream${account}`,
          actions: ['events:PutEvents'],
          principals: [new AccountPrincipal(account)],
          resources: [this.bus.eventBusArn],
        }),
      )
    }
  }
}
