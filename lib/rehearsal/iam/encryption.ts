import { NotRehearsed } from '../aws-error.ts'
import type { Deployed, Resource } from '../template/deploy.ts'
import { isRecord, textOf } from '../template/shape.ts'
import { ownerOf, serviceOfArn } from './arn.ts'

const write = [
  ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ...['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey'],
]
const read = ['kms:Decrypt', 'kms:DescribeKey']
const seal = ['kms:GenerateDataKey', 'kms:Decrypt']
const open = ['kms:Decrypt']
const nothing: readonly string[] = []

/**
 * The KMS actions that an action on an encrypted resource implies. Source: the page on encryption at rest of each
 * service's developer guide. For DynamoDB the guide states one minimum for reading and writing through a customer-managed
 * key; CDK's own grants divide it as here.
 */
const implied: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': read,
  'dynamodb:BatchGetItem': read,
  'dynamodb:Query': read,
  'dynamodb:Scan': read,
  'dynamodb:ConditionCheckItem': read,
  'dynamodb:PutItem': write,
  'dynamodb:UpdateItem': write,
  'dynamodb:DeleteItem': write,
  'dynamodb:BatchWriteItem': write,
  'dynamodb:GetRecords': open,
  'dynamodb:GetShardIterator': nothing,
  'dynamodb:DescribeStream': nothing,
  'dynamodb:DescribeTable': nothing,
  'dynamodb:DescribeExport': nothing,
  // A table is read with the grant that DynamoDB has on its key.
  'dynamodb:ExportTableToPointInTime': nothing,
  'sqs:SendMessage': seal,
  'sqs:ReceiveMessage': open,
  'sqs:DeleteMessage': nothing,
  'sqs:ChangeMessageVisibility': nothing,
  'sqs:GetQueueAttributes': nothing,
  'sqs:GetQueueUrl': nothing,
  'sqs:PurgeQueue': nothing,
  'sns:Publish': seal,
  'states:StartExecution': seal,
  'states:StopExecution': open,
  'states:SendTaskSuccess': open,
  'states:SendTaskFailure': open,
  'states:SendTaskHeartbeat': nothing,
  'states:DescribeExecution': open,
  'states:GetExecutionHistory': open,
  'states:DescribeStateMachine': open,
  'states:ListExecutions': nothing,
  'events:PutEvents': seal,
  'logs:PutLogEvents': write,
  'secretsmanager:GetSecretValue': open,
  's3:GetObject': open,
  's3:GetObjectVersion': open,
  's3:PutObject': ['kms:GenerateDataKey', 'kms:Decrypt'],
  's3:PutObjectAcl': nothing,
  's3:DeleteObject': nothing,
  's3:ListMultipartUploadParts': nothing,
  's3:ListBucket': nothing,
  's3:GetBucketLocation': nothing,
  's3:ListBucketMultipartUploads': nothing,
  's3:AbortMultipartUpload': nothing,
  // Lambda opens a function's environment through its own grant, made when the function is.
  'lambda:InvokeFunction': nothing,
}

/** The KMS actions that an action on an encrypted resource implies; an action outside the table is refused by name. */
export function impliedKmsActions(action: string): readonly string[] {
  const actions = implied[action]
  if (actions) return actions
  throw new NotRehearsed(`${action} on a resource with a customer-managed key`)
}

/** Services that use the key themselves, as themselves, whoever called. */
export function keyUser(resourceArn: string, region: string): { service: string; sourceArn: string } | undefined {
  switch (serviceOfArn(resourceArn)) {
    case 'events':
      return { service: 'events.amazonaws.com', sourceArn: resourceArn }
    case 'logs':
      return { service: `logs.${region}.amazonaws.com`, sourceArn: resourceArn }
    default:
      return undefined
  }
}

/** The encryption context that a service binds to the data of a resource, as condition keys. */
export function encryptionContext(resourceArn: string, account: string): Readonly<Record<string, string>> {
  const owner = ownerOf(resourceArn)
  const key = (name: string) => `kms:EncryptionContext:${name}`
  switch (serviceOfArn(owner)) {
    case 'dynamodb':
      return {
        [key('aws:dynamodb:tableName')]: owner.slice(owner.indexOf('/') + 1),
        [key('aws:dynamodb:subscriberId')]: account,
      }
    case 'sqs':
      return { [key('aws:sqs:arn')]: owner }
    case 'sns':
      return { [key('aws:sns:topicArn')]: owner }
    case 'states':
      return { [key('aws:states:stateMachineArn')]: owner }
    case 'events':
      return { [key('aws:events:event-bus:arn')]: owner }
    case 'logs':
      return { [key('aws:logs:arn')]: owner }
    case 'secretsmanager':
      return { [key('SecretARN')]: owner }
    case 's3':
      return { [key('aws:s3:arn')]: resourceArn }
    default:
      return {}
  }
}

/** The customer-managed key (its ARN) of every encrypted resource, by the ARN of its owner; a key from outside is refused. */
export function keysByResource(deployed: Deployed): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const resource of deployed.resources.values()) {
    const reference = keyReference(resource)
    if (resource.arn === undefined || typeof reference !== 'string' || isManagedByAws(reference)) continue
    keys.set(ownerOf(resource.arn), keyArn(deployed, reference, resource.logicalId))
  }
  return keys
}

function keyReference({ type, properties }: Resource): unknown {
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return isRecord(properties.SSESpecification) ? properties.SSESpecification.KMSMasterKeyId : undefined
    case 'AWS::SQS::Queue':
    case 'AWS::SNS::Topic':
      return properties.KmsMasterKeyId
    case 'AWS::Events::EventBus':
    case 'AWS::Events::Archive':
      return properties.KmsKeyIdentifier
    case 'AWS::Logs::LogGroup':
    case 'AWS::SecretsManager::Secret':
      return properties.KmsKeyId
    case 'AWS::Lambda::Function':
      return properties.KmsKeyArn
    case 'AWS::StepFunctions::StateMachine':
      return isRecord(properties.EncryptionConfiguration) ? properties.EncryptionConfiguration.KmsKeyId : undefined
    case 'AWS::S3::Bucket':
      return bucketKey(properties.BucketEncryption)
    default:
      return undefined
  }
}

function bucketKey(encryption: unknown): unknown {
  const rules = isRecord(encryption) ? encryption.ServerSideEncryptionConfiguration : undefined
  const [rule]: readonly unknown[] = Array.isArray(rules) ? rules : []
  const chosen = isRecord(rule) ? rule.ServerSideEncryptionByDefault : undefined
  return isRecord(chosen) ? chosen.KMSMasterKeyID : undefined
}

/** A key that AWS manages for the whole account needs no permission of its own; an empty reference means no key. */
const isManagedByAws = (reference: string) => reference === '' || /(^|:)alias\/aws\//.test(reference)

function keyArn(deployed: Deployed, reference: string, logicalId: string): string {
  const alias = deployed
    .ofType('AWS::KMS::Alias')
    .find(({ physicalId, arn }) => physicalId === reference || arn === reference)
  const wanted = alias ? textOf(alias.properties.TargetKeyId, `the key of ${alias.logicalId}`) : reference
  const key = deployed.ofType('AWS::KMS::Key').find(({ physicalId, arn }) => physicalId === wanted || arn === wanted)
  if (key?.arn === undefined)
    throw new NotRehearsed(`the key ${wanted} of ${logicalId}, which is not in the template: its policy is unknown`)
  return key.arn
}
