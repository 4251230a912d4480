import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { TABLE } from '../../analytics/dunning-events.ts'
import { COUNT_SQL } from '../../analytics/reconciliation.ts'
import { allow } from '../access.ts'
import { acknowledgeExports, acknowledgeFolders } from '../acknowledged.ts'
import { failedOrLate } from '../alarms.ts'
import type { LakeAccess } from '../dashboards/lake-access.ts'
import type { House } from '../house.ts'
import { JourneyFunction } from '../journey-function.ts'
import { stateMachine } from '../state-machine.ts'
import type { Tables } from '../tables.ts'
import { mayQueryLake } from './may-query-lake.ts'

const FOLDER = 'exports'
const IMPACT = 'Dashboards and reports may miss facts or count some that are not there; no debtor is affected.'

/** What a refill goes through. */
export interface RefillProps {
  readonly house: House
  /** Repository that holds `statemachines/`. */
  readonly root: string
  readonly tables: Tables
  readonly delivery: CfnDeliveryStream
  /** Of the lake. */
  readonly bucket: Bucket
  readonly lake: LakeAccess
  readonly booksZone: string
}

/**
 * Fills the lake again when a person asks for it: tables are exported, their items go through the pipe's own mapping, and
 * what Athena then counts exactly once is compared with the export. A difference fails the execution, and an alarm rings.
 */
export class Refill extends Construct {
  readonly machine: StateMachine
  readonly refillLake: JourneyFunction

  constructor(scope: Construct, id: string, props: RefillProps) {
    super(scope, id)
    const { house, tables, delivery, lake, booksZone } = props
    const bucket = this.#exports(house)
    this.refillLake = new JourneyFunction(this, 'RefillLake', {
      house,
      impact: IMPACT,
      timeout: Duration.minutes(15),
      environment: {
        BOOKS_ZONE: booksZone,
        EXPORTS_BUCKET: bucket.bucketName,
        EXPORTS_FOLDER: FOLDER,
        LAKE_STREAM: delivery.ref,
      },
    })
    allow(this.refillLake.role, ['s3:GetObject'], [bucket.arnForObjects(`${FOLDER}/*`)])
    allow(this.refillLake.role, ['kms:Decrypt'], [house.key.keyArn])
    allow(this.refillLake.role, ['firehose:PutRecordBatch'], [delivery.attrArn])

    const exported = [tables.ledger.tableArn, tables.debtors.tableArn]
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'What refilling the lake may do',
    })
    allow(role, ['dynamodb:ExportTableToPointInTime'], exported)
    allow(
      role,
      ['dynamodb:DescribeExport'],
      exported.map((table) => `${table}/export/*`),
    )
    allow(role, ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl'], [bucket.arnForObjects(`${FOLDER}/*`)])
    allow(role, ['lambda:InvokeFunction'], [this.refillLake.function.functionArn])
    mayQueryLake(role, { ...lake, tables: [TABLE] })

    this.machine = stateMachine(this, 'Machine', {
      house,
      root: props.root,
      definition: 'refill-lake',
      name: 'puntual-refill-lake',
      substitutions: {
        LedgerArn: tables.ledger.tableArn,
        DebtorsArn: tables.debtors.tableArn,
        ExportsBucket: bucket.bucketName,
        ExportsFolder: FOLDER,
        KeyArn: house.key.keyArn,
        RefillLakeArn: this.refillLake.function.functionArn,
        WorkGroup: lake.workGroup,
        Database: lake.database,
        CountSql: COUNT_SQL,
      },
      role,
      log: new LogGroup(this, 'Log', { encryptionKey: house.key, retention: house.settings.logRetentionDays }),
    })
    acknowledgeFolders(role, props.bucket, [lake.prefix, lake.resultsPrefix])
    for (const table of [tables.ledger, tables.debtors]) acknowledgeFolders(role, table, ['export'])
    for (const one of [role, this.refillLake.role]) acknowledgeFolders(one, bucket, [FOLDER])
    house.alarms.raise('LakeDiffers', {
      impact: IMPACT,
      metric: failedOrLate(this.machine, 'refills'),
      threshold: 1,
    })
  }

  /** Exports hold what the tables hold, names and addresses too: a bucket of their own, which forgets them after a day. */
  #exports(house: House): Bucket {
    const bucket = new Bucket(this, 'Exports', {
      encryption: BucketEncryption.KMS,
      encryptionKey: house.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    })
    acknowledgeExports(bucket)
    return bucket
  }
}
