import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import { CfnPipe } from 'aws-cdk-lib/aws-pipes'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow, mayPassOn, maySend } from '../access.ts'
import { acknowledgePipe } from '../acknowledged.ts'
import type { House } from '../house.ts'
import type { JourneyFunction } from '../journey-function.ts'

/** What a pipe goes through: the mapping function, the delivery to S3, and where records go that neither takes. */
export interface LakePipeProps {
  readonly house: House
  readonly table: Table
  readonly mapping: JourneyFunction
  readonly delivery: CfnDeliveryStream
  readonly deadLetters: Queue
}

/** Reads the stream of one table for the lake: the second reader beside the outbox, and there is no third. */
export class LakePipe extends Construct {
  /** 1 in an hour in which the table was written to and the pipe was not called once, else 0. */
  readonly stopped: MathExpression

  constructor(scope: Construct, id: string, props: LakePipeProps) {
    super(scope, id)
    const { house, table, mapping, delivery, deadLetters } = props
    const source = table.tableStreamArn
    if (source === undefined) throw new TypeError(`${table.node.id} has no stream for the lake to read`)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `What the pipe from ${table.node.id} to the lake may do`,
    })
    this.#grant(role, source, props)
    const pipe = new CfnPipe(this, 'Pipe', {
      description: `Every change of ${table.node.id} becomes rows of the lake`,
      roleArn: role.roleArn,
      source,
      sourceParameters: {
        dynamoDbStreamParameters: {
          startingPosition: 'TRIM_HORIZON',
          batchSize: 100,
          maximumBatchingWindowInSeconds: Duration.minutes(1).toSeconds(),
          // One record that cannot be read does not hold up the others: the batch is halved until it stands alone.
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          maximumRetryAttempts: 10,
          // The stream forgets after a day: what was not delivered by then goes to the dead letters while it is known where.
          maximumRecordAgeInSeconds: Duration.hours(20).toSeconds(),
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      },
      enrichment: mapping.function.functionArn,
      target: delivery.attrArn,
    })
    pipe.node.addDependency(role)
    this.stopped = stoppedBetween(id, table, pipe)
    mayPassOn(role, house.key)
    acknowledgePipe(role)
  }

  #grant(role: IRole, source: string, { mapping, delivery, deadLetters }: LakePipeProps): void {
    allow(role, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [source])
    allow(role, ['dynamodb:ListStreams'], ['*'])
    allow(role, ['lambda:InvokeFunction'], [mapping.function.functionArn])
    allow(role, ['firehose:PutRecord', 'firehose:PutRecordBatch'], [delivery.attrArn])
    maySend(role, deadLetters)
  }
}

/**
 * A pipe that has stopped tells nothing, and Firehose behind it is only as old as the last it got: so its calls are held
 * against what is written to its table. Both count nothing as no data.
 */
function stoppedBetween(id: string, table: Table, pipe: CfnPipe): MathExpression {
  const name = id.toLowerCase()
  const period = Duration.hours(1)
  const [written, called] = [`${name}Written`, `${name}Called`]
  return new MathExpression({
    label: `${id} written to, its pipe not called`,
    expression: `IF(FILL(${written}, 0) > 0 AND FILL(${called}, 0) < 1, 1, 0)`,
    usingMetrics: {
      [written]: table.metricConsumedWriteCapacityUnits({ statistic: 'Sum', period }),
      [called]: new Metric({
        namespace: 'AWS/EventBridge/Pipes',
        metricName: 'Invocations',
        dimensionsMap: { PipeName: pipe.ref },
        statistic: 'Sum',
        period,
      }),
    },
    period,
  })
}
