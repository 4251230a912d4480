import type { Entry } from './collection.ts'
import type { TableDefinition } from './definition.ts'
import { storedBytes } from './size.ts'
import { streamArn, streamLabel } from './stream.ts'
import type { Index, Table } from './table.ts'

/** A table as DescribeTable answers it; counts are of this moment (DynamoDB's are up to six hours old). */
export function describeTable(table: Table): object {
  const { definition } = table
  const stream = definition.StreamSpecification
  return {
    AttributeDefinitions: definition.AttributeDefinitions,
    TableName: table.name,
    KeySchema: definition.KeySchema,
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAt,
    ProvisionedThroughput: throughput(definition.ProvisionedThroughput),
    ...counts(table.items.entries(), 'TableSizeBytes'),
    TableArn: table.arn,
    DeletionProtectionEnabled: definition.DeletionProtectionEnabled ?? false,
    ...(definition.BillingMode === 'PAY_PER_REQUEST'
      ? { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: table.createdAt } }
      : {}),
    ...(definition.OnDemandThroughput ? { OnDemandThroughput: definition.OnDemandThroughput } : {}),
    ...(definition.TableClass ? { TableClassSummary: { TableClass: definition.TableClass } } : {}),
    ...(table.indexes.length > 0
      ? { GlobalSecondaryIndexes: table.indexes.map((index) => describeIndex(table, index)) }
      : {}),
    ...(stream
      ? {
          StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType },
          LatestStreamLabel: streamLabel(table),
          LatestStreamArn: streamArn(table),
        }
      : {}),
    ...(definition.SSESpecification?.SSEEnabled ? { SSEDescription: encryption(definition.SSESpecification) } : {}),
  }
}

/** The time-to-live setting as DescribeTimeToLive answers it. */
export function describeTimeToLive(attribute: string | undefined): object {
  return {
    TimeToLiveDescription: attribute
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: attribute }
      : { TimeToLiveStatus: 'DISABLED' },
  }
}

/** The point-in-time setting as DescribeContinuousBackups answers it; the rehearsal keeps no backups. */
export function describeContinuousBackups({ definition }: Table): object {
  const recovery = definition.PointInTimeRecoverySpecification
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: recovery?.PointInTimeRecoveryEnabled
        ? { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: recovery.RecoveryPeriodInDays ?? 35 }
        : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  }
}

function describeIndex(table: Table, { definition, collection }: Index): object {
  return {
    IndexName: definition.IndexName,
    KeySchema: definition.KeySchema,
    Projection: definition.Projection,
    IndexStatus: 'ACTIVE',
    ProvisionedThroughput: throughput(definition.ProvisionedThroughput),
    ...counts(collection.entries(), 'IndexSizeBytes'),
    IndexArn: `${table.arn}/index/${definition.IndexName}`,
  }
}

function counts(entries: Iterable<Entry>, bytesName: string): object {
  let count = 0
  let bytes = 0
  for (const { item } of entries) {
    count++
    bytes += storedBytes(item)
  }
  return { [bytesName]: bytes, ItemCount: count }
}

const throughput = (given: TableDefinition['ProvisionedThroughput']): object => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: given?.ReadCapacityUnits ?? 0,
  WriteCapacityUnits: given?.WriteCapacityUnits ?? 0,
})

const encryption = (given: NonNullable<TableDefinition['SSESpecification']>): object => ({
  Status: 'ENABLED',
  SSEType: 'KMS',
  ...(given.KMSMasterKeyId ? { KMSMasterKeyArn: given.KMSMasterKeyId } : {}),
})
