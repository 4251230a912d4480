import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Rule } from 'aws-cdk-lib/aws-events'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow, maySend, mayUseKeyForTablesAndQueues } from './access.ts'
import { ALARM_PERIOD } from './alarms.ts'
import type { DeadLetteredQueue } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import type { JourneyFunction } from './journey-function.ts'
import { PERMANENT, permanentMachine } from './permanent.ts'
import { QueueTarget } from './queue-target.ts'
import { stateMachine } from './state-machine.ts'

/** What a journey needs around it. */
export interface JourneyMachineProps {
  readonly house: House
  /** Repository that holds `statemachines/`. */
  readonly root: string
  readonly ledger: Table
  readonly contact: DeadLetteredQueue
  readonly intake: DeadLetteredQueue
  readonly decideNextStep: JourneyFunction
}

/** One execution per invoice, from its first event to its outcome; what kills one comes back through the intake. */
export class JourneyMachine extends Construct {
  readonly machine: StateMachine
  readonly log: LogGroup

  constructor(scope: Construct, id: string, props: JourneyMachineProps) {
    super(scope, id)
    const { house, ledger, contact, intake, decideNextStep } = props
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'What a dunning journey may do',
    })
    allow(role, ['lambda:InvokeFunction'], [decideNextStep.function.functionArn])
    allow(role, ['dynamodb:UpdateItem', 'dynamodb:PutItem'], [ledger.tableArn])
    maySend(role, contact.queue, intake.queue)
    mayUseKeyForTablesAndQueues(role, house.key)

    this.log = new LogGroup(this, 'Log', { encryptionKey: house.key, retention: house.settings.logRetentionDays })
    this.machine = stateMachine(this, 'DunningJourney', {
      house,
      root: props.root,
      definition: 'dunning-journey',
      name: PERMANENT.DunningJourney.name,
      substitutions: {
        LedgerTable: ledger.tableName,
        ContactQueueUrl: contact.queue.queueUrl,
        IntakeQueueUrl: intake.queue.queueUrl,
        DecideNextStepArn: decideNextStep.function.functionArn,
      },
      role,
      log: this.log,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    permanentMachine(this.machine)

    new Rule(this, 'Deaths', {
      description: 'A journey that failed, ran out or was stopped is started again, or left to a person, by the intake',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [this.machine.stateMachineArn] },
      },
      targets: [new QueueTarget(intake)],
    })
    this.watch(house)
  }

  private watch({ alarms }: House): void {
    const options = { period: ALARM_PERIOD, statistic: 'Sum' }
    const any = (metric: IMetric) => ({ metric, threshold: 1 })
    alarms.raise('JourneysFailed', {
      impact: 'Journeys broke or were stopped: their invoices wait for a new journey, and after two for a person.',
      ...any(this.machine.metricFailed(options)),
    })
    alarms.raise('JourneysTimedOut', {
      impact: 'Journeys lived a whole year: their invoices are collected by nobody until a new journey starts.',
      ...any(this.machine.metricTimedOut(options)),
    })
    alarms.raise('JourneysThrottled', {
      impact: 'Step Functions slows journeys down: reminders leave late, and some miss the hours they may leave in.',
      ...any(this.machine.metricThrottled(options)),
      evaluationPeriods: 3,
    })
  }
}
