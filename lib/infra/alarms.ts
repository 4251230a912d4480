import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Count } from '../ports.ts'
import { acknowledgeEmailSubscription } from './acknowledged.ts'
import type { FunctionId } from './bundles.ts'
import { METRICS } from './names.ts'
import { type AlarmName, runbookOf } from './runbook.ts'

/** What an alarm watches and, before anything else, who is hurt while it rings. */
export interface AlarmProps {
  readonly impact: string
  readonly metric: IMetric
  /** The alarm counts a period when the metric is at or above this. */
  readonly threshold: number
  /** Periods looked at; one unless told. */
  readonly evaluationPeriods?: number
  /** Periods among them that must count; all unless told. */
  readonly datapointsToAlarm?: number
}

/** The period of an alarm's metric unless it says otherwise: a person acts in minutes, not in seconds. */
export const ALARM_PERIOD = Duration.minutes(5)

/** What a function of ours counts itself, added up over a period of an alarm. */
export function counted(by: FunctionId, what: Count): Metric {
  return new Metric({
    namespace: METRICS,
    metricName: what,
    dimensionsMap: { service: by },
    statistic: 'Sum',
    period: ALARM_PERIOD,
  })
}

/**
 * Records of a batch that failed, which Lambda counts as no error: the function names them and ends well.
 *
 * One failure is tried again by its queue, after 6 or 16 minutes; a second within 25 minutes is no hiccup.
 */
export function failingAgain(by: FunctionId): Omit<AlarmProps, 'impact'> {
  return { metric: counted(by, 'RecordsFailed'), threshold: 1, evaluationPeriods: 5, datapointsToAlarm: 2 }
}

/** Executions of a machine that did not end well, or not in time; `what` they are to whoever reads the alarm. */
export const failedOrLate = (machine: StateMachine, what: string): MathExpression =>
  new MathExpression({
    label: `${what} that failed or ran out`,
    expression: 'failed + late',
    usingMetrics: {
      failed: machine.metricFailed({ period: ALARM_PERIOD }),
      late: machine.metricTimedOut({ period: ALARM_PERIOD }),
    },
    period: ALARM_PERIOD,
  })

/** One encrypted topic for all alarms, and the only way to make one: with its impact and its runbook paragraph. */
export class Alarms extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, props: { key: IKey; email?: string | undefined }) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { masterKey: props.key, displayName: 'Puntual alarms', enforceSSL: true })
    const { account } = Stack.of(this)
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm:puntual-*',
              arnFormat: ArnFormat.NO_RESOURCE_NAME,
            }),
          },
        },
      }),
    )
    if (props.email === undefined) return
    acknowledgeEmailSubscription(this.topic.addSubscription(new EmailSubscription(props.email)))
  }

  /** Rings on the topic; says who is hurt and which paragraph of the README to open. */
  raise(name: AlarmName, props: AlarmProps): void {
    const { impact, evaluationPeriods = 1, datapointsToAlarm = evaluationPeriods, ...watched } = props
    new Alarm(this, name, {
      ...watched,
      evaluationPeriods,
      datapointsToAlarm,
      alarmName: `puntual-${name}`,
      alarmDescription: `${impact} What to do: ${runbookOf(name)}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No data means nothing happened: queues at rest and functions nobody calls report none.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic))
  }
}
