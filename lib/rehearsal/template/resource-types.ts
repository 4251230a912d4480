import { NotRehearsed } from '../aws-error.ts'

/**
 * How one type of resource is named. In the texts `{name}` is the physical name, `{arn}` and `{ref}` what comes before
 * them here, `{uuid}` and `{suffix}` follow from stack and logical id alone, and `{Property}` is a resolved property.
 */
export interface ResourceType {
  /** `emulated` has its behaviour in the rehearsal, `accepted` deploys and does nothing here, for the reason in `why`. */
  readonly kind: 'emulated' | 'accepted'
  readonly why?: string
  /** The property that gives the physical name; without it, or without a value, AWS makes one up. */
  readonly name?: string
  /** The longest name that AWS makes up, in characters. */
  readonly limit?: number
  readonly lowerCase?: true
  readonly arn?: string
  /** What `Ref` answers; `{name}` when absent. */
  readonly ref?: string
  readonly attributes?: Readonly<Record<string, string>>
  /** Attributes that exist only when the property does. */
  readonly attributesWith?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Values for properties that shape the identity and may be absent. */
  readonly defaults?: Readonly<Record<string, string>>
}

const stateless = 'no behaviour depends on it: the rehearsal prints and keeps what it would show'
const lakeView = 'DuckDB runs the queries of a rehearsal, over the same views'
const alarm = 'metrics are not computed on a laptop, so no alarm can fire'

const emulated = {
  'AWS::DynamoDB::Table': {
    name: 'TableName',
    limit: 255,
    arn: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
    attributes: { Arn: '{arn}' },
    attributesWith: { StreamSpecification: { StreamArn: '{arn}/stream/2026-01-01T00:00:00.000' } },
  },
  'AWS::SQS::Queue': {
    name: 'QueueName',
    limit: 80,
    arn: 'arn:aws:sqs:{region}:{account}:{name}',
    ref: '{endpoint}/{account}/{name}',
    attributes: { Arn: '{arn}', QueueName: '{name}', QueueUrl: '{ref}' },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::Events::EventBus': {
    name: 'Name',
    arn: 'arn:aws:events:{region}:{account}:event-bus/{name}',
    attributes: { Arn: '{arn}', Name: '{name}' },
  },
  'AWS::Events::EventBusPolicy': {},
  'AWS::Events::Rule': {
    name: 'Name',
    limit: 64,
    defaults: { EventBusName: 'default' },
    arn: 'arn:aws:events:{region}:{account}:rule/{busPath}{name}',
    ref: '{busPipe}{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::Events::Archive': {
    name: 'ArchiveName',
    limit: 48,
    arn: 'arn:aws:events:{region}:{account}:archive/{name}',
    attributes: { Arn: '{arn}', ArchiveName: '{name}' },
  },
  'AWS::Lambda::Function': {
    name: 'FunctionName',
    limit: 64,
    arn: 'arn:aws:lambda:{region}:{account}:function:{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::Lambda::EventSourceMapping': {
    arn: 'arn:aws:lambda:{region}:{account}:event-source-mapping:{uuid}',
    ref: '{uuid}',
    attributes: { Id: '{uuid}', EventSourceMappingArn: '{arn}' },
  },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::Url': {
    ref: '{TargetFunctionArn}',
    attributes: { FunctionArn: '{TargetFunctionArn}', FunctionUrl: '{endpoint}/function-url/{logicalId}/' },
  },
  'AWS::IAM::Role': {
    name: 'RoleName',
    limit: 64,
    defaults: { Path: '/' },
    arn: 'arn:aws:iam::{account}:role{Path}{name}',
    attributes: { Arn: '{arn}', RoleId: 'AROA{suffix}' },
  },
  'AWS::IAM::Policy': {},
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    limit: 128,
    defaults: { Path: '/' },
    arn: 'arn:aws:iam::{account}:policy{Path}{name}',
    ref: '{arn}',
    attributes: { PolicyArn: '{arn}' },
  },
  'AWS::StepFunctions::StateMachine': {
    name: 'StateMachineName',
    limit: 80,
    arn: 'arn:aws:states:{region}:{account}:stateMachine:{name}',
    ref: '{arn}',
    attributes: { Arn: '{arn}', Name: '{name}' },
  },
  'AWS::KMS::Key': {
    arn: 'arn:aws:kms:{region}:{account}:key/{uuid}',
    ref: '{uuid}',
    attributes: { Arn: '{arn}', KeyId: '{uuid}' },
  },
  'AWS::KMS::Alias': { name: 'AliasName', arn: 'arn:aws:kms:{region}:{account}:{name}' },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    limit: 256,
    arn: 'arn:aws:sns:{region}:{account}:{name}',
    ref: '{arn}',
    attributes: { TopicArn: '{arn}', TopicName: '{name}' },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': { arn: '{TopicArn}:{uuid}', ref: '{arn}', attributes: { Arn: '{arn}' } },
  'AWS::SES::ConfigurationSet': {
    name: 'Name',
    limit: 64,
    arn: 'arn:aws:ses:{region}:{account}:configuration-set/{name}',
  },
  'AWS::SES::ConfigurationSetEventDestination': {},
  'AWS::SES::EmailIdentity': {
    name: 'EmailIdentity',
    arn: 'arn:aws:ses:{region}:{account}:identity/{name}',
    attributes: {
      DkimDNSTokenName1: '{suffix}a._domainkey.{name}',
      DkimDNSTokenName2: '{suffix}b._domainkey.{name}',
      DkimDNSTokenName3: '{suffix}c._domainkey.{name}',
      DkimDNSTokenValue1: '{suffix}a.dkim.amazonses.com',
      DkimDNSTokenValue2: '{suffix}b.dkim.amazonses.com',
      DkimDNSTokenValue3: '{suffix}c.dkim.amazonses.com',
    },
  },
  'AWS::S3::Bucket': {
    name: 'BucketName',
    limit: 63,
    lowerCase: true,
    arn: 'arn:aws:s3:::{name}',
    attributes: {
      Arn: '{arn}',
      DomainName: '{name}.s3.amazonaws.com',
      RegionalDomainName: '{name}.s3.{region}.amazonaws.com',
    },
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::SecretsManager::Secret': {
    name: 'Name',
    limit: 64,
    arn: 'arn:aws:secretsmanager:{region}:{account}:secret:{name}',
    ref: '{arn}',
    attributes: { Id: '{arn}' },
  },
} as const satisfies Record<string, Omit<ResourceType, 'kind' | 'why'>>

const accepted = {
  'AWS::CDK::Metadata': { why: 'it tells AWS which constructs are used' },
  'AWS::CloudWatch::Alarm': {
    why: alarm,
    name: 'AlarmName',
    arn: 'arn:aws:cloudwatch:{region}:{account}:alarm:{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::CloudWatch::CompositeAlarm': {
    why: alarm,
    name: 'AlarmName',
    arn: 'arn:aws:cloudwatch:{region}:{account}:alarm:{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::Pipes::Pipe': {
    why: 'its stream is read when somebody takes its rows; else the lake is filled when somebody looks, by the same mapping',
    name: 'Name',
    limit: 64,
    arn: 'arn:aws:pipes:{region}:{account}:pipe/{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::KinesisFirehose::DeliveryStream': {
    why: 'DuckDB writes the Parquet files of a rehearsal; the schema is compared with the Glue table by a test',
    name: 'DeliveryStreamName',
    limit: 64,
    arn: 'arn:aws:firehose:{region}:{account}:deliverystream/{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::Glue::Database': { why: lakeView },
  'AWS::Glue::Table': { why: lakeView },
  'AWS::Athena::WorkGroup': { why: lakeView, name: 'Name' },
  'AWS::Scheduler::Schedule': {
    why: 'reports are asked of Athena; npm run dashboards -- --report makes them here',
    name: 'Name',
  },
  'AWS::Lambda::LayerVersion': {
    why: 'it holds the browser that prints reports',
    arn: 'arn:aws:lambda:{region}:{account}:layer:{name}:1',
    ref: '{arn}',
  },
  'AWS::Logs::LogStream': { why: stateless, name: 'LogStreamName' },
  'AWS::CloudWatch::Dashboard': { why: stateless, name: 'DashboardName' },
  'AWS::Logs::LogGroup': {
    why: 'what functions print goes to the terminal and the trace',
    name: 'LogGroupName',
    arn: 'arn:aws:logs:{region}:{account}:log-group:{name}:*',
    attributes: { Arn: '{arn}' },
  },
  'AWS::Logs::MetricFilter': { why: alarm },
  'AWS::Logs::QueryDefinition': { why: stateless },
  'AWS::Logs::ResourcePolicy': { why: 'no service delivers logs on a laptop' },
  'AWS::ResourceGroups::Group': {
    why: 'it is a view of the console',
    name: 'Name',
    arn: 'arn:aws:resource-groups:{region}:{account}:group/{name}',
    attributes: { Arn: '{arn}' },
  },
  'AWS::EventSchemas::Registry': {
    why: 'schemas are for people and code generators; the contracts themselves judge each event',
    name: 'RegistryName',
    arn: 'arn:aws:schemas:{region}:{account}:registry/{name}',
    attributes: { RegistryArn: '{arn}', RegistryName: '{name}' },
  },
  'AWS::EventSchemas::Schema': {
    why: 'schemas are for people and code generators; the contracts themselves judge each event',
    name: 'SchemaName',
    arn: 'arn:aws:schemas:{region}:{account}:schema/{RegistryName}/{name}',
    attributes: { SchemaArn: '{arn}', SchemaName: '{name}' },
  },
} as const satisfies Record<string, Omit<ResourceType, 'kind'>>

const table: ReadonlyMap<string, ResourceType> = new Map<string, ResourceType>([
  ...Object.entries(emulated).map(([type, entry]): [string, ResourceType] => [type, { kind: 'emulated', ...entry }]),
  ...Object.entries(accepted).map(([type, entry]): [string, ResourceType] => [type, { kind: 'accepted', ...entry }]),
])

/** The table's entry for a type; a type outside the table is refused with its logical id. */
export function resourceType(type: string, logicalId: string): ResourceType {
  const entry = table.get(type)
  if (entry) return entry
  if (type === 'AWS::CloudFormation::Stack') throw new NotRehearsed(`nested stacks (logical id ${logicalId})`)
  if (type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::'))
    throw new NotRehearsed(
      `the custom resource ${type} (logical id ${logicalId}): its behaviour is code that no template shows`,
    )
  throw new NotRehearsed(`${type} (logical id ${logicalId})`)
}
