import { CfnResource, Stack, Validations } from 'aws-cdk-lib/core'
import type { Construct, IConstruct } from 'constructs'

/** The wildcards our roles keep, and why IAM leaves no other choice; a test refuses any that is not here. */
export const WILDCARD_REASONS = {
  'xray:PutTraceSegments': 'X-Ray has no resources to name: traces belong to the account.',
  'xray:PutTelemetryRecords': 'X-Ray has no resources to name: traces belong to the account.',
  'xray:GetSamplingRules': 'X-Ray has no resources to name: sampling rules are read as a whole.',
  'xray:GetSamplingTargets': 'X-Ray has no resources to name: sampling rules are read as a whole.',
  'dynamodb:ListStreams': 'Streams are listed as a whole; Lambda asks for it before it reads one.',
  'logs:CreateLogDelivery': 'Log deliveries are made by the service and have no ARN before that.',
  'logs:GetLogDelivery': 'Log deliveries are made by the service and have no ARN before that.',
  'logs:UpdateLogDelivery': 'Log deliveries are made by the service and have no ARN before that.',
  'logs:DeleteLogDelivery': 'Log deliveries are made by the service and have no ARN before that.',
  'logs:ListLogDeliveries': 'Log deliveries are listed as a whole.',
  'logs:PutResourcePolicy': 'Resource policies of CloudWatch Logs belong to the account.',
  'logs:DescribeResourcePolicies': 'Resource policies of CloudWatch Logs belong to the account.',
  'dynamodb:DescribeExport': 'An export has no name before it is made: those of one table.',
  's3:ListMultipartUploadParts': 'Files of the lake have no names before they are written: a folder of one bucket.',
  's3:PutObjectAcl': 'Files of an export have no names before they are written: a folder of one bucket.',
  's3:AbortMultipartUpload': 'Files of the lake have no names before they are written: a folder of one bucket.',
  's3:GetObject': 'Files of the lake have no names before they are written: a folder of one bucket.',
  's3:GetObjectVersion': 'Dropped files have no names before they are dropped: a folder of one bucket.',
  's3:DeleteObject': 'Files of the lake have no names before they are written: a folder of one bucket.',
  's3:PutObject': 'Files of the lake have no names before they are written: a folder of one bucket.',
  'logs:DescribeLogGroups': 'Step Functions looks for its log group among all.',
} as const satisfies Record<string, string>

const WILDCARD = 'AwsSolutions::AwsSolutions-IAM5[Resource::*]'

/** Functions of ours are called by a queue, a stream or the machine, never asynchronously. */
export function acknowledgeFunction(fn: IConstruct, role: IConstruct): void {
  acknowledge(role, WILDCARD, 'Traces and lists of streams have no ARN to name; WILDCARD_REASONS lists each action.')
  acknowledge(
    fn,
    'Serverless::Serverless-LambdaDLQ',
    'Applies to asynchronous calls. What calls this function keeps failures itself: a queue, a stream, the journey.',
  )
}

/** The journey's role writes traces and sets up its log delivery; its history is kept by Step Functions. */
export function acknowledgeMachine(machine: IConstruct, role: IConstruct): void {
  acknowledge(role, WILDCARD, 'Traces and log deliveries have no ARN to name; WILDCARD_REASONS lists each action.')
  acknowledge(
    machine,
    'AwsSolutions::AwsSolutions-SF1',
    'The history of each execution holds every step; a second copy would cost per step and tell nothing more.',
  )
}

/** A dead-letter queue is the last station: it has no dead-letter queue of its own. */
export function acknowledgeDeadLetters(queue: Construct): void {
  const reason = 'This is a dead-letter queue; its alarm calls a person, who redrives it.'
  acknowledge(queue, 'Serverless::Serverless-SQSRedrivePolicy', reason)
  acknowledge(queue, 'AwsSolutions::AwsSolutions-SQS3', reason)
}

/** SQS itself moves what fails five times to the dead-letter queue; the mapping has nothing to add. */
export function acknowledgeQueueSource(fn: IConstruct): void {
  acknowledge(
    fn,
    'Serverless::Serverless-LambdaEventSourceMappingDestination',
    'Lambda accepts no failure destination for a queue; the queue has a dead-letter queue.',
  )
}

/** SNS hands e-mail to its own mail service: there is no failed delivery that a queue could catch. */
export function acknowledgeEmailSubscription(subscription: IConstruct): void {
  acknowledge(
    subscription,
    'Serverless::Serverless-SNSRedrivePolicy',
    'Amazon SNS supports dead-letter queues for e-mail subscriptions on paper only: a bounced e-mail never reaches them.',
  )
}

/** A secret that two companies share cannot be changed by one of them at an hour of its own. */
export function acknowledgeSharedSecret(secret: IConstruct): void {
  acknowledge(
    secret,
    'AwsSolutions::AwsSolutions-SMG4',
    'The aggregator must have the new secret at the same moment; docs/channels.md says how to change it together.',
  )
}

/** Who reads which object is in CloudTrail when a company turns its data events on; a log bucket of our own would need one too. */
export function acknowledgeLakeBucket(bucket: IConstruct): void {
  acknowledge(
    bucket,
    'AwsSolutions::AwsSolutions-S1',
    'The lake has no personal data; CloudTrail’s data events say who read it, without a second bucket that grows for ever.',
  )
}

/** Exports are gone after a day; who reads which is in CloudTrail when a company turns its data events on. */
export function acknowledgeExports(bucket: IConstruct): void {
  acknowledge(
    bucket,
    'AwsSolutions::AwsSolutions-S1',
    'What is written here is deleted after a day; a log of who read it would be kept longer than what they read.',
  )
}

/** What is dropped is gone after a quarter; who reads it is in CloudTrail when a company turns its data events on. */
export function acknowledgeDropBucket(bucket: IConstruct): void {
  acknowledge(
    bucket,
    'AwsSolutions::AwsSolutions-S1',
    'Files and reports are deleted after a quarter; CloudTrail’s data events say who read them, without a second bucket.',
  )
}

/** Whoever may touch what lies in some folders of a bucket, or the exports of a table: it has no name before it is made. */
export function acknowledgeFolders(role: IConstruct, resource: IConstruct, folders: readonly string[]): void {
  const own = resource.node.defaultChild
  if (!CfnResource.isCfnResource(own)) throw new TypeError(`${resource.node.path} is no resource of CloudFormation`)
  const id = String(Stack.of(resource).resolve(own.logicalId))
  for (const folder of folders)
    acknowledge(
      role,
      `AwsSolutions::AwsSolutions-IAM5[Resource::<${id}.Arn>/${folder}/*]`,
      'Files are named when they are written; the folder is as narrow as it gets.',
    )
}

/** Output through which CDK hands the ARN of the lake's bucket to the stack of the dashboards; synthesis says when it is another. */
const LAKE_BUCKET_OUTPUT = 'PublishOutputFnGetAttLakeBucketB1D32E10Arn52DE6E6C'

/** QuickSight reads the objects of two folders of the lake's bucket; it cannot know their names. */
export function acknowledgeLakeReader(role: IConstruct, folders: readonly string[]): void {
  const bucket = `{"Fn::GetStackOutput":{"StackName":"Puntual","Region":{"Ref":"AWS::Region"},"OutputName":"${LAKE_BUCKET_OUTPUT}"}}`
  for (const folder of folders)
    acknowledge(
      role,
      `AwsSolutions::AwsSolutions-IAM5[Resource::${bucket}/${folder}/*]`,
      'Files are named when they are written; the folder is as narrow as it gets.',
    )
}

/** QuickSight lists the catalogs and work groups of an account before it uses one of each. */
export function acknowledgeLakeLists(role: IConstruct): void {
  acknowledge(
    role,
    WILDCARD,
    'Catalogs, engine versions and work groups are listed as a whole, by name; a test lists the three actions.',
  )
}

/** The pipe reads one stream; DynamoDB lists streams as a whole. */
export function acknowledgePipe(role: IConstruct): void {
  acknowledge(role, WILDCARD, 'Streams are listed as a whole; WILDCARD_REASONS has the action.')
}

function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason })
}
