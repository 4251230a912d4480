// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables like this.
import { describe, expect, it } from 'vitest'
import { access, account, allowing, guarded, queue, reader, role, send, table } from './reader-stack.ts'

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
