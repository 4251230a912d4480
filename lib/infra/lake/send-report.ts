import { join } from 'node:path'
import type { Role } from 'aws-cdk-lib/aws-iam'
import { Code } from 'aws-cdk-lib/aws-lambda'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { allow, mayPassOn, maySend } from '../access.ts'
import { acknowledgeFolders } from '../acknowledged.ts'
import type { Channels } from '../channels.ts'
import type { LakeAccess } from '../dashboards/lake-access.ts'
import { DeadLetteredQueue } from '../dead-lettered-queue.ts'
import type { House } from '../house.ts'
import { JourneyFunction } from '../journey-function.ts'
import { readsQueue } from '../reads-queue.ts'
import type { ReportSchedule } from '../settings.ts'
import { knocker, knocksAt } from './knocker.ts'
import { FOLDERS } from './lake-bucket.ts'
import { mayQueryLake } from './may-query-lake.ts'

/** Thirty queries of some seconds each; half an hour of them would be a lake that has outgrown its reports. */
const TIMEOUT = Duration.minutes(12)
const CHROMIUM = 'node_modules/@sparticuz/chromium/bin'
/** Where Lambda puts what a layer holds. */
const LAYER_FOLDER = '/opt'
/** What EventBridge Scheduler puts in when it knocks: the instant that was planned, the same however often it knocks. */
const PLANNED = '<aws.scheduler.scheduled-time>'

/** What sending reports goes through. */
export interface SendReportProps {
  readonly house: House
  /** Repository whose packages hold the browser. */
  readonly root: string
  readonly channels: Channels
  readonly lake: LakeAccess
  /** Of the lake: marks of what was sent lie there too. */
  readonly bucket: Bucket
  readonly reports: readonly ReportSchedule[]
}

/**
 * Sends the company's reports by e-mail, each at its hour in the zone of the books: Athena answers what the sheets ask, the
 * pages are drawn and printed, and a mark keeps each from being sent twice. QuickSight has no part in it.
 */
export class SendReport extends JourneyFunction {
  readonly queue: DeadLetteredQueue

  constructor(scope: Construct, props: SendReportProps) {
    const { house, root, channels, lake, bucket, reports } = props
    const impact = 'A report that people count on is missing in their mailboxes; the dashboards have the same figures.'
    super(scope, 'SendReport', {
      house,
      impact,
      timeout: TIMEOUT,
      environment: {
        LAKE_WORK_GROUP: lake.workGroup,
        LAKE_DATABASE: lake.database,
        REPORTS_BUCKET: bucket.bucketName,
        REPORTS_FOLDER: FOLDERS.reports,
        CHROMIUM_FOLDER: LAYER_FOLDER,
        SES_CONFIGURATION_SET: channels.configurationSetName,
      },
      browser: Code.fromAsset(join(root, CHROMIUM)),
    })
    mayQueryLake(this.role, lake, ['athena:GetQueryExecution'])
    const marks = bucket.arnForObjects(`${FOLDERS.reports}/*`)
    allow(this.role, ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [marks])
    channels.mayEmail(this)
    acknowledgeFolders(this.role, bucket, [lake.prefix, lake.resultsPrefix, FOLDERS.reports])

    this.queue = new DeadLetteredQueue(this, 'Reports', {
      house,
      visibility: Duration.minutes(15),
      lateAfter: Duration.hours(1),
      lateImpact: impact,
      deadImpact: impact,
    })
    readsQueue(this, this.queue.queue, { batchSize: 1 })
    const role = knocker(this, 'Puts the reports that are due on their queue')
    maySend(role, this.queue.queue, this.queue.deadLetters)
    mayPassOn(role, house.key)
    for (const report of reports) this.#schedule(report, role, house.settings.booksZone)
  }

  #schedule({ name, every, at }: ReportSchedule, role: Role, zone: string): void {
    const [hour, minute] = at.split(':').map(Number)
    knocksAt(this, `Schedule-${name}`, role, {
      description: `The report ${name}`,
      scheduleExpression: `cron(${minute} ${hour} ${every === 'week' ? '? * MON' : '1 * ?'} *)`,
      scheduleExpressionTimezone: zone,
      target: {
        arn: this.queue.queue.queueArn,
        input: JSON.stringify({ report: name, at: PLANNED }),
        deadLetterConfig: { arn: this.queue.deadLetters.queueArn },
      },
    })
  }
}
