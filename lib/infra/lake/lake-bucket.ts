import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { acknowledgeLakeBucket } from '../acknowledged.ts'

/** Folders of the lake's bucket: the table, what Firehose could not convert, what queries answered, and marks of sent reports. */
export const FOLDERS = { table: 'dunning_events', errors: 'errors', results: 'results', reports: 'reports' } as const

/** The bucket of the lake, encrypted with the house's key. The table is kept; results and errors expire. */
export function lakeBucket(scope: Construct, id: string, key: IKey): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    // Queries and dashboards are built on it; it can be filled again, but not while somebody looks.
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { prefix: `${FOLDERS.results}/`, expiration: Duration.days(7) },
      // Long enough to mend the mapping and take the rows in again.
      { prefix: `${FOLDERS.errors}/`, expiration: Duration.days(90) },
      // Longer than a queue keeps the wish for a report, so none is sent twice.
      { prefix: `${FOLDERS.reports}/`, expiration: Duration.days(60) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  })
  acknowledgeLakeBucket(bucket)
  return bucket
}
