import type { Role } from 'aws-cdk-lib/aws-iam'
import { ArnFormat, Stack } from 'aws-cdk-lib/core'
import { allow, mayUseKeyForBuckets } from '../access.ts'
import type { LakeAccess } from '../dashboards/lake-access.ts'

/** Lets a role query the lake through its work group; `more` are the actions on the work group that it needs besides. */
export function mayQueryLake(role: Role, lake: LakeAccess, more: readonly string[] = []): void {
  const arn = (service: string, resource: string, resourceName?: string) =>
    Stack.of(role).formatArn({
      service,
      resource,
      ...(resourceName === undefined ? { arnFormat: ArnFormat.SLASH_RESOURCE_NAME } : { resourceName }),
    })
  allow(role, ['athena:GetQueryResults', 'athena:StartQueryExecution', ...more].sort(), [
    arn('athena', 'workgroup', lake.workGroup),
  ])
  allow(
    role,
    ['glue:GetDatabase', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
    [
      arn('glue', 'catalog'),
      arn('glue', 'database', lake.database),
      ...lake.tables.map((table) => arn('glue', 'table', `${lake.database}/${table}`)),
    ],
  )
  allow(role, ['s3:GetBucketLocation', 's3:ListBucket'], [...new Set([lake.bucketArn, lake.resultsBucketArn])])
  allow(role, ['s3:GetObject'], [`${lake.bucketArn}/${lake.prefix}/*`])
  allow(
    role,
    ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    [`${lake.resultsBucketArn}/${lake.resultsPrefix}/*`],
  )
  mayUseKeyForBuckets(role, lake)
}
