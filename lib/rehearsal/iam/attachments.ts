import { NotRehearsed } from '../aws-error.ts'
import type { Deployed, Resource } from '../template/deploy.ts'
import { busName } from '../template/identity.ts'
import { invalid, isRecord, listOf, recordOf, textOf, textsOf } from '../template/shape.ts'
import { managedPolicy } from './managed-policies.ts'
import { parsePolicy, parseStatement, type Statement } from './policy.ts'

/** The statements that hang on each role or resource, by ARN. */
export type Attached = ReadonlyMap<string, readonly Statement[]>

/** The identity policies of every role: inline, AWS::IAM::Policy, AWS::IAM::ManagedPolicy and those of AWS. */
export function identityPolicies(deployed: Deployed): Attached {
  const attached = new Collection()
  const roles = new Map(deployed.ofType('AWS::IAM::Role').map((role) => [role.name, role]))
  const attach = (policy: Resource, statements: readonly Statement[]) => {
    for (const element of ['Users', 'Groups'])
      if (policy.properties[element] !== undefined) throw new NotRehearsed(`${element} of ${policy.logicalId}`)
    for (const name of textsOf(policy.properties.Roles, `the roles of ${policy.logicalId}`)) {
      const role = roles.get(name)
      if (!role) throw new NotRehearsed(`the role ${name} of ${policy.logicalId}, which is not in the template`)
      attached.add(arnOf(role), statements)
    }
  }
  const own = new Map<string, readonly Statement[]>()
  for (const policy of deployed.ofType('AWS::IAM::ManagedPolicy')) {
    const statements = documentOf(policy, 'identity')
    own.set(arnOf(policy), statements)
    attach(policy, statements)
  }
  for (const policy of deployed.ofType('AWS::IAM::Policy')) attach(policy, documentOf(policy, 'identity'))
  for (const role of roles.values()) {
    const { PermissionsBoundary, Policies, ManagedPolicyArns } = role.properties
    if (PermissionsBoundary !== undefined) throw new NotRehearsed(`the permissions boundary of ${role.logicalId}`)
    for (const inline of listOf(Policies ?? [], `the policies of ${role.logicalId}`))
      attached.add(
        arnOf(role),
        parsePolicy(recordOf(inline, role.logicalId).PolicyDocument, role.logicalId, 'identity'),
      )
    for (const arn of textsOf(ManagedPolicyArns, `the managed policies of ${role.logicalId}`))
      attached.add(arnOf(role), own.get(arn) ?? managedPolicy(arn))
  }
  return attached.byArn
}

/** The trust policy of every role. */
export function trustPolicies(deployed: Deployed): Attached {
  const attached = new Collection()
  for (const role of deployed.ofType('AWS::IAM::Role'))
    attached.add(
      arnOf(role),
      parsePolicy(role.properties.AssumeRolePolicyDocument, `the trust of ${role.logicalId}`, 'trust'),
    )
  return attached.byArn
}

/** The resource policies of queues, topics, buckets, keys, buses, tables and functions. */
export function resourcePolicies(deployed: Deployed): Attached {
  const attached = new Collection()
  const named = (type: string, name: string, by: Resource) => {
    const target = deployed.ofType(type).find((resource) => resource.physicalId === name || resource.arn === name)
    if (!target) throw new NotRehearsed(`the policy ${by.logicalId} of ${name}, which is not in the template`)
    return arnOf(target)
  }
  for (const { of, type, targets } of separatePolicies)
    for (const policy of deployed.ofType(type))
      for (const name of textsOf(policy.properties[targets], `${targets} of ${policy.logicalId}`))
        attached.add(named(of, name, policy), documentOf(policy, 'resource'))
  for (const key of deployed.ofType('AWS::KMS::Key'))
    attached.add(arnOf(key), parsePolicy(key.properties.KeyPolicy, `the key policy of ${key.logicalId}`, 'resource'))
  for (const table of deployed.ofType('AWS::DynamoDB::Table')) {
    const { ResourcePolicy } = table.properties
    if (isRecord(ResourcePolicy))
      attached.add(
        arnOf(table),
        parsePolicy(ResourcePolicy.PolicyDocument, `the policy of ${table.logicalId}`, 'resource'),
      )
  }
  for (const bus of deployed.ofType('AWS::Events::EventBus'))
    if (bus.properties.Policy !== undefined) throw new NotRehearsed(`the inline policy of the bus ${bus.logicalId}`)
  for (const policy of deployed.ofType('AWS::Events::EventBusPolicy')) {
    const { Statement, EventBusName = 'default' } = policy.properties
    if (!isRecord(Statement)) throw new NotRehearsed(`the event bus policy ${policy.logicalId} without a Statement`)
    const bus = busName(textOf(EventBusName, `the bus of ${policy.logicalId}`))
    const arn = `arn:aws:events:${deployed.region}:${deployed.account}:event-bus/${bus}`
    attached.add(arn, [parseStatement(Statement, policy.logicalId, 'resource')])
  }
  for (const permission of deployed.ofType('AWS::Lambda::Permission')) {
    const name = textOf(permission.properties.FunctionName, `the function of ${permission.logicalId}`)
    const arn = named('AWS::Lambda::Function', name, permission)
    attached.add(arn, [permissionStatement(permission, arn)])
  }
  return attached.byArn
}

const separatePolicies = [
  { type: 'AWS::SQS::QueuePolicy', of: 'AWS::SQS::Queue', targets: 'Queues' },
  { type: 'AWS::SNS::TopicPolicy', of: 'AWS::SNS::Topic', targets: 'Topics' },
  { type: 'AWS::S3::BucketPolicy', of: 'AWS::S3::Bucket', targets: 'Bucket' },
] as const

/** A Lambda permission as the statement that Lambda writes into the function's policy. */
function permissionStatement({ logicalId, properties }: Resource, functionArn: string): Statement {
  const {
    FunctionName: _,
    Action,
    Principal,
    SourceArn,
    SourceAccount,
    FunctionUrlAuthType,
    InvokedViaFunctionUrl,
    ...rest
  } = properties
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) throw new NotRehearsed(`${unknown} of AWS::Lambda::Permission (logical id ${logicalId})`)
  const principal = textOf(Principal, `the principal of ${logicalId}`)
  const condition = {
    ArnLike: present({ 'aws:SourceArn': SourceArn }),
    StringEquals: present({ 'aws:SourceAccount': SourceAccount, 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
    Bool: present({ 'lambda:InvokedViaFunctionUrl': InvokedViaFunctionUrl }),
  }
  const service = principal.endsWith('.amazonaws.com')
  return parseStatement(
    {
      Effect: 'Allow',
      Action,
      Resource: functionArn,
      Principal: principal === '*' ? '*' : service ? { Service: principal } : { AWS: principal },
      Condition: condition,
    },
    logicalId,
    'resource',
  )
}

const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const documentOf = (policy: Resource, belonging: 'identity' | 'resource') =>
  parsePolicy(policy.properties.PolicyDocument, policy.logicalId, belonging)

function arnOf(resource: Resource): string {
  if (resource.arn !== undefined) return resource.arn
  throw invalid(`${resource.logicalId} has no ARN`)
}

class Collection {
  readonly byArn = new Map<string, readonly Statement[]>()

  add(arn: string, statements: readonly Statement[]): void {
    this.byArn.set(arn, [...(this.byArn.get(arn) ?? []), ...statements])
  }
}
