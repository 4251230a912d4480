import { beforeEach, describe, expect, it } from 'vitest'
import { AwsError } from '../../../lib/rehearsal/aws-error.ts'
import { Dynamo } from '../../../lib/rehearsal/dynamodb/dynamo.ts'
import type { StreamRecord } from '../../../lib/rehearsal/dynamodb/stream.ts'
import { World } from '../../../lib/rehearsal/world.ts'
import { N, refusal, S } from './endpoint.ts'

const START = Date.UTC(2026, 0, 5)
const HOUR = 60 * 60 * 1000

const LEDGER = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'holder', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byHolder',
      KeySchema: [{ AttributeName: 'holder', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
  DeletionProtectionEnabled: true,
}

let world: World
let dynamo: Dynamo
let records: StreamRecord[][]

beforeEach(async () => {
  world = new World(START)
  dynamo = new Dynamo({ world, region: 'eu-west-1', account: '111122223333' })
  await dynamo.createTable({ name: 'ledger', properties: LEDGER })
  records = []
  dynamo.onRecords('ledger', (told) => records.push(told))
})

const put = (item: object) => dynamo.call('PutItem', { TableName: 'ledger', Item: item })
const get = (pk: string) => dynamo.call('GetItem', { TableName: 'ledger', Key: { pk: S(pk) } })
const remove = (pk: string) => dynamo.call('DeleteItem', { TableName: 'ledger', Key: { pk: S(pk) } })
const transact = (items: object[], token?: string) =>
  dynamo.call('TransactWriteItems', { TransactItems: items, ...(token ? { ClientRequestToken: token } : {}) })
const owned = () =>
  dynamo.call('Query', {
    TableName: 'ledger',
    IndexName: 'byHolder',
    KeyConditionExpression: 'holder = :h',
    ExpressionAttributeValues: { ':h': S('Ana') },
  })

describe('the stream of a table', () => {
  it('tells of each change with the item before and after', async () => {
    await put({ pk: S('a'), amount: N(1) })
    await put({ pk: S('a'), amount: N(2) })
    await remove('a')
    const told = records
      .flat()
      .map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => [eventName, Keys, OldImage, NewImage])
    expect(told).toEqual([
      ['INSERT', { pk: S('a') }, undefined, { pk: S('a'), amount: N(1) }],
      ['MODIFY', { pk: S('a') }, { pk: S('a'), amount: N(1) }, { pk: S('a'), amount: N(2) }],
      ['REMOVE', { pk: S('a') }, { pk: S('a'), amount: N(2) }, undefined],
    ])
  })

  it('gives records the form that a Lambda function receives', async () => {
    await put({ pk: S('a') })
    expect(records[0]?.[0]).toEqual({
      eventID: '00000000000000000000000000000001',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/ledger/stream/2026-01-05T00:00:00.000',
      dynamodb: {
        ApproximateCreationDateTime: START / 1000,
        Keys: { pk: S('a') },
        NewImage: { pk: S('a') },
        SequenceNumber: '100000000000000000001',
        SizeBytes: 6,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    })
  })

  it('says nothing when nothing changed', async () => {
    await put({ pk: S('a'), tags: { SS: ['x', 'y'] }, map: { M: { a: N(1), b: N(2) } } })
    await put({ pk: S('a'), tags: { SS: ['y', 'x'] }, map: { M: { b: N('2.0'), a: N(1) } } })
    await remove('nobody')
    await refusal(
      dynamo.call('DeleteItem', {
        TableName: 'ledger',
        Key: { pk: S('a') },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
    expect(records).toHaveLength(1)
  })

  it('tells the changes of a transaction together, and none of one that was cancelled', async () => {
    const item = (pk: string, more: object = {}) => ({ Put: { TableName: 'ledger', Item: { pk: S(pk) }, ...more } })
    await transact([item('a'), item('b')])
    await refusal(transact([item('c'), item('a', { ConditionExpression: 'attribute_not_exists(pk)' })]))
    expect(records.map((told) => told.map(({ dynamodb }) => dynamodb.Keys.pk?.S))).toEqual([['a', 'b']])
  })

  it.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('shows of an item what %s says', async (view, images) => {
    const properties = { ...LEDGER, StreamSpecification: { StreamViewType: view } }
    await dynamo.createTable({ name: 'other', properties })
    const told: StreamRecord[] = []
    dynamo.onRecords('other', (more) => told.push(...more))
    for (const amount of [1, 2])
      await dynamo.call('PutItem', { TableName: 'other', Item: { pk: S('a'), amount: N(amount) } })
    expect(Object.keys(told[1]?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))).toEqual(images)
  })

  it('is not there unless the table asks for it', async () => {
    const { StreamSpecification: _, ...properties } = LEDGER
    await dynamo.createTable({ name: 'other', properties })
    dynamo.onRecords('other', () => records.push([]))
    await dynamo.call('PutItem', { TableName: 'other', Item: { pk: S('a') } })
    expect(records).toEqual([])
  })
})

describe('time to live', () => {
  const until = (hours: number) => world.run(START + hours * HOUR)
  const inHours = (hours: number) => N((START + hours * HOUR) / 1000)

  it('leaves an expired item for two days, then removes it at the next call, and says who did', async () => {
    await put({ pk: S('a'), holder: S('Ana'), expires: inHours(1) })
    await until(48)
    expect(await get('a')).toHaveProperty('Item')
    await until(49)
    expect(await owned()).toMatchObject({ Count: 0 })
    expect(records[1]?.[0]).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    })
  })

  it('counts from the last write, and needs a number', async () => {
    await put({ pk: S('a'), expires: inHours(1) })
    await put({ pk: S('a'), expires: inHours(10) })
    await put({ pk: S('b'), expires: S('2026-01-05') })
    await until(50)
    expect(await get('a')).toHaveProperty('Item')
    await until(10_000)
    expect(await get('a')).toEqual({})
    expect(await get('b')).toHaveProperty('Item')
  })

  it('can be switched off and on again', async () => {
    await put({ pk: S('a'), expires: inHours(1) })
    const set = (Enabled: boolean) => ({
      TableName: 'ledger',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled },
    })
    await dynamo.call('UpdateTimeToLive', set(false))
    await until(100)
    expect(await get('a')).toHaveProperty('Item')
    await dynamo.call('UpdateTimeToLive', set(true))
    expect(await get('a')).toEqual({})
  })
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
    await transact([add], 'token')
    await world.run(START + 9 * 60_000)
    await transact([add], 'token')
    expect(await get('a')).toMatchObject({ Item: { amount: N(1) } })
    await world.run(START + 10 * 60_000)
    await transact([add], 'token')
    expect(await get('a')).toMatchObject({ Item: { amount: N(2) } })
  })
})

describe('the fault hook', () => {
  it('sees each operation, and what it throws is the answer: nothing has happened', async () => {
    const seen: string[] = []
    dynamo.beforeCommit = (operation) => {
      seen.push(operation)
      if (operation === 'PutItem')
        throw new AwsError('TransactionConflictException', 'Transaction is ongoing for the item')
    }
    expect((await refusal(put({ pk: S('a') }))).code).toBe('TransactionConflictException')
    expect(await get('a')).toEqual({})
    expect(seen).toEqual(['PutItem', 'GetItem'])
    expect(records).toEqual([])
    dynamo.beforeCommit = undefined
    expect(await put({ pk: S('a') })).toEqual({})
  })
})

describe('the state of the tables', () => {
  it('is empty after a reset, and a second run is the first one again', async () => {
    const run = async () => {
      await put({ pk: S('a'), holder: S('Ana') })
      await transact([{ Delete: { TableName: 'ledger', Key: { pk: S('a') } } }], 'token')
      return records.splice(0)
    }
    const first = await run()
    await put({ pk: S('b'), holder: S('Ana') })
    await dynamo.reset()
    expect([await get('b'), await owned()]).toMatchObject([{}, { Count: 0 }])
    records = []
    expect(await run()).toEqual(first)
  })

  it('comes back from a snapshot as often as wanted, indexes and tokens too', async () => {
    const token = [{ Put: { TableName: 'ledger', Item: { pk: S('b') } } }]
    await put({ pk: S('a'), holder: S('Ana'), amount: N(1) })
    await transact(token, 'token')
    const snapshot = dynamo.snapshot()
    for (const amount of [2, 3]) {
      await put({ pk: S('a'), holder: S('Bea'), amount: N(amount) })
      await remove('b')
      dynamo.restore(snapshot)
      expect(await owned()).toMatchObject({ Items: [{ pk: S('a'), amount: N(1) }] })
      expect(await transact(token, 'token')).toEqual({})
      expect(await get('b')).toHaveProperty('Item')
    }
  })

  it('cannot be changed through what went in or came out', async () => {
    const item = { pk: S('a'), map: { M: { deep: { L: [S('x')] } } } }
    await put(item)
    item.map.M.deep.L.push(S('y'))
    const found = await get('a')
    expect(found).toEqual({ Item: { pk: S('a'), map: { M: { deep: { L: [S('x')] } } } } })
    if (typeof found === 'object' && found !== null && 'Item' in found)
      Object.assign(Object(found.Item).map.M, { deep: S('z') })
    for (const record of records.flat()) Object.assign(record.dynamodb.NewImage ?? {}, { map: S('z') })
    expect(await get('a')).toEqual({ Item: { pk: S('a'), map: { M: { deep: { L: [S('x')] } } } } })
  })
})

describe('a table', () => {
  it('describes itself with its settings', async () => {
    await put({ pk: S('a'), holder: S('Ana') })
    expect(await dynamo.call('DescribeTable', { TableName: 'ledger' })).toMatchObject({
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
    expect(await dynamo.call('DescribeTimeToLive', { TableName: 'ledger' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    })
    expect(await dynamo.call('DescribeContinuousBackups', { TableName: 'ledger' })).toMatchObject({
      ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } },
    })
    expect(await dynamo.call('ListTables', {})).toEqual({ TableNames: ['ledger'] })
    expect((await refusal(dynamo.call('DeleteTable', { TableName: 'ledger' }))).code).toBe('ValidationException')
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
    await dynamo.createTable({ name: 'global', properties: global('eu-west-1') })
    expect(await dynamo.call('DescribeTable', { TableName: 'global' })).toMatchObject({
      Table: { DeletionProtectionEnabled: true },
    })
    for (const regions of [['us-east-1'], ['eu-west-1', 'us-east-1']]) {
      const refused = await refusal(dynamo.createTable({ name: 'far', properties: global(...regions) }))
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
    const refused = await refusal(dynamo.createTable({ name: 'wrong', properties: { ...LEDGER, ...more } }))
    expect(refused).toEqual({ code, message: expect.stringContaining(message) })
  })

  it('is made once', async () => {
    const refused = await refusal(dynamo.createTable({ name: 'ledger', properties: LEDGER }))
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
    const refused = await refusal(dynamo.call(operation, input))
    expect(refused).toEqual({ code: 'NotRehearsed', message: `the rehearsal does not implement ${what}` })
  })
})
