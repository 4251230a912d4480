import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { Items, transact } from '../../lib/aws/items.ts'
import { TransientFault } from '../../lib/usecases/faults.ts'

const client = new DynamoDBClient({})
const dynamo = mockClient(client)
const pauses: number[] = []
const items = new Items(client, 'Ledger', async (longest) => void pauses.push(longest))
const about = { message: 'no', $metadata: {} }
const fault = Object.assign(new Error('slow down'), { name: 'ThrottlingException' })

beforeEach(() => {
  dynamo.reset()
  pauses.length = 0
})

describe('a transaction', () => {
  const cancelled = (...codes: (string | undefined)[]) => {
    const reasons = codes.map((Code) => (Code === undefined ? {} : { Code }))
    const cause = new TransactionCanceledException({ ...about, CancellationReasons: reasons })
    dynamo.on(TransactWriteItemsCommand).rejects(cause)
    return cause
  }
  const lines = [items.line({ put: { pk: 'a', sk: 'a' } }), items.line({ put: { pk: 'b', sk: 'b' } })]

  it('is done, or says of each line whether its own condition failed', async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({})
    expect(await transact(client, lines)).toBe('done')
    cancelled('None', 'ConditionalCheckFailed')
    expect(await transact(client, lines)).toEqual(['held', 'failed'])
    cancelled('TransactionConflict', 'None')
    expect(await transact(client, lines)).toEqual(['contended', 'held'])
  })

  it.each(['ValidationError', 'ProvisionedThroughputExceeded', 'ItemCollectionSizeLimitExceeded', undefined])(
    'that was cancelled for %s is an error, even beside a failed condition',
    async (code) => {
      const cause = cancelled('ConditionalCheckFailed', code)
      await expect(transact(client, lines)).rejects.toBe(cause)
    },
  )

  it('that failed as a whole is an error', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(fault)
    await expect(transact(client, lines)).rejects.toBe(fault)
  })
})

describe('a conditional write', () => {
  it('answers whether its condition held', async () => {
    dynamo.on(PutItemCommand).resolvesOnce({}).rejects(new ConditionalCheckFailedException(about))
    expect([await items.putNew({ pk: 'a', sk: 'a' }), await items.putNew({ pk: 'a', sk: 'a' })]).toEqual([true, false])
    dynamo.on(UpdateItemCommand).rejects(new ConditionalCheckFailedException(about))
    expect(
      await items.change({ key: { pk: 'a', sk: 'a' }, set: { b: 1 }, condition: '#b = :c', values: { c: 2 } }),
    ).toBe(false)
    expect(await items.add({ pk: 'a', sk: 'a' }, 'version', 1)).toBeUndefined()
  })

  it('that failed for any other reason is an error', async () => {
    dynamo.on(PutItemCommand).rejects(fault)
    dynamo.on(UpdateItemCommand).rejects(fault)
    await expect(items.putNew({ pk: 'a', sk: 'a' })).rejects.toBe(fault)
    await expect(items.change({ key: { pk: 'a', sk: 'a' }, set: { b: 1 }, condition: '#b = #b' })).rejects.toBe(fault)
    await expect(items.add({ pk: 'a', sk: 'a' }, 'version', 1)).rejects.toBe(fault)
  })
})

describe('a write to an item that a transaction holds', () => {
  const held = new TransactionConflictException(about)
  const key = { pk: 'a', sk: 'a' }
  const change = { key, set: { b: 1 }, condition: '#b = #b' }
  const writes: Readonly<Record<string, () => Promise<unknown>>> = {
    putNew: () => items.putNew(key),
    put: () => items.put(key),
    change: () => items.change(change),
    add: () => items.add(key, 'version', 1),
  }

  it('is made again after a pause, and answers as if nothing had been in its way', async () => {
    dynamo.on(PutItemCommand).rejectsOnce(held).resolves({})
    dynamo.on(UpdateItemCommand).rejectsOnce(held).rejectsOnce(held).rejects(new ConditionalCheckFailedException(about))
    expect(await items.putNew(key)).toBe(true)
    expect(await items.change(change)).toBe(false)
    expect(pauses).toEqual([50, 50, 100])
  })

  it.each(Object.entries(writes))(
    'is a transient fault, and no answer, when the item stays held: %s',
    async (_, write) => {
      dynamo.on(PutItemCommand).rejects(held)
      dynamo.on(UpdateItemCommand).rejects(held)
      await expect(write()).rejects.toThrow(TransientFault)
      expect(dynamo.calls()).toHaveLength(6)
    },
  )
})

describe('reading', () => {
  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 's' } })

  it('asks again for what a batch left out, and answers in the order that was asked for', async () => {
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { Ledger: [item('c')] }, UnprocessedKeys: { Ledger: { Keys: [item('a')] } } })
      .resolves({ Responses: { Ledger: [item('a')] } })
    const keys = ['a', 'b', 'c'].map((pk) => ({ pk, sk: 's' }))
    expect((await items.getMany(keys)).map(({ pk }) => pk)).toEqual(['a', 'c'])
    expect(dynamo.commandCalls(BatchGetItemCommand)).toHaveLength(2)
  })

  it('reads every page of a query', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [item('a')], LastEvaluatedKey: item('a') })
      .resolves({ Items: [item('b')] })
    expect((await items.query('x')).map(({ pk }) => pk)).toEqual(['a', 'b'])
    expect(dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey)).toEqual([
      undefined,
      item('a'),
    ])
  })
})
