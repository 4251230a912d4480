import { describe, expect, it } from 'vitest'
import { Access } from '../../../lib/rehearsal/iam/access.ts'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/reader`
const table = `arn:aws:dynamodb:sa-east-1:${account}:table/ledger`
const queue = `arn:aws:sqs:sa-east-1:${account}:intake`
const machine = `arn:aws:states:sa-east-1:${account}:stateMachine:journey`
const bus = `arn:aws:events:sa-east-1:${account}:event-bus/puntual`
const logs = `arn:aws:logs:sa-east-1:${account}:log-group:/puntual:*`
const delegating = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
}

const Key = (...Statement: object[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement } } })
const KmsKeyId = { 'Fn::GetAtt': ['Key', 'Arn'] }

/** A stack whose table, queue, machine, bus and log group share one key; the role has these KMS actions. */
const access = (kms: string[], key = Key(delegating), more: Record<string, unknown> = {}) => {
  const grants = kms.length === 0 ? [] : [{ Effect: 'Allow', Action: kms, Resource: KmsKeyId }]
  const Resources = {
    Key: key,
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'reader',
        AssumeRolePolicyDocument: { Statement: [] },
        Policies: [{ PolicyName: 'kms', PolicyDocument: { Statement: grants } }],
      },
    },
    Ledger: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TableName: 'ledger', SSESpecification: { SSEEnabled: true, KMSMasterKeyId: KmsKeyId } },
    },
    Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake', KmsMasterKeyId: { Ref: 'Key' } } },
    Journey: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'journey',
        DefinitionString: '{}',
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId },
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'puntual', KmsKeyIdentifier: KmsKeyId } },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/puntual', KmsKeyId } },
    ...more,
  }
  const place = { account, region: 'sa-east-1', endpoint: 'http://127.0.0.1:4566' }
  return new Access(deploy(parseTemplate('Puntual', { Resources }), place))
}

const grantRead = ['kms:Decrypt', 'kms:DescribeKey']
const grantWrite = [...grantRead, 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']

describe('the key of a resource', () => {
  it('is found for a table, its indexes and streams, a queue, a machine and its executions, a bus and a log group', () => {
    const judge = access([])
    const key = judge.keyOf(table)
    expect(key).toMatch(new RegExp(`^arn:aws:kms:sa-east-1:${account}:key/`))
    const sharing = [`${table}/index/byDebtor`, `${table}/stream/2026`, queue, machine, bus, logs]
    for (const arn of [...sharing, machine.replace('stateMachine', 'execution').concat(':f-1')])
      expect(judge.keyOf(arn)).toBe(key)
    expect(judge.keyOf(`${queue}-other`)).toBeUndefined()
  })

  it('is found through an alias, needs nothing when AWS manages it, and is refused when it is not in the template', () => {
    const Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/puntual', TargetKeyId: KmsKeyId } }
    const Queue = (key: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q', KmsMasterKeyId: key } })
    const keyOf = (more: Record<string, unknown>) =>
      access([], Key(delegating), more).keyOf(queue.replace('intake', 'q'))
    expect(keyOf({ Alias, Queue: Queue('alias/puntual') })).toBe(access([]).keyOf(queue))
    expect(keyOf({ Queue: Queue('alias/aws/sqs') })).toBeUndefined()
    expect(() => keyOf({ Queue: Queue('alias/elsewhere') })).toThrow('the key alias/elsewhere of Queue')
  })
})

describe('an action on an encrypted resource', () => {
  it.each([
    ['dynamodb:GetItem', table, grantRead, ['kms:DescribeKey'], 'kms:Decrypt', 'AccessDeniedException'],
    ['dynamodb:Query', `${table}/index/i`, grantRead, [], 'kms:Decrypt', 'AccessDeniedException'],
    ['dynamodb:UpdateItem', table, grantWrite, grantRead, 'kms:Encrypt', 'AccessDeniedException'],
    ['dynamodb:ConditionCheckItem', table, grantRead, [], 'kms:Decrypt', 'AccessDeniedException'],
    ['dynamodb:GetRecords', `${table}/stream/2026`, ['kms:Decrypt'], [], 'kms:Decrypt', 'AccessDeniedException'],
    [
      'sqs:SendMessage',
      queue,
      ['kms:Decrypt', 'kms:GenerateDataKey'],
      ['kms:Decrypt'],
      'kms:GenerateDataKey',
      'KmsAccessDenied',
    ],
    ['sqs:ReceiveMessage', queue, ['kms:Decrypt'], [], 'kms:Decrypt', 'KmsAccessDenied'],
    [
      'states:StartExecution',
      machine,
      ['kms:Decrypt', 'kms:GenerateDataKey'],
      ['kms:Decrypt'],
      'kms:GenerateDataKey',
      'KmsAccessDeniedException',
    ],
    ['states:SendTaskSuccess', machine, ['kms:Decrypt'], ['kms:Encrypt'], 'kms:Decrypt', 'KmsAccessDeniedException'],
  ])('%s needs the key', (action, resource, enough, tooLittle, missing, code) => {
    access(enough).checkEncrypted({ principal: role, action, resource })
    expect(() => access(tooLittle).checkEncrypted({ principal: role, action, resource })).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(`User: ${role} is not authorized to perform: ${missing}`),
      }),
    )
  })

  it('needs no key where the data stays closed, or where there is none', () => {
    const judge = access([])
    judge.checkEncrypted({ principal: role, action: 'sqs:DeleteMessage', resource: queue })
    judge.checkEncrypted({ principal: role, action: 'states:SendTaskHeartbeat', resource: machine })
    judge.checkEncrypted({ principal: role, action: 'sqs:SendMessage', resource: `${queue}-plain` })
  })

  it('that the table does not know is refused by name', () => {
    const ask = () =>
      access(grantWrite).checkEncrypted({ principal: role, action: 'dynamodb:PartiQLInsert', resource: table })
    expect(ask).toThrow('dynamodb:PartiQLInsert on a resource with a customer-managed key')
  })

  it('can be allowed through that service and for that resource only', () => {
    const narrow = (condition: Record<string, string>, principal: unknown = { AWS: role }) =>
      Key({
        Effect: 'Allow',
        Principal: principal,
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: condition },
      })
    const success = { principal: role, action: 'states:SendTaskSuccess', resource: machine }
    access([], narrow({ 'kms:ViaService': 'states.sa-east-1.amazonaws.com' })).checkEncrypted(success)
    access([], narrow({ 'kms:EncryptionContext:aws:states:stateMachineArn': machine })).checkEncrypted(success)
    const elsewhere = access([], narrow({ 'kms:ViaService': 'sqs.sa-east-1.amazonaws.com' }))
    expect(() => elsewhere.checkEncrypted(success)).toThrow('no resource-based policy allows the kms:Decrypt action')
    const other = access([], narrow({ 'kms:EncryptionContext:aws:states:stateMachineArn': `${machine}2` }))
    expect(() => other.checkEncrypted(success)).toThrow('kms:Decrypt')
  })
})

describe('the policy of a key', () => {
  const decrypt = { principal: role, action: 'states:SendTaskSuccess', resource: machine }

  it('decides alone unless it delegates to the account', () => {
    const closed = Key({ ...delegating, Principal: { AWS: `arn:aws:iam::${account}:role/other` } })
    expect(() => access(['kms:*'], closed).checkEncrypted(decrypt)).toThrow(
      'because no resource-based policy allows the kms:Decrypt action',
    )
    access(['kms:Decrypt'], Key(delegating)).checkEncrypted(decrypt)
    access([], Key({ ...delegating, Principal: { AWS: role } })).checkEncrypted(decrypt)
    expect(() => access([], Key(delegating)).checkEncrypted(decrypt)).toThrow('no identity-based policy')
  })

  it('must name a service that writes to an encrypted queue', () => {
    const sending = { principal: { service: 'events.amazonaws.com' }, action: 'sqs:SendMessage', resource: queue }
    expect(() => access([]).checkEncrypted(sending)).toThrow(
      'User: events.amazonaws.com is not authorized to perform: kms:GenerateDataKey',
    )
    const named = Key(delegating, {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
    })
    access([], named).checkEncrypted(sending)
  })

  it('must name EventBridge for its bus and CloudWatch Logs for its log group, whoever calls', () => {
    const put = { principal: role, action: 'events:PutEvents', resource: bus }
    const log = { principal: role, action: 'logs:PutLogEvents', resource: logs }
    expect(() => access(['kms:*']).checkEncrypted(put)).toThrow('User: events.amazonaws.com is not authorized')
    expect(() => access(['kms:*']).checkEncrypted(log)).toThrow('User: logs.sa-east-1.amazonaws.com is not authorized')
    const named = Key(
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': bus, 'kms:EncryptionContext:aws:events:event-bus:arn': bus },
          Null: { 'kms:ViaService': 'true' },
        },
      },
      { Effect: 'Allow', Principal: { Service: 'logs.sa-east-1.amazonaws.com' }, Action: 'kms:*', Resource: '*' },
    )
    access([], named).checkEncrypted(put)
    access([], named).checkEncrypted(log)
  })
})
