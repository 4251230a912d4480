import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { COMPACT_SQL, OUTSIDE_SQL } from '../../analytics/compaction.ts'
import { TABLE } from '../../analytics/dunning-events.ts'
import { allow, mayPassOn } from '../access.ts'
import { acknowledgeFolders } from '../acknowledged.ts'
import { failedOrLate } from '../alarms.ts'
import type { LakeAccess } from '../dashboards/lake-access.ts'
import type { House } from '../house.ts'
import { stateMachine } from '../state-machine.ts'
import { knocker, knocksAt } from './knocker.ts'
import { mayQueryLake } from './may-query-lake.ts'

/** Hours after the day of UTC has ended, when Firehose has nothing of it any more, and before anybody loads a dashboard of it. */
const NIGHTLY = 'cron(20 2 * * ? *)'

/**
 * Makes few large files of the many small ones of each day that is over. Athena asks S3 for every file in every query, and
 * a year of quarters of an hour would cost more in requests than all the rest of the lake.
 */
export class Compaction extends Construct {
  readonly machine: StateMachine

  constructor(scope: Construct, id: string, props: { house: House; root: string; bucket: Bucket; lake: LakeAccess }) {
    super(scope, id)
    const { house, root, bucket, lake } = props
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'What compacting the lake may do',
    })
    mayQueryLake(role, { ...lake, tables: [TABLE] }, ['athena:GetQueryExecution'])
    const files = bucket.arnForObjects(`${lake.prefix}/*`)
    allow(role, ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListMultipartUploadParts', 's3:PutObject'], [files])
    this.machine = stateMachine(this, 'Machine', {
      house,
      root,
      definition: 'compact-lake',
      name: 'puntual-compact-lake',
      substitutions: {
        LakeBucket: bucket.bucketName,
        LakeFolder: lake.prefix,
        WorkGroup: lake.workGroup,
        Database: lake.database,
        CompactSql: inJsonata(COMPACT_SQL),
        OutsideSql: inJsonata(OUTSIDE_SQL),
      },
      role,
      log: new LogGroup(this, 'Log', { encryptionKey: house.key, retention: house.settings.logRetentionDays }),
    })
    acknowledgeFolders(role, bucket, [lake.prefix, lake.resultsPrefix])
    this.#everyNight(house)
    house.alarms.raise('LakeNotCompacted', {
      impact:
        'Queries of dashboards and reports ask for more files than they need to, which costs money; no figure is wrong.',
      metric: failedOrLate(this.machine, 'compactions'),
      threshold: 1,
    })
  }

  #everyNight(house: House): void {
    const role = knocker(this, 'Starts the compaction of the lake')
    allow(role, ['states:StartExecution'], [this.machine.stateMachineArn])
    mayPassOn(role, house.key)
    knocksAt(this, 'EveryNight', role, {
      description: 'The lake is compacted',
      scheduleExpression: NIGHTLY,
      target: { arn: this.machine.stateMachineArn, input: '{}' },
    })
  }
}

/** A text between the double quotes of an expression that stands in a text of JSON: a quote is written twice over. */
const inJsonata = (sql: string): string => sql.replaceAll('"', '\\\\\\"')
