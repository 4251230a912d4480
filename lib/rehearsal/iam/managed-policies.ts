import { NotRehearsed } from '../aws-error.ts'
import { parsePolicy, type Statement } from './policy.ts'

const logging = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']
const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']
const sampling = ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries']

/** What the policies that AWS manages allow, on every resource; only those that CDK attaches to functions. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': logging,
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    ...logging,
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    ...['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    ...logging,
  ],
  AWSXRayDaemonWriteAccess: [...tracing, ...sampling],
  AWSXrayWriteOnlyAccess: [...tracing, ...sampling],
}

/** The statements of a policy that AWS manages, by its ARN; one outside the table is refused by name. */
export function managedPolicy(arn: string): readonly Statement[] {
  const name = arn.replace('arn:aws:iam::aws:policy/', '')
  const actions = allowed[name]
  if (!actions) throw new NotRehearsed(`the managed policy ${arn}`)
  return parsePolicy({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }, name, 'identity')
}
