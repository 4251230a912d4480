import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import { LogGroup, LogStream } from 'aws-cdk-lib/aws-logs'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { DATABASE, PARTITION, TABLE } from '../../analytics/dunning-events.ts'
import { allow } from '../access.ts'
import { acknowledgeFolders } from '../acknowledged.ts'
import type { House } from '../house.ts'
import { FOLDERS } from './lake-bucket.ts'
import type { LakeTables } from './lake-tables.ts'

const DAY = '!{timestamp:yyyy-MM-dd}'

/**
 * Firehose: rows in JSON become Parquet files by the day they arrive, with the columns that the Glue table has; a row that
 * does not fit is kept under `errors/`.
 */
export class Delivery extends Construct {
  readonly stream: CfnDeliveryStream

  constructor(scope: Construct, id: string, props: { house: House; bucket: Bucket; tables: LakeTables }) {
    super(scope, id)
    const { house, bucket, tables } = props
    const { account, region } = Stack.of(this)
    const log = new LogGroup(this, 'Log', { encryptionKey: house.key, retention: house.settings.logRetentionDays })
    const failures = new LogStream(this, 'Failures', { logGroup: log })
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        conditions: { StringEquals: { 'sts:ExternalId': account } },
      }),
      description: 'Firehose writes the lake',
    })
    allow(role, ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [bucket.bucketArn])
    allow(
      role,
      ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      [FOLDERS.table, FOLDERS.errors].map((folder) => bucket.arnForObjects(`${folder}/*`)),
    )
    const glue = (resource: string) => `arn:${Stack.of(this).partition}:glue:${region}:${account}:${resource}`
    allow(
      role,
      ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
      [glue('catalog'), glue(`database/${DATABASE}`), glue(`table/${DATABASE}/${TABLE}`)],
    )
    allow(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [house.key.keyArn])
    allow(role, ['logs:PutLogEvents'], [log.logGroupArn])
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: `${FOLDERS.table}/${PARTITION}=${DAY}/`,
        errorOutputPrefix: `${FOLDERS.errors}/!{firehose:error-output-type}/${PARTITION}=${DAY}/`,
        // As few and large as Firehose makes them: what is looked at once a day need not come every five minutes.
        bufferingHints: { intervalInSeconds: 900, sizeInMBs: 128 },
        compressionFormat: 'UNCOMPRESSED',
        encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: house.key.keyArn } },
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: log.logGroupName,
          logStreamName: failures.logStreamName,
        },
        dataFormatConversionConfiguration: {
          enabled: true,
          // Hive reads dates and instants as rows write them, without being told a format.
          inputFormatConfiguration: { deserializer: { hiveJsonSerDe: {} } },
          outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
          schemaConfiguration: {
            catalogId: account,
            databaseName: DATABASE,
            tableName: TABLE,
            region,
            roleArn: role.roleArn,
            versionId: 'LATEST',
          },
        },
      },
    })
    this.stream.addResourceDependency(tables.table)
    // Firehose tries its role when it is made: by then it must have what it needs.
    this.stream.node.addDependency(role)
    acknowledgeFolders(role, bucket, [FOLDERS.table, FOLDERS.errors])
  }
}
