import { describe, expect, it } from 'vitest'
import type { Access } from '../../../lib/rehearsal/iam/access.ts'
import { access, account, events, guarded, queue, role, rule, send, trusting } from './reader-stack.ts'

describe('a service', () => {
  it('needs a resource policy that names it, for the resource on whose behalf it acts', () => {
    const ask = (judge: Access, principal: { service: string; sourceArn?: string }) =>
      judge.check({ ...send, principal })
    expect(() => ask(access(guarded()), events)).toThrow(
      `User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${queue} because no resource-based policy allows the sqs:SendMessage action`,
    )
    const judge = access(
      guarded({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue,
        Condition: { ArnEquals: { 'aws:SourceArn': rule } },
      }),
    )
    ask(judge, events)
    expect(() => ask(judge, { service: 'events.amazonaws.com' })).toThrow('is not authorized')
    expect(() => ask(judge, { ...events, sourceArn: `${rule}2` })).toThrow('is not authorized')
    expect(() => ask(judge, { ...events, service: 'sns.amazonaws.com' })).toThrow('is not authorized')
  })

  it('invokes a function under its permission', () => {
    const resource = `arn:aws:lambda:sa-east-1:${account}:function:record`
    const permission = (properties: object) => ({
      Record: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'record' } },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': ['Record', 'Arn'] },
          Principal: 'events.amazonaws.com',
          ...properties,
        },
      },
    })
    const invoke = { principal: events, action: 'lambda:InvokeFunction', resource }
    access(permission({ SourceArn: rule, SourceAccount: account })).check(invoke)
    access(permission({ FunctionName: 'record' })).check({ ...invoke, resource: `${resource}` })
    expect(() => access(permission({ SourceArn: `${rule}2` })).check(invoke)).toThrow('is not authorized')
    expect(() => access(permission({ SourceAccount: '444455556666' })).check(invoke)).toThrow('is not authorized')
    expect(() => access(permission({ Principal: 'sns.amazonaws.com' })).check(invoke)).toThrow('is not authorized')
    expect(() => access(permission({ EventSourceToken: 'x' }))).toThrow('EventSourceToken of AWS::Lambda::Permission')
    expect(() => access(permission({ FunctionName: 'other' }))).toThrow('other, which is not in the template')
  })

  it('publishes to a topic, reads a bucket and puts on a bus under their policies', () => {
    const statement = (service: string, action: string, resource: unknown) => ({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: action,
      Resource: resource,
    })
    const judge = access({
      Alarms: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
      AlarmsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Alarms' }],
          PolicyDocument: { Statement: statement('cloudwatch.amazonaws.com', 'sns:Publish', { Ref: 'Alarms' }) },
        },
      },
      Docs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'docs' } },
      DocsPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Docs' },
          PolicyDocument: { Statement: statement('ses.amazonaws.com', 's3:PutObject', 'arn:aws:s3:::docs/*') },
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'puntual' } },
      BusPolicy: {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          StatementId: 's',
          EventBusName: { Ref: 'Bus' },
          Statement: statement('ses.amazonaws.com', 'events:PutEvents', { 'Fn::GetAtt': ['Bus', 'Arn'] }),
        },
      },
    })
    const as = (service: string, action: string, resource: string) => () =>
      judge.check({ principal: { service }, action, resource })
    as('cloudwatch.amazonaws.com', 'sns:Publish', `arn:aws:sns:sa-east-1:${account}:alarms`)()
    as('ses.amazonaws.com', 's3:PutObject', 'arn:aws:s3:::docs/mail/1')()
    as('ses.amazonaws.com', 'events:PutEvents', `arn:aws:events:sa-east-1:${account}:event-bus/puntual`)()
    expect(as('ses.amazonaws.com', 's3:GetObject', 'arn:aws:s3:::docs/mail/1')).toThrow('is not authorized')
    expect(
      as('ses.amazonaws.com', 'events:PutEvents', `arn:aws:events:sa-east-1:${account}:event-bus/default`),
    ).toThrow('is not authorized')
  })

  it('assumes a role only when the trust policy lets it, for the resource that the trust names', () => {
    const machine = `arn:aws:states:sa-east-1:${account}:stateMachine:journey`
    const judge = access({
      Journey: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'journey',
          AssumeRolePolicyDocument: trusting('states.amazonaws.com', { ArnLike: { 'aws:SourceArn': machine } }),
        },
      },
    })
    judge.checkAssume(role, 'lambda.amazonaws.com')
    expect(() => judge.checkAssume(role, 'states.amazonaws.com')).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException', message: expect.stringContaining('sts:AssumeRole') }),
    )
    const journey = `arn:aws:iam::${account}:role/journey`
    judge.checkAssume(journey, 'states.amazonaws.com', machine)
    expect(() => judge.checkAssume(journey, 'states.amazonaws.com')).toThrow('is not authorized')
    expect(() => judge.checkAssume(`${role}2`, 'lambda.amazonaws.com')).toThrow('which is not in the template')
  })
})
