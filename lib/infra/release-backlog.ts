import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { mayQueryIndex, mayUse, mayUseKey } from './access.ts'
import { DeadLetteredQueue } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import { JourneyFunction } from './journey-function.ts'
import { QueueTarget } from './queue-target.ts'
import { readsQueue } from './reads-queue.ts'
import type { Tables } from './tables.ts'

/** Ten thousand debtors take two hundred reads; a minute is ten times that. */
const TIMEOUT = Duration.minutes(1)

/** Gives the team each morning as many debtors without a lawful channel as it can speak to in a day. */
export class ReleaseBacklog extends JourneyFunction {
  readonly mornings: DeadLetteredQueue

  constructor(scope: Construct, props: { house: House; tables: Tables }) {
    const { house, tables } = props
    const impact = 'The team gets no new debtors to speak to today; those that no message may reach wait a day longer.'
    super(scope, 'ReleaseBacklog', {
      house,
      impact,
      timeout: TIMEOUT,
      environment: tables.environment(),
    })
    mayUseKey(this.role, house.key)
    mayUse(this.role, tables.ledger, 'get', 'getMany', 'put', 'update')
    mayQueryIndex(this.role, tables.ledger, 'open')
    mayUse(this.role, tables.debtors, 'getMany')
    mayUse(this.role, tables.catalog, 'query')
    this.mornings = new DeadLetteredQueue(this, 'Backlog', {
      house,
      visibility: Duration.seconds(6 * TIMEOUT.toSeconds()),
      lateAfter: Duration.minutes(30),
      lateImpact: impact,
      deadImpact: impact,
    })
    new Rule(this, 'Morning', {
      description: 'Begins the day of the team: the backlog is released',
      schedule: Schedule.cron({ minute: '0', hour: String(house.settings.morningHourUtc) }),
      targets: [new QueueTarget(this.mornings)],
    })
    readsQueue(this, this.mornings.queue, { batchSize: 1 })
  }
}
