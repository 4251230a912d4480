import * as z from 'zod'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import { invalid } from './refusal.ts'

const keySchema = z
  .array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2)
const throughput = z.strictObject({ ReadCapacityUnits: z.number(), WriteCapacityUnits: z.number() })
const onDemand = z.strictObject({
  MaxReadRequestUnits: z.number().optional(),
  MaxWriteRequestUnits: z.number().optional(),
})
const recovery = z.strictObject({
  PointInTimeRecoveryEnabled: z.boolean(),
  RecoveryPeriodInDays: z.number().optional(),
})
const insights = z.strictObject({ Enabled: z.boolean(), Mode: z.string().optional() })
const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() }))

const index = z.strictObject({
  IndexName: z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).min(1).max(100).optional(),
  }),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemand.optional(),
  ContributorInsightsSpecification: insights.optional(),
})

const common = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  GlobalSecondaryIndexes: z.array(index).max(20).optional(),
  StreamSpecification: z
    .strictObject({
      StreamEnabled: z.literal(true).optional(),
      StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
    })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  SSESpecification: z
    .strictObject({
      SSEEnabled: z.boolean(),
      SSEType: z.literal('KMS').optional(),
      KMSMasterKeyId: z.string().optional(),
    })
    .optional(),
}

const ofOneRegion = {
  PointInTimeRecoverySpecification: recovery.optional(),
  ContributorInsightsSpecification: insights.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  Tags: tags.optional(),
}

const table = z.strictObject({
  ...common,
  ...ofOneRegion,
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemand.optional(),
})

const globalTable = z.strictObject({
  ...common,
  WriteOnDemandThroughputSettings: z.strictObject({ MaxWriteRequestUnits: z.number().optional() }).optional(),
  Replicas: z.array(
    z.strictObject({
      ...ofOneRegion,
      Region: z.string(),
      SSESpecification: z.strictObject({ KMSMasterKeyId: z.string() }).optional(),
      GlobalSecondaryIndexes: z
        .array(z.strictObject({ IndexName: z.string(), ContributorInsightsSpecification: insights.optional() }))
        .optional(),
      ReadOnDemandThroughputSettings: z.strictObject({ MaxReadRequestUnits: z.number().optional() }).optional(),
    }),
  ),
})

/** A global secondary index as CloudFormation writes it. */
export type IndexDefinition = z.infer<typeof index>

/** A table as CloudFormation's AWS::DynamoDB::Table writes it. */
export type TableDefinition = z.infer<typeof table>

/**
 * Reads the resolved properties of AWS::DynamoDB::Table, or of AWS::DynamoDB::GlobalTable with one replica in
 * `region`; throws NotRehearsed for a property that has no effect here, ValidationException for one that is wrong.
 */
export function readDefinition(name: string, properties: unknown, region: string): TableDefinition {
  const definition =
    typeof properties === 'object' && properties !== null && 'Replicas' in properties
      ? flattened(parse(globalTable, name, properties), name, region)
      : parse(table, name, properties)
  checkKeys(definition)
  return definition
}

function parse<T>(schema: z.ZodType<T>, name: string, properties: unknown): T {
  const result = schema.safeParse(properties)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      throw new NotRehearsed(`${[...issue.path, issue.keys.join(', ')].join('.')} of the table ${name}`)
  }
  throw new AwsError('ValidationException', `table ${name}: ${z.prettifyError(result.error)}`)
}

function flattened(properties: z.infer<typeof globalTable>, name: string, region: string): TableDefinition {
  const { Replicas: replicas, WriteOnDemandThroughputSettings: _limit, ...shared } = properties
  const [replica] = replicas
  if (!replica || replicas.length > 1 || replica.Region !== region)
    throw new NotRehearsed(
      `replicas of the table ${name} in ${replicas.map((each) => each.Region).join(', ') || 'no region'}`,
    )
  const {
    Region: _region,
    SSESpecification: key,
    GlobalSecondaryIndexes: _indexes,
    ReadOnDemandThroughputSettings: _reads,
    ...own
  } = replica
  return {
    ...shared,
    ...own,
    ...(shared.SSESpecification ? { SSESpecification: { ...shared.SSESpecification, ...key } } : {}),
  }
}

function checkKeys(definition: TableDefinition): void {
  const defined = new Set(definition.AttributeDefinitions.map((attribute) => attribute.AttributeName))
  const used = new Set<string>()
  for (const schema of [
    definition.KeySchema,
    ...(definition.GlobalSecondaryIndexes ?? []).map((each) => each.KeySchema),
  ]) {
    const [hash, range] = schema
    if (hash?.KeyType !== 'HASH') throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
    if (range && range.KeyType !== 'RANGE')
      throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
    if (range?.AttributeName === hash.AttributeName)
      throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name')
    for (const { AttributeName: name } of schema) {
      used.add(name)
      if (!defined.has(name))
        throw invalid(
          `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}]`,
        )
    }
  }
  if (used.size !== defined.size)
    throw invalid(
      `One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [${[...defined].join(', ')}], keys used: [${[...used].join(', ')}]`,
    )
  for (const { Projection: projection } of definition.GlobalSecondaryIndexes ?? []) {
    if ((projection.ProjectionType === 'INCLUDE') !== (projection.NonKeyAttributes !== undefined))
      throw invalid(
        `One or more parameter values were invalid: ProjectionType is ${projection.ProjectionType}, but NonKeyAttributes is ${projection.NonKeyAttributes ? '' : 'not '}specified`,
      )
  }
  const names = (definition.GlobalSecondaryIndexes ?? []).map((each) => each.IndexName)
  const twice = names.find((name, position) => names.indexOf(name) !== position)
  if (twice) throw invalid(`One or more parameter values were invalid: Duplicate index name: ${twice}`)
}
