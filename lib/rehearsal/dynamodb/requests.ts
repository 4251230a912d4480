import batchGet from 'dynalite/validations/batchGetItem.js'
import batchWrite from 'dynalite/validations/batchWriteItem.js'
import deleteItem from 'dynalite/validations/deleteItem.js'
import getItem from 'dynalite/validations/getItem.js'
import type { Schema } from 'dynalite/validations/index.js'
import putItem from 'dynalite/validations/putItem.js'
import queryItems from 'dynalite/validations/query.js'
import scanItems from 'dynalite/validations/scan.js'
import updateItem from 'dynalite/validations/updateItem.js'
import type { ExpressionInput } from './expressions.ts'
import type { Item } from './value.ts'

type ReturnValues = 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW'

interface WriteInput extends ExpressionInput {
  readonly TableName: string
  readonly ReturnValues?: ReturnValues
  readonly ReturnValuesOnConditionCheckFailure?: 'NONE' | 'ALL_OLD'
}

/** PutItem, or Put in a transaction. */
export interface PutInput extends WriteInput {
  readonly Item: Item
}

/** UpdateItem, DeleteItem, or Update, Delete and ConditionCheck in a transaction. */
export interface KeyedInput extends WriteInput {
  readonly Key: Item
}

/** GetItem, or Get in a transaction. */
export interface GetInput extends ExpressionInput {
  readonly TableName: string
  readonly Key: Item
  readonly ConsistentRead?: boolean
}

/** Scan, and what it shares with Query. */
export interface ScanInput extends ExpressionInput {
  readonly TableName: string
  readonly IndexName?: string
  readonly Select?: 'SPECIFIC_ATTRIBUTES' | 'COUNT' | 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES'
  readonly Limit?: number
  readonly ExclusiveStartKey?: Item
  readonly ConsistentRead?: boolean
  readonly Segment?: number
  readonly TotalSegments?: number
}

/** Query. */
export interface QueryInput extends Omit<ScanInput, 'Segment' | 'TotalSegments'> {
  readonly ScanIndexForward?: boolean
}

/** BatchGetItem: keys by table. */
export interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, ExpressionInput & { Keys: readonly Item[]; ConsistentRead?: boolean }>>
}

/** BatchWriteItem: puts and deletes by table. */
export interface BatchWriteInput {
  readonly RequestItems: Readonly<
    Record<string, readonly { readonly PutRequest?: { Item: Item }; readonly DeleteRequest?: { Key: Item } }[]>
  >
}

/** TransactWriteItems: one action an item. */
export interface TransactWriteInput {
  readonly ClientRequestToken?: string
  readonly TransactItems: readonly {
    readonly Put?: PutInput
    readonly Update?: KeyedInput
    readonly Delete?: KeyedInput
    readonly ConditionCheck?: KeyedInput
  }[]
}

/** TransactGetItems. */
export interface TransactGetInput {
  readonly TransactItems: readonly { readonly Get: GetInput }[]
}

/** DescribeTable and whatever else names a table and nothing more. */
export interface TableInput {
  readonly TableName: string
}

/** UpdateTimeToLive. */
export interface TimeToLiveInput extends TableInput {
  readonly TimeToLiveSpecification: { readonly AttributeName: string; readonly Enabled: boolean }
}

/** ListTables. */
export interface ListTablesInput {
  readonly ExclusiveStartTableName?: string
  readonly Limit?: number
}

const only = (types: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, types[name]]))

const EXPRESSION = ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const
const CAPACITY = ['ReturnConsumedCapacity'] as const
const METRICS = [...CAPACITY, 'ReturnItemCollectionMetrics'] as const
const FAILURE = { ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] } } as const

const put = { ...only(putItem.types, ['TableName', 'Item', 'ConditionExpression', ...EXPRESSION]), ...FAILURE }
const remove = { ...only(deleteItem.types, ['TableName', 'Key', 'ConditionExpression', ...EXPRESSION]), ...FAILURE }
const update = { ...remove, ...only(updateItem.types, ['UpdateExpression']) }
const get = only(getItem.types, ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'])
const select = ['TableName', 'IndexName', 'Select', 'Limit', 'ExclusiveStartKey', 'FilterExpression'] as const
const page = [...select, 'ProjectionExpression', ...EXPRESSION, ...CAPACITY] as const
const returns = { ...only(updateItem.types, ['ReturnValues', ...METRICS]) }
const optional = (type: string, fields: object) => ({ type: `FieldStruct<${type}>`, children: fields })
const required = (type: string, fields: object) => ({ ...optional(type, fields), notNull: true })
const upTo100 = (type: string, fields: object) => ({
  type: 'List',
  notNull: true,
  lengthGreaterThanOrEqual: 1,
  lengthLessThanOrEqual: 100,
  children: { type: `ValueStruct<${type}>`, children: fields },
})

// What each operation takes, in dynalite's notation: its schemas without the parameters of before 2014, which the
// rehearsal refuses (Expected, AttributeUpdates, KeyConditions and their kin), and what dynalite does not know yet.

export const PUT: Schema<PutInput> = { ...put, ...returns }
export const UPDATE: Schema<KeyedInput> = { ...update, ...returns }
export const DELETE: Schema<KeyedInput> = { ...remove, ...returns }
export const GET: Schema<GetInput> = { ...get, ...only(getItem.types, ['ConsistentRead', ...CAPACITY]) }
export const QUERY: Schema<QueryInput> = only(queryItems.types, [
  ...page,
  'KeyConditionExpression',
  'ConsistentRead',
  'ScanIndexForward',
])
export const SCAN: Schema<ScanInput> = {
  ...only(scanItems.types, [...page, 'Segment', 'TotalSegments']),
  // dynalite's Scan ignores ConsistentRead; DynamoDB takes it on tables and refuses it on indexes.
  ConsistentRead: 'Boolean',
}
export const BATCH_GET: Schema<BatchGetInput> = batchGet.types
export const BATCH_WRITE: Schema<BatchWriteInput> = batchWrite.types
export const TRANSACT_WRITE: Schema<TransactWriteInput> = {
  TransactItems: upTo100('TransactWriteItem', {
    Put: optional('Put', put),
    Update: optional('Update', update),
    Delete: optional('Delete', remove),
    ConditionCheck: optional('ConditionCheck', remove),
  }),
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
  ...only(putItem.types, METRICS),
}
export const TRANSACT_GET: Schema<TransactGetInput> = {
  TransactItems: upTo100('TransactGetItem', { Get: required('Get', get) }),
  ...only(putItem.types, CAPACITY),
}
export const TIME_TO_LIVE: Schema<TimeToLiveInput> = {
  ...only(putItem.types, ['TableName']),
  TimeToLiveSpecification: required('TimeToLiveSpecification', {
    AttributeName: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 255 },
    Enabled: { type: 'Boolean', notNull: true },
  }),
}
export const TABLE: Schema<TableInput> = only(putItem.types, ['TableName'])
export const LIST_TABLES: Schema<ListTablesInput> = {
  ExclusiveStartTableName: { type: 'String', lengthGreaterThanOrEqual: 3, lengthLessThanOrEqual: 255 },
  Limit: { type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: 100 },
}
