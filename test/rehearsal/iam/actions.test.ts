import { describe, expect, it } from 'vitest'
import { actionsOf, pollingNeeds } from '../../../lib/rehearsal/iam/actions.ts'

const arn = (service: string, resource: string) => `arn:aws:${service}:sa-east-1:111122223333:${resource}`
const machine = arn('states', 'stateMachine:journey')
const names = {
  account: '111122223333',
  region: 'sa-east-1',
  stackId: arn('cloudformation', 'stack/Puntual/1234'),
  identities: ['example.com', 'billing@shop.example'],
  machineOfToken: (token: string) => `${machine}-${token}`,
}
const ledger = arn('dynamodb', 'table/ledger')
const stream = arn('dynamodb', 'table/ledger/stream/2026-01-05T00:00:00.000')
const raw = (...headers: string[]) => ({
  Data: Buffer.from(`${headers.join('\r\n')}\r\n\r\nFrom: body`).toString('base64'),
})

/** The needs of a call, as `action resource`. */
const needs = (service: string, operation: string, input: unknown) =>
  actionsOf(service, operation, input, names).map(({ action, resource }) => `${action} ${resource}`)

describe('the permissions of a call', () => {
  it.each([
    ['dynamodb', 'GetItem', { TableName: 'ledger' }, [`dynamodb:GetItem ${ledger}`]],
    ['dynamodb', 'PutItem', { TableName: ledger }, [`dynamodb:PutItem ${ledger}`]],
    ['dynamodb', 'Query', { TableName: 'ledger' }, [`dynamodb:Query ${ledger}`]],
    ['dynamodb', 'Query', { TableName: 'ledger', IndexName: 'due' }, [`dynamodb:Query ${ledger}/index/due`]],
    [
      'dynamodb',
      'BatchGetItem',
      { RequestItems: { ledger: {}, debtors: {} } },
      [`dynamodb:BatchGetItem ${ledger}`, `dynamodb:BatchGetItem ${arn('dynamodb', 'table/debtors')}`],
    ],
    ['dynamodb', 'DescribeStream', { StreamArn: stream }, [`dynamodb:DescribeStream ${stream}`]],
    ['dynamodb', 'GetShardIterator', { StreamArn: stream, ShardId: '1' }, [`dynamodb:GetShardIterator ${stream}`]],
    ['dynamodb', 'GetRecords', { ShardIterator: `${stream}|1|2|3` }, [`dynamodb:GetRecords ${stream}`]],
    ['dynamodb', 'ListStreams', {}, ['dynamodb:ListStreams *']],
    [
      'dynamodb',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'ledger' } }] },
      [`dynamodb:GetItem ${ledger}`],
    ],
    [
      'dynamodb',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'ledger' } },
          { Put: { TableName: 'ledger' } },
          { Update: { TableName: 'ledger' } },
          { Delete: { TableName: 'ledger' } },
          { ConditionCheck: { TableName: 'debtors' } },
        ],
      },
      [
        `dynamodb:PutItem ${ledger}`,
        `dynamodb:UpdateItem ${ledger}`,
        `dynamodb:DeleteItem ${ledger}`,
        `dynamodb:ConditionCheckItem ${arn('dynamodb', 'table/debtors')}`,
      ],
    ],
    [
      'sqs',
      'SendMessage',
      { QueueUrl: 'http://127.0.0.1:4566/111122223333/intake' },
      [`sqs:SendMessage ${arn('sqs', 'intake')}`],
    ],
    ['sqs', 'SendMessageBatch', { QueueUrl: 'http://x/1/intake' }, [`sqs:SendMessage ${arn('sqs', 'intake')}`]],
    ['sqs', 'GetQueueUrl', { QueueName: 'intake' }, [`sqs:GetQueueUrl ${arn('sqs', 'intake')}`]],
    [
      'events',
      'PutEvents',
      { Entries: [{}, { EventBusName: 'puntual' }, { EventBusName: arn('events', 'event-bus/puntual') }] },
      [
        `events:PutEvents ${arn('events', 'event-bus/default')}`,
        `events:PutEvents ${arn('events', 'event-bus/puntual')}`,
      ],
    ],
    ['states', 'StartExecution', { stateMachineArn: machine }, [`states:StartExecution ${machine}`]],
    ['states', 'StopExecution', { executionArn: `${machine}:1` }, [`states:StopExecution ${machine}:1`]],
    ['states', 'SendTaskSuccess', { taskToken: 't' }, [`states:SendTaskSuccess ${machine}-t`]],
    [
      'mobiletargeting',
      'SendMessages',
      { ApplicationId: 'a1' },
      [`mobiletargeting:SendMessages ${arn('mobiletargeting', 'apps/a1/messages')}`],
    ],
    [
      'sms-voice',
      'SendTextMessage',
      { OriginationIdentity: 'pool-1' },
      [`sms-voice:SendTextMessage ${arn('sms-voice', 'pool/pool-1')}`],
    ],
    [
      'sms-voice',
      'SendTextMessage',
      { OriginationIdentity: arn('sms-voice', 'sender-id/ACME/PE') },
      [`sms-voice:SendTextMessage ${arn('sms-voice', 'sender-id/ACME/PE')}`],
    ],
    [
      'social-messaging',
      'SendWhatsAppMessage',
      { originationPhoneNumberId: 'phone-number-id-9' },
      [`social-messaging:SendWhatsAppMessage ${arn('social-messaging', 'phone-number-id/9')}`],
    ],
    ['cloudformation', 'DescribeStacks', { StackName: 'Puntual' }, [`cloudformation:DescribeStacks ${names.stackId}`]],
    ['cloudformation', 'DescribeStacks', {}, ['cloudformation:DescribeStacks *']],
    ['s3', 'GetObject', { Bucket: 'docs', Key: 'a/b.pdf' }, ['s3:GetObject arn:aws:s3:::docs/a/b.pdf']],
    ['s3', 'ListObjectsV2', { Bucket: 'docs' }, ['s3:ListBucket arn:aws:s3:::docs']],
    ['lambda', 'Invoke', { FunctionName: 'decide' }, [`lambda:InvokeFunction ${arn('lambda', 'function:decide')}`]],
    ['sns', 'Publish', { TopicArn: arn('sns', 'alarms') }, [`sns:Publish ${arn('sns', 'alarms')}`]],
  ])('%s %s %j', (service, operation, input, expected) => {
    expect(needs(service, operation, input)).toEqual(expected)
  })

  it.each([
    [{ Source: 'Cobros <cobros@example.com>' }, ['identity/example.com']],
    [
      { Source: 'cobros@mail.example.com', ConfigurationSetName: 'puntual' },
      ['identity/example.com', 'configuration-set/puntual'],
    ],
    [{ Source: 'Billing@shop.example' }, ['identity/billing@shop.example']],
    [{ Source: 'a@nowhere.example' }, ['identity/nowhere.example']],
  ])('a mail %j needs its sender and its configuration set', (input, resources) => {
    expect(needs('ses', 'SendEmail', input)).toEqual(resources.map((it) => `ses:SendEmail ${arn('ses', it)}`))
  })

  it('a raw mail needs what its headers name, unless the call names it', () => {
    const RawMessage = raw('Subject: x', 'from: Cobros', ' <cobros@example.com>', 'X-SES-CONFIGURATION-SET: puntual')
    const expected = ['identity/example.com', 'configuration-set/puntual'].map(
      (it) => `ses:SendRawEmail ${arn('ses', it)}`,
    )
    expect(needs('ses', 'SendRawEmail', { RawMessage })).toEqual(expected)
    expect(
      needs('ses', 'SendRawEmail', { RawMessage, Source: 'a@nowhere.example', ConfigurationSetName: 'other' }),
    ).toEqual([
      `ses:SendRawEmail ${arn('ses', 'identity/nowhere.example')}`,
      `ses:SendRawEmail ${arn('ses', 'configuration-set/other')}`,
    ])
    expect(() => needs('ses', 'SendRawEmail', { RawMessage: raw('Subject: x') })).toThrow('wrong sender')
  })

  it.each([
    ['dynamodb', 'ExecuteStatement', {}, 'dynamodb:ExecuteStatement'],
    ['dynamodb', 'TransactWriteItems', { TransactItems: [{ Upsert: {} }] }, 'Upsert in a TransactWriteItems'],
    ['sqs', 'CreateQueue', {}, 'sqs:CreateQueue'],
    ['ses', 'SendTemplatedEmail', {}, 'ses:SendTemplatedEmail'],
    ['sms-voice', 'SendTextMessage', { OriginationIdentity: 'ACME' }, 'the origination identity ACME'],
    ['athena', 'StartQueryExecution', {}, 'athena:StartQueryExecution'],
  ])('%s %s is refused by name', (service, operation, input, sentence) => {
    expect(() => needs(service, operation, input)).toThrow(`does not implement ${sentence}`)
  })

  it('are not guessed when the call leaves out what it acts on', () => {
    expect(() => needs('dynamodb', 'GetItem', {})).toThrow('TableName must be a non-empty string')
    expect(() => needs('states', 'StartExecution', { stateMachineArn: 5 })).toThrow('stateMachineArn must be')
  })
})

describe('the permissions of an event source', () => {
  it('are those of its queue or stream, and an unknown source is refused', () => {
    const stream = `${ledger}/stream/2026-01-01T00:00:00.000`
    expect(pollingNeeds(arn('sqs', 'intake')).map(({ action }) => action)).toEqual([
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ])
    expect(pollingNeeds(stream)).toContainEqual({ action: 'dynamodb:GetRecords', resource: stream })
    expect(() => pollingNeeds(arn('kinesis', 'stream/x'))).toThrow('an event source mapping from')
  })
})
