import { AwsError, NotRehearsed } from '../aws-error.ts'
import { type TaskCall, TaskFailure, type TaskRunner } from '../states/machines.ts'
import { type Calls, ConnectionLost } from './calls.ts'
import { asFields, type Fields, isFields, optionalText, text } from './fields.ts'

const PREFIX = 'arn:aws:states:::'

/** What a Task state calls, done under the machine's role, with the error names that Step Functions gives to failures. */
export const taskRunner =
  (calls: Calls): TaskRunner =>
  async (call) => {
    const resource = call.resource.slice(PREFIX.length).replace(/\.waitForTaskToken$/, '')
    const input = asFields(call.arguments, `the arguments of ${call.state}`)
    if (resource === 'lambda:invoke') return invoke(calls, call, input)
    if (resource === 'sqs:sendMessage') return send(calls, call, input)
    if (resource === 'aws-sdk:s3:putObject') return put(calls, call, input)
    const [, operation] = resource.match(/^aws-sdk:dynamodb:(\w+)$/) ?? []
    if (operation === undefined) throw new NotRehearsed(`the integration ${call.resource} (state ${call.state})`)
    const action = operation.charAt(0).toUpperCase() + operation.slice(1)
    return attempt('DynamoDb', databaseError, () => calls.perform(call.execution.roleArn, 'dynamodb', action, input))
  }

async function invoke(calls: Calls, call: TaskCall, { FunctionName, Payload, ...rest }: Fields): Promise<unknown> {
  const extra = Object.keys(rest)[0]
  if (extra) throw new NotRehearsed(`${extra} of lambda:invoke (state ${call.state})`)
  const input = { FunctionName, InvocationType: 'RequestResponse', Payload: JSON.stringify(Payload ?? {}) }
  const answer = asFields(
    await attempt('Lambda', functionServiceError, () =>
      calls.perform(call.execution.roleArn, 'lambda', 'Invoke', input),
    ),
  )
  const payload = text(answer, 'Payload')
  if (answer.FunctionError !== undefined) {
    const fault: unknown = JSON.parse(payload)
    const name = isFields(fault) ? optionalText(fault, 'errorType') : undefined
    throw new TaskFailure(name ?? 'Lambda.Unknown', payload)
  }
  const result: unknown = JSON.parse(payload)
  return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: result }
}

const send = (calls: Calls, call: TaskCall, input: Fields): Promise<unknown> => {
  const { MessageBody } = input
  const body = typeof MessageBody === 'string' ? MessageBody : JSON.stringify(MessageBody)
  return attempt('SQS', queueError, () =>
    calls.perform(call.execution.roleArn, 'sqs', 'SendMessage', { ...input, MessageBody: body }),
  )
}

/** What stands as an object in the definition is kept as its JSON. */
const put = (calls: Calls, call: TaskCall, input: Fields): Promise<unknown> => {
  const body = Buffer.from(JSON.stringify(input.Body ?? null)).toString('latin1')
  return attempt('S3', storageError, () =>
    calls.perform(call.execution.roleArn, 's3', 'PutObject', { ...input, Body: body }),
  )
}

/** Runs a call and renames its failure as `<Service>.<Exception>`; whatever is not rehearsed stays what it is. */
async function attempt<T>(service: string, rename: (code: string) => string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ConnectionLost) throw new TaskFailure(`${service}.SdkClientException`, error.message)
    if (!(error instanceof AwsError) || error instanceof NotRehearsed) throw error
    throw new TaskFailure(
      `${service}.${rename(error.code)}`,
      `${error.message} (Service: ${service}, Status Code: ${error.status})`,
    )
  }
}

/** Exceptions that DynamoDB's model names; the SDK gives every other the name of the service. */
const DATABASE_ERRORS = new Set([
  ...['ConditionalCheckFailedException', 'TransactionCanceledException', 'TransactionConflictException'],
  ...['TransactionInProgressException', 'IdempotentParameterMismatchException', 'ResourceNotFoundException'],
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceededException', 'ThrottlingException'],
  'LimitExceededException',
  ...['ItemCollectionSizeLimitExceededException'],
])

const databaseError = (code: string): string => {
  if (code === 'RequestLimitExceeded' || code === 'InternalServerError') return `${code}Exception`
  return DATABASE_ERRORS.has(code) ? code : 'DynamoDbException'
}

const FUNCTION_ERRORS = new Set([
  'TooManyRequestsException',
  'ResourceNotFoundException',
  'ServiceException',
  'RequestTooLargeException',
])
const functionServiceError = (code: string): string => (FUNCTION_ERRORS.has(code) ? code : 'AWSLambdaException')

const queueError = (code: string): string =>
  code === 'QueueDoesNotExist' ? 'QueueDoesNotExistException' : 'AmazonSQSException'

const storageError = (code: string): string => (code === 'NoSuchBucket' ? 'NoSuchBucketException' : 'S3Exception')
