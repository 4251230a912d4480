import { NotRehearsed } from '../aws-error.ts'
import { accept, checkValues } from './accept.ts'
import { compareForScan, compareInPartition, type Position } from './collection.ts'
import { attributesOf } from './keys.ts'
import { project } from './path.ts'
import { getItem, query, scan } from './read.ts'
import { invalid } from './refusal.ts'
import type { BatchGetInput, BatchWriteInput, KeyedInput, PutInput } from './requests.ts'
import * as requests from './requests.ts'
import { storedBytes } from './size.ts'
import { primaryPosition, type Table } from './table.ts'
import { type Tokens, transacted, transactWrite } from './transaction.ts'
import { copyItem, type Item } from './value.ts'
import { type Change, deleteWrite, judged, putWrite, updateWrite, type Write } from './write.ts'

/** What an operation needs of the database around it. */
export interface Engine {
  now(): number
  /** Throws ResourceNotFoundException. */
  table(name: string): Table
  readonly tokens: Tokens
  /** The fault hook: called once a request is understood and before anything is judged; may throw. */
  admit(operation: string, input: unknown): void
  /** Makes the changes and tells the streams, all at once. */
  commit(changes: readonly Change[]): void
}

type Operation = (engine: Engine, input: unknown) => object

const MAXIMUM_BATCH_BYTES = 16 * 1024 * 1024

/** The operations on items, by name. */
export const ITEM_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetItem(engine, input) {
    const request = accept('GetItem', input, requests.GET)
    engine.admit('GetItem', request)
    const item = getItem(engine.table(request.TableName), request)
    return item ? { Item: item } : {}
  },

  PutItem(engine, input) {
    const request = accept('PutItem', input, requests.PUT)
    oldOrNone(request)
    return written(engine, 'PutItem', request, putWrite(engine.table(request.TableName), request))
  },

  DeleteItem(engine, input) {
    const request = accept('DeleteItem', input, requests.DELETE)
    oldOrNone(request)
    return written(engine, 'DeleteItem', request, deleteWrite(engine.table(request.TableName), request))
  },

  UpdateItem(engine, input) {
    const request = accept('UpdateItem', input, requests.UPDATE)
    return written(engine, 'UpdateItem', request, updateWrite(engine.table(request.TableName), request))
  },

  Query(engine, input) {
    const request = accept('Query', input, requests.QUERY)
    engine.admit('Query', request)
    return query(engine.table(request.TableName), request)
  },

  Scan(engine, input) {
    const request = accept('Scan', input, requests.SCAN)
    engine.admit('Scan', request)
    return scan(engine.table(request.TableName), request)
  },

  BatchGetItem(engine, input) {
    const request = accept('BatchGetItem', input, requests.BATCH_GET)
    engine.admit('BatchGetItem', request)
    return batchGet(engine, request)
  },

  BatchWriteItem(engine, input) {
    const request = accept('BatchWriteItem', input, requests.BATCH_WRITE)
    const writes = batchWrites(engine, request)
    engine.admit('BatchWriteItem', request)
    for (const { write, position } of writes) engine.commit([judged(write, position)])
    return { UnprocessedItems: {} }
  },

  TransactWriteItems(engine, input) {
    const request = accept('TransactWriteItems', input, requests.TRANSACT_WRITE)
    const { ClientRequestToken: token } = request
    // The SDK sends a token with every transaction; it serialises a retry to the very same text.
    const text = token === undefined ? '' : JSON.stringify(request)
    if (token !== undefined && engine.tokens.alreadyDone(token, text, engine.now())) return {}
    const writes = request.TransactItems.map((item) => transactWrite(item, (name) => engine.table(name)))
    engine.admit('TransactWriteItems', request)
    engine.commit(transacted(writes))
    if (token !== undefined) engine.tokens.remember(token, text, engine.now())
    return {}
  },

  TransactGetItems(engine, input) {
    const request = accept('TransactGetItems', input, requests.TRANSACT_GET)
    engine.admit('TransactGetItems', request)
    const seen = new Set<string>()
    const responses = request.TransactItems.map(({ Get: get }) => {
      const table = engine.table(get.TableName)
      const item = getItem(table, get)
      refuseSecond(seen, table, get.Key, 'Transaction request cannot include multiple operations on one item')
      return item ? { Item: item } : {}
    })
    return { Responses: responses }
  },
}

function written(engine: Engine, operation: string, request: PutInput | KeyedInput, write: Write): object {
  engine.admit(operation, request)
  const change = judged(write, write.locate())
  engine.commit([change])
  const { previous, next } = change
  const paths = write.expressions.updates?.paths ?? []
  const { ReturnValues: wanted = 'NONE' } = request
  switch (wanted) {
    case 'NONE':
      return {}
    case 'ALL_OLD':
      return attributes(previous)
    case 'ALL_NEW':
      return attributes(next)
    case 'UPDATED_OLD':
      return attributes(previous && project(previous, paths))
    case 'UPDATED_NEW':
      return attributes(next && project(next, paths))
  }
}

const attributes = (item: Item | undefined): object =>
  item && Object.keys(item).length > 0 ? { Attributes: copyItem(item) } : {}

function oldOrNone({ ReturnValues: wanted }: PutInput | KeyedInput): void {
  if (wanted !== undefined && wanted !== 'NONE' && wanted !== 'ALL_OLD')
    throw invalid('ReturnValues can only be ALL_OLD or NONE')
}

function refuseSecond(seen: Set<string>, table: Table, key: Item, message: string): void {
  const { partition, sort } = primaryPosition(table.key, key)
  const place = JSON.stringify([table.name, partition, sort])
  if (seen.has(place)) throw invalid(message)
  seen.add(place)
}

function batchGet(engine: Engine, request: BatchGetInput): object {
  const responses: Record<string, Item[]> = {}
  const unprocessed: Record<string, object> = {}
  const requested = Object.values(request.RequestItems).reduce((sum, { Keys: keys }) => sum + keys.length, 0)
  if (requested > 100) throw invalid('Too many items requested for the BatchGetItem call')
  let bytes = 0
  for (const [name, wanted] of Object.entries(request.RequestItems)) {
    if ('AttributesToGet' in wanted) throw new NotRehearsed('the parameter AttributesToGet of BatchGetItem')
    const table = engine.table(name)
    const seen = new Set<string>()
    const found: { item: Item; position: Position }[] = []
    const left: Item[] = []
    for (const key of wanted.Keys) {
      const item = getItem(table, { ...wanted, TableName: name, Key: key })
      refuseSecond(seen, table, key, 'Provided list of item keys contains duplicates')
      if (item) bytes += storedBytes(item)
      if (bytes > MAXIMUM_BATCH_BYTES) left.push(key)
      else if (item) found.push({ item, position: primaryPosition(table.key, key) })
    }
    // DynamoDB promises no order, so neither does this: whoever relies on the order of the request finds out here.
    responses[name] = found.sort((a, b) => compareAnywhere(a.position, b.position)).map(({ item }) => item)
    if (left.length > 0) unprocessed[name] = { ...wanted, Keys: left }
  }
  return { Responses: responses, UnprocessedKeys: unprocessed }
}

const compareAnywhere = (a: Position, b: Position): number =>
  compareForScan(a.partition, b.partition) || compareInPartition(a, b)

function batchWrites(engine: Engine, request: BatchWriteInput) {
  const requested = Object.values(request.RequestItems).reduce((sum, writes) => sum + writes.length, 0)
  if (requested > 25) throw invalid('Too many items requested for the BatchWriteItem call')
  return Object.entries(request.RequestItems).flatMap(([name, wanted]) => {
    const table = engine.table(name)
    const seen = new Set<string>()
    return wanted.map(({ PutRequest: put, DeleteRequest: remove }) => {
      if ((put === undefined) === (remove === undefined))
        throw invalid('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest')
      const item = put?.Item ?? remove?.Key ?? {}
      checkValues(item)
      const write = put
        ? putWrite(table, { TableName: name, Item: item })
        : deleteWrite(table, { TableName: name, Key: item })
      // A batch has one message for every key that is missing or of another type.
      if (attributesOf(table.key).some(({ name: key, type }) => item[key]?.[type] === undefined))
        throw invalid('The provided key element does not match the schema')
      const position = write.locate()
      refuseSecond(seen, table, item, 'Provided list of item keys contains duplicates')
      return { write, position }
    })
  })
}
