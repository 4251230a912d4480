import { asFields, optionalFields, optionalFlag, optionalText, text, textList } from '../gateway/fields.ts'
import type { Deployed, Resource } from '../template/deploy.ts'
import { isRecord, listOf } from '../template/shape.ts'
import type { Access, AccessRequest } from './access.ts'
import { pollingNeeds } from './actions.ts'
import { lakeNeeds } from './lake-machines.ts'

/**
 * Asks, for every resource of a stack, whether the permissions are there that it needs from its first day; throws the
 * AwsError that names the first one missing.
 *
 * AWS refuses some of these at deployment (roles nobody may assume, sources nobody may read, log groups whose key says
 * no, a function that may not send traces). Others it notices when it is too late, or never: an alarm that cannot ring,
 * a log, a dead letter or the trace of an execution that is dropped without a word. A rehearsal refuses both.
 */
export function checkDeployment(deployed: Deployed, access: Access): void {
  const ask = (request: AccessRequest) => {
    access.check(request)
    access.checkEncrypted(request)
  }
  const around = { deployed, access, ask, at: `${deployed.region}:${deployed.account}` }
  for (const [type, check] of Object.entries(checks)) for (const one of deployed.ofType(type)) check(one, around)
}

interface Around {
  readonly deployed: Deployed
  readonly access: Access
  readonly ask: (request: AccessRequest) => void
  readonly at: string
}

/** What Step Functions asks of a role to set up the delivery of its log, and to take it back when a deployment fails. */
const LOG_DELIVERY = [
  ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
].map((name) => `logs:${name}`)
/** What AWS's documentation asks of a role whose traces are to arrive; Step Functions chooses also which are taken. */
const TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']
const SAMPLES = ['xray:GetSamplingRules', 'xray:GetSamplingTargets']
const ARCHIVING = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
const EVENTS = 'events.amazonaws.com'
/** What AWS's documentation asks of a role by which Firehose writes Parquet ("Grant Firehose access to an Amazon S3 destination"). */
const FILES_ARE_LISTED = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads']
const FILES_ARE_WRITTEN = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']
const SCHEMAS_ARE_READ = ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions']

const checks: Readonly<Record<string, (resource: Resource, around: Around) => void>> = {
  'AWS::Logs::LogGroup': ({ arn = '' }, { access, deployed }) => {
    const principal = { service: `logs.${deployed.region}.amazonaws.com` }
    access.checkEncrypted({ principal, action: 'logs:PutLogEvents', resource: arn })
  },

  'AWS::Lambda::Function': ({ properties }, { access, deployed, ask }) => {
    const principal = text(properties, 'Role')
    access.checkAssume(principal, 'lambda.amazonaws.com')
    const tracing = optionalText(optionalFields(properties, 'TracingConfig') ?? {}, 'Mode') === 'Active'
    if (tracing) for (const action of TRACES) ask({ principal, action, resource: '*' })
    const name = optionalText(optionalFields(properties, 'LoggingConfig') ?? {}, 'LogGroup')
    const group = deployed.ofType('AWS::Logs::LogGroup').find((one) => one.name === name)
    if (group?.arn === undefined) return
    const stream = `${group.arn.replace(/:\*$/, '')}:log-stream:rehearsal`
    // The key of a log group is asked for by CloudWatch Logs itself, not by who writes.
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents'])
      access.check({ principal, action, resource: stream })
  },

  'AWS::StepFunctions::StateMachine': ({ properties, arn = '' }, { access, ask, at, deployed }) => {
    const principal = text(properties, 'RoleArn')
    access.checkAssume(principal, 'states.amazonaws.com', arn)
    for (const need of lakeNeeds(text(properties, 'DefinitionString'), deployed)) ask({ principal, ...need })
    const tracing = optionalFlag(optionalFields(properties, 'TracingConfiguration') ?? {}, 'Enabled') ?? false
    if (tracing) for (const action of [...TRACES, ...SAMPLES]) ask({ principal, action, resource: '*' })
    const resource = access.keyOf(arn)
    // An execution reads and writes its own data with its role.
    const itsOwn = { 'kms:EncryptionContext:aws:states:stateMachineArn': arn }
    if (resource !== undefined)
      for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) ask({ principal, action, resource, context: itsOwn })
    const level = optionalText(optionalFields(properties, 'LoggingConfiguration') ?? {}, 'Level') ?? 'OFF'
    if (level === 'OFF') return
    for (const action of LOG_DELIVERY) ask({ principal, action, resource: '*' })
    if (resource === undefined) return
    const context = { 'kms:EncryptionContext:SourceArn': `arn:aws:logs:${at}:*` }
    ask({ principal, action: 'kms:GenerateDataKey', resource, context })
    ask({ principal: { service: 'delivery.logs.amazonaws.com' }, action: 'kms:Decrypt', resource, context })
  },

  'AWS::Lambda::EventSourceMapping': ({ properties }, { deployed, ask }) => {
    const which = text(properties, 'FunctionName')
    const target = deployed.ofType('AWS::Lambda::Function').find(({ arn, name }) => which === arn || which === name)
    if (!target) return
    const principal = text(target.properties, 'Role')
    for (const need of pollingNeeds(text(properties, 'EventSourceArn'))) ask({ principal, ...need })
    const onFailure = optionalFields(optionalFields(properties, 'DestinationConfig') ?? {}, 'OnFailure')
    const resource = onFailure && optionalText(onFailure, 'Destination')
    if (resource !== undefined) ask({ principal, action: 'sqs:SendMessage', resource })
  },

  'AWS::Events::EventBus': ({ properties, arn = '' }, { ask }) => buriesIn(properties.DeadLetterConfig, arn, ask),

  'AWS::Events::Rule': ({ properties, arn = '' }, { ask, access }) => {
    for (const target of listOf(properties.Targets ?? [], `the targets of ${arn}`)) {
      if (!isRecord(target)) continue
      buriesIn(target.DeadLetterConfig, arn, ask)
      if (typeof target.RoleArn === 'string') access.checkAssume(target.RoleArn, EVENTS, arn)
    }
  },

  'AWS::Events::Archive': ({ properties, arn = '' }, { access, ask }) => {
    const resource = access.keyOf(arn)
    if (resource === undefined) return
    const principal = { service: EVENTS }
    const context = { 'kms:EncryptionContext:aws:events:event-bus:arn': text(properties, 'SourceArn') }
    for (const action of ARCHIVING) ask({ principal, action, resource, context })
    ask({ principal, action: 'kms:DescribeKey', resource })
  },

  'AWS::Pipes::Pipe': ({ properties, arn }, { access, ask }) => {
    const principal = text(properties, 'RoleArn')
    access.checkAssume(principal, 'pipes.amazonaws.com', arn)
    for (const need of pollingNeeds(text(properties, 'Source'))) ask({ principal, ...need })
    ask({ principal, action: 'lambda:InvokeFunction', resource: text(properties, 'Enrichment') })
    const target = text(properties, 'Target')
    for (const action of ['firehose:PutRecord', 'firehose:PutRecordBatch']) ask({ principal, action, resource: target })
    const stream = optionalFields(optionalFields(properties, 'SourceParameters') ?? {}, 'DynamoDBStreamParameters')
    const resource = optionalText(optionalFields(stream ?? {}, 'DeadLetterConfig') ?? {}, 'Arn')
    if (resource !== undefined) ask({ principal, action: 'sqs:SendMessage', resource })
  },

  'AWS::Scheduler::Schedule': ({ properties, arn = '' }, { access, ask, deployed }) => {
    const target = asFields(properties.Target, 'the target of a schedule')
    const principal = text(target, 'RoleArn')
    access.checkAssume(principal, 'scheduler.amazonaws.com', arn)
    const resource = text(target, 'Arn')
    if (deployed.byArn(resource)?.type !== 'AWS::StepFunctions::StateMachine') return
    ask({ principal, action: 'states:StartExecution', resource })
  },

  'AWS::KinesisFirehose::DeliveryStream': ({ properties }, { access, ask, deployed }) => {
    const { account, region } = deployed
    const destination = asFields(properties.ExtendedS3DestinationConfiguration, 'where a delivery stream writes')
    const principal = text(destination, 'RoleARN')
    access.checkAssume(principal, 'firehose.amazonaws.com', undefined, { 'sts:ExternalId': account })
    const bucket = text(destination, 'BucketARN')
    for (const action of FILES_ARE_LISTED) ask({ principal, action, resource: bucket })
    for (const folder of ['Prefix', 'ErrorOutputPrefix'])
      for (const action of FILES_ARE_WRITTEN)
        ask({ principal, action, resource: `${bucket}/${text(destination, folder).replace(/!.*/, '')}file` })
    const conversion = optionalFields(destination, 'DataFormatConversionConfiguration') ?? {}
    const schema = optionalFields(conversion, 'SchemaConfiguration')
    const database = schema && text(schema, 'DatabaseName')
    const glue = schema ? ['catalog', `database/${database}`, `table/${database}/${text(schema, 'TableName')}`] : []
    for (const action of SCHEMAS_ARE_READ)
      for (const one of glue) ask({ principal, action, resource: `arn:aws:glue:${region}:${account}:${one}` })
    const log = optionalText(optionalFields(destination, 'CloudWatchLoggingOptions') ?? {}, 'LogGroupName')
    const group = deployed.ofType('AWS::Logs::LogGroup').find(({ name }) => name === log)
    if (group?.arn !== undefined) access.check({ principal, action: 'logs:PutLogEvents', resource: group.arn })
  },

  'AWS::SNS::Subscription': ({ properties }, { ask }) => {
    const resource = optionalText(optionalFields(properties, 'RedrivePolicy') ?? {}, 'deadLetterTargetArn')
    const principal = { service: 'sns.amazonaws.com', sourceArn: text(properties, 'TopicArn') }
    if (resource !== undefined) ask({ principal, action: 'sqs:SendMessage', resource })
  },

  'AWS::CloudWatch::Alarm': ({ properties, arn = '' }, { deployed, ask }) => {
    const actions = ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((on) => textList(properties, on))
    const principal = { service: 'cloudwatch.amazonaws.com', sourceArn: arn }
    for (const resource of new Set(actions))
      if (deployed.byArn(resource)?.type === 'AWS::SNS::Topic') ask({ principal, action: 'sns:Publish', resource })
  },
}

function buriesIn(config: unknown, sourceArn: string, ask: Around['ask']): void {
  const resource = isRecord(config) ? config.Arn : undefined
  if (typeof resource !== 'string') return
  ask({ principal: { service: EVENTS, sourceArn }, action: 'sqs:SendMessage', resource })
}
