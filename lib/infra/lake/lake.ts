import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { DATABASE } from '../../analytics/dunning-events.ts'
import type { CatalogTables } from '../../analytics/views/dims.ts'
import { viewsOf } from '../../analytics/views.ts'
import { ALARM_PERIOD } from '../alarms.ts'
import type { Channels } from '../channels.ts'
import type { LakeAccess } from '../dashboards/lake-access.ts'
import { deadLetterQueue, notEmpty } from '../dead-lettered-queue.ts'
import type { House } from '../house.ts'
import { JourneyFunction } from '../journey-function.ts'
import type { Tables } from '../tables.ts'
import { Compaction } from './compaction.ts'
import { Delivery } from './delivery.ts'
import { FOLDERS, lakeBucket } from './lake-bucket.ts'
import { LakePipe } from './lake-pipe.ts'
import { LakeTables } from './lake-tables.ts'
import { Refill } from './refill.ts'
import { SendReport } from './send-report.ts'

const WORK_GROUP = 'puntual'
/**
 * Bytes one query may scan, which is $1.25. The largest dataset reads the table 54 times over, some 22 bytes a fact: 18 GB at a
 * million invoices, 180 GB at ten million (docs/dashboards.md).
 */
const SCAN_LIMIT = 256 * 1024 ** 3

/** What staff look at, from the tables' streams to a database that Athena queries. */
export class Lake extends Construct {
  readonly mapToLake: JourneyFunction
  readonly deadLetters: Queue
  readonly access: LakeAccess
  readonly refill: Refill
  readonly compaction: Compaction
  /** Undefined when nobody gets a report. */
  readonly sendReport: SendReport | undefined
  readonly bucketName: string

  constructor(
    scope: Construct,
    id: string,
    props: {
      house: House
      root: string
      tables: Tables
      booksZone: string
      catalog: CatalogTables
      channels: Channels
    },
  ) {
    super(scope, id)
    const { house, root, tables, booksZone, catalog: figures } = props
    const bucket = lakeBucket(this, 'Bucket', house.key)
    const today = `current_timestamp AT TIME ZONE '${booksZone}'`
    const catalog = new LakeTables(this, 'Catalog', {
      location: bucket.s3UrlForObject(FOLDERS.table),
      views: viewsOf(today, figures),
    })
    const delivery = new Delivery(this, 'Delivery', { house, bucket, tables: catalog })
    const impact = 'Dashboards and reports fall behind; no debtor is affected, and what is missing is filled in later.'
    this.mapToLake = new JourneyFunction(this, 'MapToLake', {
      house,
      impact,
      timeout: Duration.minutes(1),
      environment: { BOOKS_ZONE: booksZone },
    })
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', house)
    const through = { house, mapping: this.mapToLake, delivery: delivery.stream, deadLetters: this.deadLetters }
    const ledger = new LakePipe(this, 'Ledger', { ...through, table: tables.ledger })
    const debtors = new LakePipe(this, 'Debtors', { ...through, table: tables.debtors })
    house.alarms.raise('LakePipesStopped', {
      impact: 'Dashboards and reports stand still while the ledger goes on; no debtor is affected.',
      metric: new MathExpression({
        label: 'pipes that have stopped',
        expression: 'ledger + debtors',
        usingMetrics: { ledger: ledger.stopped, debtors: debtors.stopped },
        period: Duration.hours(1),
      }),
      threshold: 1,
      // A write at the end of an hour is read in the next.
      evaluationPeriods: 2,
    })
    new CfnWorkGroup(this, 'WorkGroup', {
      name: WORK_GROUP,
      description: 'Queries of dashboards and reports, limited in what they may scan',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        bytesScannedCutoffPerQuery: SCAN_LIMIT,
        publishCloudWatchMetricsEnabled: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(FOLDERS.results),
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: house.key.keyArn },
        },
      },
    })
    this.#raise(house, delivery, impact)
    this.bucketName = bucket.bucketName
    this.access = {
      workGroup: WORK_GROUP,
      database: DATABASE,
      tables: catalog.names,
      bucketArn: bucket.bucketArn,
      prefix: FOLDERS.table,
      resultsBucketArn: bucket.bucketArn,
      resultsPrefix: FOLDERS.results,
      keyArn: house.key.keyArn,
    }
    this.refill = new Refill(this, 'Refill', {
      house,
      root,
      tables,
      delivery: delivery.stream,
      bucket,
      lake: this.access,
      booksZone,
    })
    this.compaction = new Compaction(this, 'Compaction', { house, root, bucket, lake: this.access })
    const { reports } = house.settings
    this.sendReport =
      reports && new SendReport(this, { house, root, channels: props.channels, lake: this.access, bucket, reports })
  }

  #raise({ alarms }: House, { stream }: Delivery, impact: string): void {
    const measured = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/Firehose',
        metricName,
        dimensionsMap: { DeliveryStreamName: stream.ref },
        statistic,
        period: ALARM_PERIOD,
      })
    alarms.raise('LakeDeadLetters', { impact, metric: notEmpty(this.deadLetters), threshold: 1 })
    alarms.raise('LakeRowsRefused', {
      impact: 'Facts are missing in dashboards and reports; they lie in the errors folder of the lake.',
      metric: measured('FailedConversion.Records', 'Sum'),
      threshold: 1,
    })
    alarms.raise('LakeStale', {
      impact: 'Dashboards and reports show an older state than they seem to; no debtor is affected.',
      metric: measured('DeliveryToS3.DataFreshness', 'Maximum'),
      // Files are written every quarter of an hour.
      threshold: Duration.hours(1).toSeconds(),
      evaluationPeriods: 3,
    })
  }
}
