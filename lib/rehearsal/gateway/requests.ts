import type { IncomingHttpHeaders } from 'node:http'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import { readStorageRequest, STORAGE_DIALECT } from '../s3/requests.ts'
import type { Dialect, ReadRequest } from './dialect.ts'
import { asFields, type Fields, optionalText, text } from './fields.ts'
import { readForm, writeAnswer, writeError } from './query-protocol.ts'

/** X-Amz-Target prefixes and the IAM prefix of the service behind each. */
const TARGETS: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AWSStepFunctions: 'states',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  Firehose_20150804: 'firehose',
  PinpointSMSVoiceV2: 'sms-voice',
  ServiceQuotasV20190624: 'servicequotas',
}

/** Signing names whose protocol is the query form. */
const FORMS = new Set(['ses', 'cloudformation', 'sts', 'sns'])

/** SQS keeps the error codes of its former protocol in a header. */
const QUERY_ERRORS: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
}

const json = (contentType: string): Dialect => ({
  contentType,
  answer: (_operation, answer) => (answer === undefined ? '{}' : JSON.stringify(answer)),
  error: (error) => JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
  answerHeaders: () => ({}),
  errorHeaders: (error) => {
    const fault = error.status < 500 ? 'Sender' : 'Receiver'
    return {
      'x-amzn-errortype': error.code,
      'x-amzn-query-error': `${QUERY_ERRORS[error.code] ?? error.code};${fault}`,
    }
  },
})

const JSON_1_0 = json('application/x-amz-json-1.0')
const JSON_1_1 = json('application/x-amz-json-1.1')
const REST_JSON = json('application/json')
/** Lambda's Invoke answers with the payload itself and says in a header that it is an error. */
const INVOCATION: Dialect = {
  ...REST_JSON,
  answer: (_operation, answer) => text(asFields(answer), 'Payload'),
  answerHeaders: (answer) => {
    const fault = optionalText(asFields(answer), 'FunctionError')
    return { 'x-amz-executed-version': '$LATEST', ...(fault === undefined ? {} : { 'x-amz-function-error': fault }) }
  },
}
const FORM: Dialect = {
  contentType: 'text/xml',
  answer: writeAnswer,
  error: writeError,
  answerHeaders: () => ({}),
  errorHeaders: () => ({}),
}

/** Reads of the account in REST: by signing name and path, which may name one thing. */
const READS: readonly {
  readonly of: string
  readonly at: RegExp
  readonly service: string
  readonly operation: string
  readonly names?: string
}[] = [
  { of: 'ses', at: /^\/v2\/email\/account$/, service: 'ses', operation: 'GetAccount' },
  {
    of: 'ses',
    at: /^\/v2\/email\/identities\/([^/]+)$/,
    service: 'ses',
    operation: 'GetEmailIdentity',
    names: 'EmailIdentity',
  },
  {
    of: 'ses',
    at: /^\/v2\/email\/configuration-sets\/([^/]+)\/event-destinations$/,
    service: 'ses',
    operation: 'GetConfigurationSetEventDestinations',
    names: 'ConfigurationSetName',
  },
  {
    of: 'mobiletargeting',
    at: /^\/v1\/apps\/([^/]+)\/channels\/sms$/,
    service: 'mobiletargeting',
    operation: 'GetSmsChannel',
    names: 'ApplicationId',
  },
  {
    of: 'social-messaging',
    at: /^\/v1\/whatsapp\/waba\/phone\/details$/,
    service: 'social-messaging',
    operation: 'GetLinkedWhatsAppBusinessAccountPhoneNumber',
  },
  {
    of: 'social-messaging',
    at: /^\/v1\/whatsapp\/template\/list$/,
    service: 'social-messaging',
    operation: 'ListWhatsAppMessageTemplates',
  },
  {
    of: 'lambda',
    at: /^\/2016-08-19\/account-settings\/?$/,
    service: 'lambda',
    operation: 'GetAccountSettings',
  },
  {
    of: 'quicksight',
    at: /^\/account\/(\d{12})$/,
    service: 'quicksight',
    operation: 'DescribeAccountSubscription',
    names: 'AwsAccountId',
  },
]

const parse = (body: string): Fields => {
  try {
    return body === '' ? {} : asFields(JSON.parse(body))
  } catch (cause) {
    if (cause instanceof AwsError) throw cause
    throw new AwsError('SerializationException', 'the body is not JSON')
  }
}

/** The signing name in an Authorization header (`Credential=key/date/region/service/aws4_request`). */
const signedFor = (authorization: string): string =>
  authorization.match(/Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//)?.[1] ?? ''

/** Reads the access key id of an Authorization header; empty when there is none. */
export function accessKeyOf(authorization: string | undefined): string {
  const start = authorization?.indexOf('Credential=') ?? -1
  if (!authorization || start < 0) return ''
  return authorization.slice(start + 11, authorization.indexOf('/', start))
}

/** Which dialect an answer must be in, when the request could not even be read. */
export const dialectOf = (headers: IncomingHttpHeaders): Dialect => {
  if (signedFor(headers.authorization ?? '') === 's3') return STORAGE_DIALECT
  if (headers['x-amz-target']) return headers['content-type']?.includes('1.1') ? JSON_1_1 : JSON_1_0
  return headers['content-type']?.includes('x-www-form-urlencoded') ? FORM : REST_JSON
}

/** Reads a request as an API call; throws NotRehearsed, by name, for what it does not know. */
export function readRequest(method: string, url: string, headers: IncomingHttpHeaders, body: string): ReadRequest {
  if (headers['smithy-protocol']) throw new NotRehearsed(`the protocol ${headers['smithy-protocol']}`)
  const dialect = dialectOf(headers)
  const target = headers['x-amz-target']
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.')
    const service = TARGETS[prefix]
    if (!service) throw new NotRehearsed(`the API ${target}`)
    return { service, operation, input: parse(body), dialect }
  }
  const service = signedFor(headers.authorization ?? '')
  if (service === 's3') return readStorageRequest(method, url, headers, body)
  // SES signs its second API, which is REST, with the name of its first.
  if (FORMS.has(service) && !url.startsWith('/v2/')) {
    const { Action, Version: _, ...input } = readForm(body)
    return { service, operation: text({ Action }, 'Action'), input, dialect: FORM }
  }
  return readRest(service, method, decodeURIComponent(url.split('?')[0]!), headers, body)
}

function readRest(
  service: string,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: string,
): ReadRequest {
  const messages = path.match(/^\/v1\/apps\/([^/]+)\/messages$/)
  if (method === 'POST' && messages) {
    const input = { ApplicationId: messages[1], MessageRequest: parse(body) }
    return { service: 'mobiletargeting', operation: 'SendMessages', input, dialect: REST_JSON }
  }
  if (method === 'POST' && path === '/v1/whatsapp/send')
    return { service: 'social-messaging', operation: 'SendWhatsAppMessage', input: parse(body), dialect: REST_JSON }
  const invocations = path.match(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/)
  if (method === 'POST' && invocations) {
    const InvocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse'
    const input = { FunctionName: invocations[1], InvocationType, Payload: body }
    return { service: 'lambda', operation: 'Invoke', input, dialect: INVOCATION }
  }
  const read = method === 'GET' && READS.find(({ of, at }) => of === service && at.test(path))
  if (read) {
    const [, named] = path.match(read.at) ?? []
    const input = read.names === undefined ? {} : { [read.names]: named }
    return { service: read.service, operation: read.operation, input, dialect: REST_JSON }
  }
  throw new NotRehearsed(`${method} ${path}${service ? ` of ${service}` : ''}`)
}
