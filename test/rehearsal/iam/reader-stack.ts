import { Access } from '../../../lib/rehearsal/iam/access.ts'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

export const account = '111122223333'
export const role = `arn:aws:iam::${account}:role/reader`
export const queue = `arn:aws:sqs:sa-east-1:${account}:intake`
export const table = `arn:aws:dynamodb:sa-east-1:${account}:table/ledger`
export const rule = `arn:aws:events:sa-east-1:${account}:rule/puntual/intake`
export const events = { service: 'events.amazonaws.com', sourceArn: rule }

/** A trust policy for one service. */
export const trusting = (service: string, Condition: object = {}) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition }],
})

/** The role `reader`, which Lambda may assume. */
export const reader = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'reader', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...properties },
})

/** Who may do what in a stack of `reader` and these resources. */
export const access = (resources: Record<string, unknown>) =>
  new Access(
    deploy(parseTemplate('Puntual', { Resources: { Reader: reader(), ...resources } }), {
      account,
      region: 'sa-east-1',
      endpoint: 'http://127.0.0.1:4566',
    }),
  )

/** The role `reader` with these statements. */
export const allowing = (...Statement: object[]) => ({
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'p', Roles: [{ Ref: 'Reader' }], PolicyDocument: { Version: '2012-10-17', Statement } },
  },
})

/** The queue `intake` with a policy of these statements. */
export const guarded = (...Statement: object[]) => ({
  Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
  IntakePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Intake' }], PolicyDocument: { Statement } },
  },
})

/** What most of these tests ask: may the role send to the queue? */
export const send = { principal: role, action: 'sqs:SendMessage', resource: queue }
