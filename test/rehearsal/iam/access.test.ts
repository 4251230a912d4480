// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables like this.
import { describe, expect, it } from 'vitest'
import { Access } from '../../../lib/rehearsal/iam/access.ts'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/reader`
const queue = `arn:aws:sqs:sa-east-1:${account}:intake`
const table = `arn:aws:dynamodb:sa-east-1:${account}:table/ledger`
const rule = `arn:aws:events:sa-east-1:${account}:rule/puntual/intake`
const events = { service: 'events.amazonaws.com', sourceArn: rule }

const trusting = (service: string, Condition: object = {}) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition }],
})

const reader = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'reader', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...properties },
})

const access = (resources: Record<string, unknown>) =>
  new Access(
    deploy(parseTemplate('Puntual', { Resources: { Reader: reader(), ...resources } }), {
      account,
      region: 'sa-east-1',
      endpoint: 'http://127.0.0.1:4566',
    }),
  )

/** The role `reader` with these statements. */
const allowing = (...Statement: object[]) => ({
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'p', Roles: [{ Ref: 'Reader' }], PolicyDocument: { Version: '2012-10-17', Statement } },
  },
})

/** The queue `intake` with a policy of these statements. */
const guarded = (...Statement: object[]) => ({
  Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
  IntakePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Intake' }], PolicyDocument: { Statement } },
  },
})

const send = { principal: role, action: 'sqs:SendMessage', resource: queue }

describe('a role', () => {
  it('may do what a policy allows, and nothing else, in the words of AWS', () => {
    const judge = access(allowing({ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: table }))
    judge.check({ principal: role, action: 'dynamodb:GetItem', resource: table })
    expect(() => judge.check({ principal: role, action: 'dynamodb:PutItem', resource: table })).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        status: 400,
        message: `User: ${role} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
      }),
    )
    expect(() => judge.check({ principal: role, action: 'dynamodb:GetItem', resource: `${table}2` })).toThrow()
  })

  it.each([
    ['ses:SendRawEmail', 'AccessDenied', 403],
    ['s3:GetObject', 'AccessDenied', 403],
    ['sns:Publish', 'AuthorizationError', 403],
    ['lambda:InvokeFunction', 'AccessDeniedException', 403],
    ['states:StartExecution', 'AccessDeniedException', 400],
  ])('is refused %s with the code %s', (action, code, status) => {
    const resource = `arn:aws:${action.split(':')[0]}:sa-east-1:${account}:x`
    expect(() => access({}).check({ principal: role, action, resource })).toThrow(
      expect.objectContaining({ code, status }),
    )
  })

  it.each([
    [{ Action: 'sqs:*', Resource: '*' }, true],
    [{ Action: 'SQS:sendmessage', Resource: '*' }, true],
    [{ Action: 'sqs:Send?essage', Resource: 'arn:aws:sqs:*:*:int*' }, true],
    [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:intake' }, 'the resource pattern arn:aws:sqs:*:intake'],
    [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:INT*' }, false],
    [{ Action: 'sqs:SendMessag', Resource: '*' }, false],
    [{ NotAction: 'sqs:ReceiveMessage', Resource: '*' }, true],
    [{ NotAction: ['sqs:Send*'], Resource: '*' }, false],
    [{ Action: '*', NotResource: `${queue}-other` }, true],
    [{ Action: '*', NotResource: 'arn:aws:sqs:*:*:*' }, false],
    [{ NotPrincipal: '*', Action: '*', Resource: '*' }, 'NotPrincipal in a statement'],
    [{ Action: '*', Resource: 'arn:aws:sqs:*:*:${aws:username}' }, 'the policy variable in'],
    [{ Action: '*' }, 'needs either Resource or NotResource'],
    [{ Principal: '*', Action: '*', Resource: '*' }, 'must not have a Principal'],
  ])('with the statement %j on sqs:SendMessage: %j', (statement, expected) => {
    const ask = () => access(allowing({ Effect: 'Allow', ...statement })).check(send)
    if (expected === true) ask()
    else expect(ask).toThrow(expected === false ? 'is not authorized' : expected)
  })

  it('is refused by an explicit Deny, whoever else allows', () => {
    const all = { Effect: 'Allow', Action: '*', Resource: '*' }
    const deny = { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' }
    expect(() => access(allowing(all, deny)).check(send)).toThrow('with an explicit deny in an identity-based policy')
    const judge = access({ ...allowing(all), ...guarded({ ...deny, Principal: '*' }) })
    expect(() => judge.check(send)).toThrow('with an explicit deny in a resource-based policy')
  })

  it('has its inline policies, the managed policies of the template and those of AWS', () => {
    const PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue } }
    const statementOn = (action: string) => ({ Statement: { Effect: 'Allow', Action: action, Resource: '*' } })
    const judge = access({
      Reader: reader({
        Policies: [{ PolicyName: 'inline', PolicyDocument }],
        ManagedPolicyArns: [{ Ref: 'Own' }, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      }),
      Own: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statementOn('dynamodb:Query') } },
      Attached: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: statementOn('dynamodb:Scan'), Roles: ['reader'] },
      },
    })
    judge.check(send)
    for (const action of ['dynamodb:Query', 'dynamodb:Scan']) judge.check({ principal: role, action, resource: table })
    judge.check({
      principal: role,
      action: 'logs:PutLogEvents',
      resource: `arn:aws:logs:sa-east-1:${account}:log-group:x:*`,
    })
    expect(() => judge.check({ principal: role, action: 'dynamodb:PutItem', resource: table })).toThrow(
      'is not authorized',
    )
  })

  it.each([
    [
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      'the managed policy arn:aws:iam::aws:policy/AdministratorAccess',
    ],
    [{ PermissionsBoundary: 'arn:x' }, 'the permissions boundary of Reader'],
  ])('with %j is refused by name', (properties, sentence) => {
    expect(() => access({ Reader: reader(properties) })).toThrow(sentence)
  })

  it('that is not in the template is refused by name', () => {
    expect(() => access({}).check({ ...send, principal: `${role}2` })).toThrow(`the principal ${role}2`)
  })

  it.each([
    [{ AWS: role }, true],
    [{ AWS: '*' }, true],
    ['*', true],
    [{ AWS: `arn:aws:iam::${account}:root` }, false],
    [{ AWS: 'arn:aws:iam::444455556666:root' }, false],
    [{ Service: 'events.amazonaws.com' }, false],
    [{ Federated: 'x' }, 'Federated as the principal'],
  ])('needs no identity policy where the queue itself trusts %j: %j', (Principal, expected) => {
    const ask = () =>
      access(guarded({ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: queue })).check(send)
    if (expected === true) ask()
    else expect(ask).toThrow(expected === false ? 'is not authorized' : expected)
  })
})

describe('a condition', () => {
  it.each([
    [{ StringEquals: { 'aws:SourceAccount': account } }, true],
    [{ StringEquals: { 'AWS:sourceaccount': [account, 'x'] } }, true],
    [{ StringEquals: { 'aws:SourceAccount': '444455556666' } }, false],
    [{ StringNotEquals: { 'aws:SourceAccount': '444455556666' } }, true],
    [{ StringLike: { 'aws:SourceAccount': '1111*' } }, true],
    [{ StringNotLike: { 'aws:SourceAccount': '1111*' } }, false],
    [{ StringEqualsIgnoreCase: { 'aws:PrincipalServiceName': 'EVENTS.amazonaws.com' } }, true],
    [{ ArnEquals: { 'aws:SourceArn': rule } }, true],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } }, true],
    [{ ArnEquals: { 'aws:SourceArn': `${rule}2` } }, false],
    [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Bool: { 'aws:SecureTransport': false } }, false],
    [{ Null: { 'aws:SourceArn': 'false' } }, true],
    [{ Null: { 'kms:ViaService': 'true' } }, true],
    [{ StringEquals: { 'kms:ViaService': 'x' } }, false],
    [{ StringNotEquals: { 'kms:ViaService': 'x' } }, true],
    [{ StringEqualsIfExists: { 'kms:ViaService': 'x' } }, true],
    [{ 'ForAllValues:StringEquals': { colours: ['red', 'blue'] } }, true],
    [{ 'ForAllValues:StringEquals': { colours: ['red'] } }, false],
    [{ 'ForAnyValue:StringEquals': { colours: ['red', 'green'] } }, true],
    [{ 'ForAnyValue:StringLike': { colours: ['gr*'] } }, false],
    [{ 'ForAllValues:StringEquals': { 'kms:ViaService': ['x'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'kms:ViaService': ['x'] } }, false],
    [{ ArnEquals: { 'aws:SourceArn': rule }, Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, 'the condition operator DateGreaterThan'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'the condition key aws:PrincipalOrgID'],
    [{ StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } }, 'the policy variable in'],
  ])('%j on a rule that sends to a queue: %j', (Condition, expected) => {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition,
    }
    const ask = () =>
      access(guarded(statement)).check({ ...send, principal: events, context: { colours: ['red', 'blue'] } })
    if (expected === true) ask()
    else expect(ask).toThrow(expected === false ? 'is not authorized' : expected)
  })
})

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
