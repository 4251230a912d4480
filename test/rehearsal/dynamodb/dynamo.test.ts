import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AwsError } from '../../../lib/rehearsal/aws-error.ts'
import { N, refusal, S } from './endpoint.ts'
import { LEDGER, newLedger, START } from './ledger.ts'

let ledger: Awaited<ReturnType<typeof newLedger>>

beforeEach(async () => {
  ledger = await newLedger()
})

describe('a client request token', () => {
  it('is remembered for ten minutes of simulated time', async () => {
    const add = {
      Update: {
        TableName: 'ledger',
        Key: { pk: S('a') },
        UpdateExpression: 'ADD amount :one',
        ExpressionAttributeValues: { ':one': N(1) },
      },
    }
    await ledger.transact([add], 'token')
    await ledger.world.run(START + 9 * 60_000)
    await ledger.transact([add], 'token')
    expect(await ledger.get('a')).toMatchObject({ Item: { amount: N(1) } })
    await ledger.world.run(START + 10 * 60_000)
    await ledger.transact([add], 'token')
    expect(await ledger.get('a')).toMatchObject({ Item: { amount: N(2) } })
  })
})

describe('the fault hook', () => {
  it('sees each operation, and what it throws is the answer: nothing has happened', async () => {
    const seen: string[] = []
    ledger.dynamo.beforeCommit = (operation) => {
      seen.push(operation)
      if (operation === 'PutItem')
        throw new AwsError('TransactionConflictException', 'Transaction is ongoing for the item')
    }
    expect((await refusal(ledger.put({ pk: S('a') }))).code).toBe('TransactionConflictException')
    expect(await ledger.get('a')).toEqual({})
    expect(seen).toEqual(['PutItem', 'GetItem'])
    expect(ledger.records).toEqual([])
    ledger.dynamo.beforeCommit = undefined
    expect(await ledger.put({ pk: S('a') })).toEqual({})
  })
})

describe('the state of the tables', () => {
  it('is empty when it goes back to nothing, and a second run is the first one again', async () => {
    const empty = ledger.dynamo.snapshot()
    const run = async () => {
      await ledger.put({ pk: S('a'), holder: S('Ana') })
      await ledger.transact([{ Delete: { TableName: 'ledger', Key: { pk: S('a') } } }], 'token')
      return ledger.records.splice(0).flat()
    }
    const first = await run()
    await ledger.put({ pk: S('b'), holder: S('Ana') })
    ledger.dynamo.restore(empty)
    ledger.records.length = 0
    expect([await ledger.get('b'), await ledger.ownedByAna()]).toMatchObject([{}, { Count: 0 }])
    expect(await run()).toEqual(first)
  })

  it('comes back from a snapshot as often as wanted, indexes and tokens too', async () => {
    const token = [{ Put: { TableName: 'ledger', Item: { pk: S('b') } } }]
    await ledger.put({ pk: S('a'), holder: S('Ana'), amount: N(1) })
    await ledger.transact(token, 'token')
    const snapshot = ledger.dynamo.snapshot()
    for (const amount of [2, 3]) {
      await ledger.put({ pk: S('a'), holder: S('Bea'), amount: N(amount) })
      await ledger.remove('b')
      ledger.dynamo.restore(snapshot)
      expect(await ledger.ownedByAna()).toMatchObject({ Items: [{ pk: S('a'), amount: N(1) }] })
      expect(await ledger.transact(token, 'token')).toEqual({})
      expect(await ledger.get('b')).toHaveProperty('Item')
    }
  })

  it('cannot be changed through what went in or came out', async () => {
    const Found = z.object({ Item: z.object({ list: z.object({ L: z.array(z.unknown()) }) }) })
    const item = { pk: S('a'), list: { L: [S('x')] } }
    await ledger.put(item)
    item.list.L.push(S('put'))
    // Not a parsed copy: the very object that came out.
    const { Item: found } = z
      .custom<z.infer<typeof Found>>((it) => Found.safeParse(it).success)
      .parse(await ledger.get('a'))
    found.list.L.push('found')
    for (const record of ledger.records.flat()) record.dynamodb.NewImage?.list?.L?.push(S('told'))
    expect(await ledger.get('a')).toEqual({ Item: { pk: S('a'), list: { L: [S('x')] } } })
  })
})

describe('a batch of reads', () => {
  it('answers in an order of its own, whatever the order of the request', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map((pk) => ({ pk: S(pk) }))
    for (const key of keys) await ledger.put(key)
    const read = (Keys: object[]) => ledger.dynamo.call('BatchGetItem', { RequestItems: { ledger: { Keys } } })
    const answer = await read(keys)
    expect(await read(keys.toReversed())).toEqual(answer)
    expect(answer).not.toHaveProperty(['Responses', 'ledger'], keys)
  })
})

describe('a table', () => {
  it('describes itself with its settings', async () => {
    await ledger.put({ pk: S('a'), holder: S('Ana') })
    expect(await ledger.dynamo.call('DescribeTable', { TableName: 'ledger' })).toMatchObject({
      Table: {
        TableStatus: 'ACTIVE',
        ItemCount: 1,
        CreationDateTime: START / 1000,
        LatestStreamArn: expect.stringContaining('table/ledger/stream/'),
        SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [{ IndexName: 'byHolder', IndexStatus: 'ACTIVE', ItemCount: 1 }],
      },
    })
    expect(await ledger.dynamo.call('DescribeTimeToLive', { TableName: 'ledger' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    })
    expect(await ledger.dynamo.call('DescribeContinuousBackups', { TableName: 'ledger' })).toMatchObject({
      ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } },
    })
    expect(await ledger.dynamo.call('ListTables', {})).toEqual({ TableNames: ['ledger'] })
    expect((await refusal(ledger.dynamo.call('DeleteTable', { TableName: 'ledger' }))).code).toBe('ValidationException')
  })

  it('may be a global table with one replica, here', async () => {
    const { PointInTimeRecoverySpecification, DeletionProtectionEnabled, ...shared } = LEDGER
    const replica = {
      PointInTimeRecoverySpecification,
      DeletionProtectionEnabled,
      GlobalSecondaryIndexes: [{ IndexName: 'byHolder' }],
    }
    const global = (...regions: string[]) => ({
      ...shared,
      Replicas: regions.map((Region) => ({ ...replica, Region })),
    })
    await ledger.dynamo.createTable({ name: 'global', properties: global('eu-west-1') })
    expect(await ledger.dynamo.call('DescribeTable', { TableName: 'global' })).toMatchObject({
      Table: { DeletionProtectionEnabled: true },
    })
    for (const regions of [['us-east-1'], ['eu-west-1', 'us-east-1']]) {
      const refused = await refusal(ledger.dynamo.createTable({ name: 'far', properties: global(...regions) }))
      expect(refused.code).toBe('NotRehearsed')
    }
  })

  it.each([
    [
      'a property that would have no effect',
      { KinesisStreamSpecification: {} },
      'NotRehearsed',
      'KinesisStreamSpecification',
    ],
    ['a local index', { LocalSecondaryIndexes: [] }, 'NotRehearsed', 'LocalSecondaryIndexes'],
    [
      'a key without a type',
      { AttributeDefinitions: [] },
      'ValidationException',
      'not defined in AttributeDefinitions',
    ],
    [
      'a type without a key',
      { GlobalSecondaryIndexes: [] },
      'ValidationException',
      'Some AttributeDefinitions are not used',
    ],
  ])('cannot be made with %s', async (_, more, code, message) => {
    const refused = await refusal(ledger.dynamo.createTable({ name: 'wrong', properties: { ...LEDGER, ...more } }))
    expect(refused).toEqual({ code, message: expect.stringContaining(message) })
  })

  it('is made once', async () => {
    const refused = await refusal(ledger.dynamo.createTable({ name: 'ledger', properties: LEDGER }))
    expect(refused.code).toBe('ResourceInUseException')
  })
})

describe('what is not rehearsed', () => {
  const key = { TableName: 'ledger', Key: { pk: S('a') } }
  it.each([
    ['ExecuteStatement', {}, 'dynamodb:ExecuteStatement'],
    ['UpdateItem', { ...key, AttributeUpdates: {} }, 'the parameter AttributeUpdates of UpdateItem'],
    ['DeleteItem', { ...key, Expected: {} }, 'the parameter Expected of DeleteItem'],
    ['GetItem', { ...key, AttributesToGet: ['pk'] }, 'the parameter AttributesToGet of GetItem'],
    ['GetItem', { ...key, ReturnConsumedCapacity: 'TOTAL' }, 'ReturnConsumedCapacity TOTAL'],
    [
      'BatchGetItem',
      { RequestItems: { ledger: { Keys: [key.Key], AttributesToGet: ['pk'] } } },
      'the parameter AttributesToGet of BatchGetItem',
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Delete: { ...key, ReturnValues: 'ALL_OLD' } }] },
      'the parameter ReturnValues of TransactWriteItems.TransactItems.Delete',
    ],
    ['Query', { TableName: 'ledger', KeyConditions: {} }, 'the parameter KeyConditions of Query'],
  ])('%s is refused by name', async (operation, input, what) => {
    const refused = await refusal(ledger.dynamo.call(operation, input))
    expect(refused).toEqual({ code: 'NotRehearsed', message: `the rehearsal does not implement ${what}` })
  })
})
