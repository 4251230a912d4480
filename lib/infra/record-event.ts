import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { allow, mayQueryIndex, mayUse, mayUseKey } from './access.ts'
import { counted, failingAgain } from './alarms.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import { JourneyFunction } from './journey-function.ts'
import type { JourneyMachine } from './journey-machine.ts'
import { readsQueue } from './reads-queue.ts'
import { INTAKE_CONCURRENCY } from './settings.ts'
import type { Tables } from './tables.ts'

/** Writes each event into the ledger, starts the journey of a new invoice and wakes the journey of a known one. */
export class RecordEvent extends JourneyFunction {
  constructor(scope: Construct, props: { house: House; tables: Tables; intake: Intake; journeys: JourneyMachine }) {
    const { house, tables, intake, journeys } = props
    const { stateMachineArn } = journeys.machine
    super(scope, 'RecordEvent', {
      house,
      impact: 'Payments and holds are not recorded: debtors who have paid may be reminded.',
      timeout: Duration.seconds(60),
      environment: { ...tables.environment(), JOURNEY_MACHINE_ARN: stateMachineArn },
    })
    mayUseKey(this.role, house.key)
    mayUse(this.role, tables.ledger, 'get', 'getMany', 'query', 'put', 'update')
    mayQueryIndex(this.role, tables.ledger, 'open')
    mayUse(this.role, tables.debtors, 'get', 'query', 'put', 'update')
    // It gets the versions of policies that journeys follow which are no longer in the catalog.
    mayUse(this.role, tables.catalog, 'get', 'query', 'put')
    allow(this.role, ['states:StartExecution', 'states:SendTaskSuccess'], [stateMachineArn])
    readsQueue(this, intake.entrance.queue, {
      batchSize: 10,
      maxBatchingWindow: Duration.seconds(1),
      maxConcurrency: INTAKE_CONCURRENCY,
      reportBatchItemFailures: true,
    })
    house.alarms.raise('EventsRefused', {
      impact: 'Events of another system are refused and wait in quarantine: what they say is not collected upon.',
      metric: counted('RecordEvent', 'EventsRefused'),
      threshold: 1,
    })
    house.alarms.raise('EventsComeBack', {
      impact: 'Events fail and wait to be tried again: debtors who have paid may be reminded meanwhile.',
      ...failingAgain('RecordEvent'),
    })
    house.alarms.raise('ChannelFails', {
      impact: 'WhatsApp refuses every message of a template or of ours: debtors get dearer texts instead, or nothing.',
      metric: counted('RecordEvent', 'ChannelFails'),
      threshold: 1,
    })
    house.alarms.raise('ControlTotalsDiffer', {
      impact: 'A source says it issued other invoices than we hold: some are not collected, or some should not be.',
      metric: counted('RecordEvent', 'ControlTotalsDiffer'),
      threshold: 1,
    })
  }
}
