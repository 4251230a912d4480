import { NotRehearsed } from '../aws-error.ts'
import { busName } from '../template/identity.ts'
import { isRecord } from '../template/shape.ts'
import type { Need } from './access.ts'
import { arnUnless, at, type Input, recordsOf, textIn } from './input.ts'
import { type MailWorld, mailNeeds } from './mail-actions.ts'
import { tableNeeds } from './table-actions.ts'

/** What turns the names in a call into ARNs. */
export interface Names extends MailWorld {
  /** The ARN of the stack, as in a Deployed. */
  readonly stackId: string
  /** The state machine whose execution waits with that token. */
  machineOfToken(token: string): string
}

type Needs = (operation: string, input: Input, names: Names) => readonly Need[] | undefined

/**
 * The permissions that an API call needs, each once. `service` is the prefix of its IAM actions (`dynamodb`, `states`,
 * `mobiletargeting`, …), `operation` and `input` are as the SDK names them. An operation that is not rehearsed is refused
 * by name.
 */
export function actionsOf(service: string, operation: string, input: unknown, names: Names): readonly Need[] {
  const needs = services[service]?.(operation, isRecord(input) ? input : {}, names)
  if (!needs) throw new NotRehearsed(`${service}:${operation}`)
  const once = new Map(needs.map((need) => [`${need.action} ${need.resource}`, need]))
  return [...once.values()]
}

/** What a function's role needs so that Lambda can read a queue or a stream for it. */
export function pollingNeeds(sourceArn: string): readonly Need[] {
  const on = (resource: string, ...actions: readonly string[]) => actions.map((action) => ({ action, resource }))
  if (/^arn:[^:]*:sqs:/.test(sourceArn))
    return on(sourceArn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes')
  if (/^arn:[^:]*:dynamodb:.*\/stream\//.test(sourceArn))
    return [
      ...on(sourceArn, 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'),
      ...on('*', 'dynamodb:ListStreams'),
    ]
  throw new NotRehearsed(`an event source mapping from ${sourceArn}`)
}

const sqs: Needs = (operation, input, names) => {
  const action = queueActions.get(operation)
  if (action === undefined) return undefined
  const url = operation === 'GetQueueUrl' ? textIn(input.QueueName, 'QueueName') : textIn(input.QueueUrl, 'QueueUrl')
  return [{ action, resource: at(names, 'sqs', url.slice(url.lastIndexOf('/') + 1)) }]
}

// A batch has no action of its own.
const queueActions = new Map([
  ...[
    'SendMessage',
    'ReceiveMessage',
    'DeleteMessage',
    'ChangeMessageVisibility',
    'GetQueueAttributes',
    'GetQueueUrl',
  ].map((operation) => [operation, `sqs:${operation}`] as const),
  ['PurgeQueue', 'sqs:PurgeQueue'],
  ['SendMessageBatch', 'sqs:SendMessage'],
  ['DeleteMessageBatch', 'sqs:DeleteMessage'],
  ['ChangeMessageVisibilityBatch', 'sqs:ChangeMessageVisibility'],
])

const events: Needs = (operation, input, names) => {
  if (operation !== 'PutEvents') return undefined
  return recordsOf(input.Entries).map(({ EventBusName = 'default' }) => ({
    action: 'events:PutEvents',
    resource: at(names, 'events', `event-bus/${busName(textIn(EventBusName, 'EventBusName'))}`),
  }))
}

const states: Needs = (operation, input, names) => {
  const action = `states:${operation}`
  switch (operation) {
    case 'StartExecution':
    case 'ListExecutions':
    case 'DescribeStateMachine':
      return [{ action, resource: textIn(input.stateMachineArn, 'stateMachineArn') }]
    case 'StopExecution':
    case 'DescribeExecution':
    case 'GetExecutionHistory':
      return [{ action, resource: textIn(input.executionArn, 'executionArn') }]
    case 'SendTaskSuccess':
    case 'SendTaskFailure':
    case 'SendTaskHeartbeat':
      return [{ action, resource: names.machineOfToken(textIn(input.taskToken, 'taskToken')) }]
    default:
      return undefined
  }
}

const mobiletargeting: Needs = (operation, input, names) => {
  if (operation !== 'SendMessages') return undefined
  const resource = at(names, 'mobiletargeting', `apps/${textIn(input.ApplicationId, 'ApplicationId')}/messages`)
  return [{ action: 'mobiletargeting:SendMessages', resource }]
}

const smsVoice: Needs = (operation, { OriginationIdentity: origin }, names) => {
  if (operation !== 'SendTextMessage') return undefined
  const resource = (text: string) => {
    if (text.startsWith('phone-')) return at(names, 'sms-voice', `phone-number/${text}`)
    if (text.startsWith('pool-')) return at(names, 'sms-voice', `pool/${text}`)
    // A sender id's ARN carries its country, which the call does not name.
    throw new NotRehearsed(`the origination identity ${text}: give its ARN`)
  }
  return [
    {
      action: 'sms-voice:SendTextMessage',
      resource: origin === undefined ? '*' : arnUnless(origin, 'OriginationIdentity', resource),
    },
  ]
}

const socialMessaging: Needs = (operation, { originationPhoneNumberId: phone }, names) => {
  if (operation !== 'SendWhatsAppMessage') return undefined
  const resource = (text: string) =>
    at(names, 'social-messaging', `phone-number-id/${text.replace(/^phone-number-id-/, '')}`)
  return [
    {
      action: 'social-messaging:SendWhatsAppMessage',
      resource: arnUnless(phone, 'originationPhoneNumberId', resource),
    },
  ]
}

const cloudformation: Needs = (operation, { StackName: name }, { stackId, ...names }) => {
  if (operation !== 'DescribeStacks') return undefined
  const own = stackId.split('/')[1]
  const resource = (text: string) => (text === own ? stackId : at(names, 'cloudformation', `stack/${text}/*`))
  return [
    {
      action: 'cloudformation:DescribeStacks',
      resource: name === undefined ? '*' : arnUnless(name, 'StackName', resource),
    },
  ]
}

const s3: Needs = (operation, input) => {
  const known = bucketActions.get(operation)
  // Whoever names a version needs another permission, even for the newest.
  const action = known === 's3:GetObject' && input.VersionId !== undefined ? 's3:GetObjectVersion' : known
  if (action === undefined) return undefined
  const bucket = `arn:aws:s3:::${textIn(input.Bucket, 'Bucket')}`
  return [{ action, resource: action === 's3:ListBucket' ? bucket : `${bucket}/${textIn(input.Key, 'Key')}` }]
}

const bucketActions = new Map([
  ['GetObject', 's3:GetObject'],
  ['HeadObject', 's3:GetObject'],
  ['PutObject', 's3:PutObject'],
  ['DeleteObject', 's3:DeleteObject'],
  ['ListObjectsV2', 's3:ListBucket'],
  ['HeadBucket', 's3:ListBucket'],
])

const lambda: Needs = (operation, input, names) =>
  operation === 'Invoke'
    ? [
        {
          action: 'lambda:InvokeFunction',
          resource: arnUnless(input.FunctionName, 'FunctionName', (text) => at(names, 'lambda', `function:${text}`)),
        },
      ]
    : undefined

const firehose: Needs = (operation, input, names) => {
  if (operation !== 'PutRecordBatch') return undefined
  const resource = at(names, 'firehose', `deliverystream/${textIn(input.DeliveryStreamName, 'DeliveryStreamName')}`)
  return [{ action: 'firehose:PutRecordBatch', resource }]
}

const sns: Needs = (operation, input) =>
  operation === 'Publish' ? [{ action: 'sns:Publish', resource: textIn(input.TopicArn, 'TopicArn') }] : undefined

const secretsmanager: Needs = (operation, input) =>
  operation === 'GetSecretValue'
    ? [{ action: 'secretsmanager:GetSecretValue', resource: textIn(input.SecretId, 'SecretId') }]
    : undefined

const services: Readonly<Record<string, Needs>> = {
  dynamodb: tableNeeds,
  sqs,
  events,
  states,
  ses: mailNeeds,
  mobiletargeting,
  'sms-voice': smsVoice,
  'social-messaging': socialMessaging,
  cloudformation,
  s3,
  lambda,
  firehose,
  sns,
  secretsmanager,
}
