import { beforeEach, describe, expect, it } from 'vitest'
import { asFields, fieldsList } from '../../../lib/rehearsal/gateway/fields.ts'
import { N, refusal, S } from './endpoint.ts'
import { newLedger, START } from './ledger.ts'

const HOUR = 60 * 60 * 1000

let ledger: Awaited<ReturnType<typeof newLedger>>

beforeEach(async () => {
  ledger = await newLedger()
})

describe('the stream of a table', () => {
  it('gives records the form that a Lambda function receives', async () => {
    await ledger.put({ pk: S('a') })
    expect(ledger.records[0]?.[0]).toEqual({
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

  it('tells the changes of a transaction together, and none of one that was cancelled', async () => {
    const item = (pk: string, more: object = {}) => ({ Put: { TableName: 'ledger', Item: { pk: S(pk) }, ...more } })
    await ledger.transact([item('a'), item('b')])
    await refusal(ledger.transact([item('c'), item('a', { ConditionExpression: 'attribute_not_exists(pk)' })]))
    expect(ledger.records.map((told) => told.map(({ dynamodb }) => dynamodb.Keys.pk?.S))).toEqual([['a', 'b']])
  })

  it('keeps its records for a day, and an iterator for a quarter of an hour', async () => {
    const streamed = (operation: string, input: object) => ledger.dynamo.call(operation, input).then(asFields)
    await ledger.put({ pk: S('a') })
    const [own] = fieldsList(await streamed('ListStreams', { TableName: 'ledger' }), 'Streams')
    const stream = { StreamArn: own?.StreamArn }
    const described = asFields((await streamed('DescribeStream', stream)).StreamDescription)
    const shard = { ...stream, ShardId: fieldsList(described, 'Shards')[0]?.ShardId }
    const first = { ...shard, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '100000000000000000001' }
    const iterator = await streamed('GetShardIterator', first)
    expect(fieldsList(await streamed('GetRecords', iterator), 'Records')).toHaveLength(1)
    await ledger.world.run(START + HOUR / 4 + 1)
    expect((await refusal(streamed('GetRecords', iterator))).code).toBe('ExpiredIteratorException')
    await ledger.world.run(START + 23 * HOUR)
    await ledger.put({ pk: S('b') })
    await ledger.world.run(START + 25 * HOUR)
    const oldest = await streamed('GetShardIterator', { ...shard, ShardIteratorType: 'TRIM_HORIZON' })
    const left = fieldsList(await streamed('GetRecords', oldest), 'Records')
    expect(left.map(({ dynamodb }) => asFields(dynamodb).Keys)).toEqual([{ pk: S('b') }])
    expect((await refusal(streamed('GetShardIterator', first))).code).toBe('TrimmedDataAccessException')
  })

  it('goes back with a snapshot', async () => {
    await ledger.put({ pk: S('a') })
    const before = ledger.dynamo.snapshot()
    await ledger.put({ pk: S('b') })
    ledger.dynamo.restore(before)
    expect(ledger.dynamo.snapshot()).toEqual(before)
  })
})

describe('time to live', () => {
  const until = (hours: number) => ledger.world.run(START + hours * HOUR)
  const inHours = (hours: number) => N((START + hours * HOUR) / 1000)

  it('leaves an expired item for two days, then removes it at the next call, and says who did', async () => {
    await ledger.put({ pk: S('a'), holder: S('Ana'), expires: inHours(1) })
    await until(48)
    expect(await ledger.get('a')).toHaveProperty('Item')
    await until(49)
    expect(await ledger.ownedByAna()).toMatchObject({ Count: 0 })
    expect(ledger.records[1]?.[0]).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    })
  })

  it('counts from the last write, and needs a number', async () => {
    await ledger.put({ pk: S('a'), expires: inHours(1) })
    await ledger.put({ pk: S('a'), expires: inHours(10) })
    await ledger.put({ pk: S('b'), expires: S('2026-01-05') })
    await until(50)
    expect(await ledger.get('a')).toHaveProperty('Item')
    await until(10_000)
    expect(await ledger.get('a')).toEqual({})
    expect(await ledger.get('b')).toHaveProperty('Item')
  })

  it('leaves alone what expired more than five years ago', async () => {
    await ledger.put({ pk: S('a'), expires: inHours(-5 * 365 * 24 - 1) })
    await ledger.put({ pk: S('b'), expires: inHours(-5 * 365 * 24 + 1) })
    await until(1)
    expect(await ledger.get('a')).toHaveProperty('Item')
    expect(await ledger.get('b')).toEqual({})
  })

  it('can be switched off and on again', async () => {
    await ledger.put({ pk: S('a'), expires: inHours(1) })
    const set = (Enabled: boolean) => ({
      TableName: 'ledger',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled },
    })
    await ledger.dynamo.call('UpdateTimeToLive', set(false))
    await until(100)
    expect(await ledger.get('a')).toHaveProperty('Item')
    await ledger.dynamo.call('UpdateTimeToLive', set(true))
    expect(await ledger.get('a')).toEqual({})
  })
})
