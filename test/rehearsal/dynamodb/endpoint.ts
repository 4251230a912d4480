import * as sdk from '@aws-sdk/client-dynamodb'
import * as streams from '@aws-sdk/client-dynamodb-streams'
import { AwsError } from '../../../lib/rehearsal/aws-error.ts'
import { Dynamo } from '../../../lib/rehearsal/dynamodb/dynamo.ts'
import { World } from '../../../lib/rehearsal/world.ts'

/** Answers one DynamoDB request written as in its JSON protocol (binaries in base64). */
export type Call = (operation: string, input: object) => Promise<unknown>

/** An error of either side, in one form. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly reasons?: unknown
  readonly item?: unknown
}

const url = process.env.PUNTUAL_DYNAMODB_ENDPOINT

/** The DynamoDB under test: the rehearsal's in process, or whatever answers at PUNTUAL_DYNAMODB_ENDPOINT. */
export const call: Call = url ? remote(url) : local()

function local(): Call {
  const dynamo = new Dynamo({ world: new World(Date.UTC(2026, 0, 5)), region: 'us-east-1', account: '111122223333' })
  return (operation, input) => dynamo.call(operation, input)
}

function remote(endpoint: string): Call {
  const client = new sdk.DynamoDBClient({ endpoint })
  const reader = new streams.DynamoDBStreamsClient({ endpoint: streamsOf(endpoint) })
  const read = (text: string) => JSON.parse(text, withBytes)
  const send: Readonly<Record<string, (text: string) => Promise<object>>> = {
    BatchGetItem: (text) => client.send(new sdk.BatchGetItemCommand(read(text))),
    BatchWriteItem: (text) => client.send(new sdk.BatchWriteItemCommand(read(text))),
    CreateTable: async (text) => {
      await client.send(new sdk.CreateTableCommand(read(text)))
      return sdk.waitUntilTableExists({ client, maxWaitTime: 60 }, read(text))
    },
    DeleteItem: (text) => client.send(new sdk.DeleteItemCommand(read(text))),
    DeleteTable: async (text) => {
      await client.send(new sdk.DeleteTableCommand(read(text)))
      return sdk.waitUntilTableNotExists({ client, maxWaitTime: 60 }, read(text))
    },
    DescribeStream: (text) => reader.send(new streams.DescribeStreamCommand(read(text))),
    DescribeTable: (text) => client.send(new sdk.DescribeTableCommand(read(text))),
    GetRecords: (text) => reader.send(new streams.GetRecordsCommand(read(text))),
    GetShardIterator: (text) => reader.send(new streams.GetShardIteratorCommand(read(text))),
    ListStreams: (text) => reader.send(new streams.ListStreamsCommand(read(text))),
    GetItem: (text) => client.send(new sdk.GetItemCommand(read(text))),
    PutItem: (text) => client.send(new sdk.PutItemCommand(read(text))),
    Query: (text) => client.send(new sdk.QueryCommand(read(text))),
    Scan: (text) => client.send(new sdk.ScanCommand(read(text))),
    TransactGetItems: (text) => client.send(new sdk.TransactGetItemsCommand(read(text))),
    TransactWriteItems: (text) => client.send(new sdk.TransactWriteItemsCommand(read(text))),
    UpdateItem: (text) => client.send(new sdk.UpdateItemCommand(read(text))),
  }
  return async (operation, input) => {
    const command = send[operation]
    if (!command) throw new Error(`the conformance suite does not call ${operation}`)
    const answer = await command(JSON.stringify(input))
    return JSON.parse(JSON.stringify(withBase64({ ...answer, $metadata: undefined })))
  }
}

/** AWS answers for streams at a host of its own; everybody else at the same. */
function streamsOf(endpoint: string): string {
  return endpoint.replace('//dynamodb.', '//streams.dynamodb.')
}

/** Records of AWS arrive a moment after their change; the rehearsal's are there at once. */
export const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, url ? 500 : 0))

const withBytes = (key: string, value: unknown): unknown => {
  if (key === 'B' && typeof value === 'string') return Buffer.from(value, 'base64')
  return key === 'BS' && Array.isArray(value) ? value.map((each) => Buffer.from(String(each), 'base64')) : value
}

const withBase64 = (node: unknown): unknown => {
  if (node instanceof Uint8Array) return Buffer.from(node).toString('base64')
  if (Array.isArray(node)) return node.map(withBase64)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, withBase64(member)]))
}

/** What a request is refused with; a request that succeeds fails the test. */
export async function refusal(request: Promise<unknown>): Promise<Refusal> {
  try {
    await request
  } catch (cause) {
    if (cause instanceof AwsError) {
      const { CancellationReasons: reasons, Item: item } = cause.fields
      return { code: cause.code, message: cause.message, ...(reasons ? { reasons } : {}), ...(item ? { item } : {}) }
    }
    if (!(cause instanceof sdk.DynamoDBServiceException || cause instanceof streams.DynamoDBStreamsServiceException))
      throw cause
    const fields: Record<string, unknown> = { ...cause }
    return {
      code: cause.name,
      message: cause.message,
      ...(fields.CancellationReasons ? { reasons: fields.CancellationReasons } : {}),
      ...(fields.Item ? { item: fields.Item } : {}),
    }
  }
  throw new Error('the request should have been refused')
}

// Test files run side by side, against one endpoint perhaps: each worker has tables of its own.
const worker = process.env.VITEST_POOL_ID ?? '0'

export const TABLE = `conformance-${worker}-items`
export const OTHER = `conformance-${worker}-others`
/** A table of whatever the test says, made by it. */
export const THIRD = `conformance-${worker}-third`

const attribute = (name: string, type = 'S') => ({ AttributeName: name, AttributeType: type })
const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' }] : []),
]

/** Makes the suite's tables anew: one with a sort key and three indexes, one with a partition key alone. */
export async function makeTables(): Promise<void> {
  for (const name of [TABLE, OTHER]) await withoutTable(name)
  await call('CreateTable', {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('pk'), attribute('sk'), attribute('holder'), attribute('rank', 'N')],
    KeySchema: key('pk', 'sk'),
    GlobalSecondaryIndexes: [
      { IndexName: 'byOwner', KeySchema: key('holder', 'rank'), Projection: { ProjectionType: 'ALL' } },
      { IndexName: 'keysOfOwner', KeySchema: key('holder'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      {
        IndexName: 'colourOfOwner',
        KeySchema: key('holder'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['colour'] },
      },
    ],
  })
  await call('CreateTable', {
    TableName: OTHER,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('id', 'N')],
    KeySchema: key('id'),
  })
}

/** Removes a table that a former run may have left. */
export async function withoutTable(name: string): Promise<void> {
  await call('DeleteTable', { TableName: name }).catch((cause: unknown) => {
    if (!(cause instanceof Error) || !/not found/.test(cause.message)) throw cause
  })
}

let partitions = 0

/** A partition no other test writes to. */
export const freshPartition = (): string => `P#${++partitions}`

export const S = (text: string) => ({ S: text })
export const N = (number: number | string) => ({ N: String(number) })
export const B = (bytes: number[]) => ({ B: Buffer.from(bytes).toString('base64') })

/** Puts an item under `sk` (default `a`) of a partition of its own, and gives its key. */
export async function stored(attributes: object, sk = 'a'): Promise<{ pk: { S: string }; sk: { S: string } }> {
  const itemKey = { pk: S(freshPartition()), sk: S(sk) }
  await call('PutItem', { TableName: TABLE, Item: { ...itemKey, ...attributes } })
  return itemKey
}

/** Puts items under these sort keys, last first, into a partition of their own. */
export const partition = async (sorts: readonly string[], attributes: (position: number) => object = () => ({})) => {
  const pk = S(freshPartition())
  const items = sorts.map((sort, position) => ({ pk, sk: S(sort), ...attributes(position) }))
  for (const item of items.toReversed()) await call('PutItem', { TableName: TABLE, Item: item })
  return { pk, items }
}
