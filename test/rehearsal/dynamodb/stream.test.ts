import { beforeEach, describe, expect, it } from 'vitest'
import type { StreamRecord } from '../../../lib/rehearsal/dynamodb/stream.ts'
import { N, refusal, S } from './endpoint.ts'
import { LEDGER, newLedger, START } from './ledger.ts'

const HOUR = 60 * 60 * 1000

let ledger: Awaited<ReturnType<typeof newLedger>>

beforeEach(async () => {
  ledger = await newLedger()
})

describe('the stream of a table', () => {
  it('tells of each change with the item before and after', async () => {
    await ledger.put({ pk: S('a'), amount: N(1) })
    await ledger.put({ pk: S('a'), amount: N(2) })
    await ledger.remove('a')
    const told = ledger.records
      .flat()
      .map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => [eventName, Keys, OldImage, NewImage])
    expect(told).toEqual([
      ['INSERT', { pk: S('a') }, undefined, { pk: S('a'), amount: N(1) }],
      ['MODIFY', { pk: S('a') }, { pk: S('a'), amount: N(1) }, { pk: S('a'), amount: N(2) }],
      ['REMOVE', { pk: S('a') }, { pk: S('a'), amount: N(2) }, undefined],
    ])
  })

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

  it('says nothing when nothing changed', async () => {
    await ledger.put({ pk: S('a'), tags: { SS: ['x', 'y'] }, map: { M: { a: N(1), b: N(2) } } })
    await ledger.put({ pk: S('a'), tags: { SS: ['y', 'x'] }, map: { M: { b: N('2.0'), a: N(1) } } })
    await ledger.remove('nobody')
    await refusal(
      ledger.dynamo.call('DeleteItem', {
        TableName: 'ledger',
        Key: { pk: S('a') },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
    expect(ledger.records).toHaveLength(1)
  })

  it('tells the changes of a transaction together, and none of one that was cancelled', async () => {
    const item = (pk: string, more: object = {}) => ({ Put: { TableName: 'ledger', Item: { pk: S(pk) }, ...more } })
    await ledger.transact([item('a'), item('b')])
    await refusal(ledger.transact([item('c'), item('a', { ConditionExpression: 'attribute_not_exists(pk)' })]))
    expect(ledger.records.map((told) => told.map(({ dynamodb }) => dynamodb.Keys.pk?.S))).toEqual([['a', 'b']])
  })

  it.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('shows of an item what %s says', async (view, images) => {
    const properties = { ...LEDGER, StreamSpecification: { StreamViewType: view } }
    await ledger.dynamo.createTable({ name: 'other', properties })
    const told: StreamRecord[] = []
    ledger.dynamo.onRecords('other', (more) => told.push(...more))
    for (const amount of [1, 2])
      await ledger.dynamo.call('PutItem', { TableName: 'other', Item: { pk: S('a'), amount: N(amount) } })
    expect(Object.keys(told[1]?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))).toEqual(images)
  })

  it('is not there unless the table asks for it', async () => {
    const { StreamSpecification: _, ...properties } = LEDGER
    await ledger.dynamo.createTable({ name: 'other', properties })
    ledger.dynamo.onRecords('other', () => ledger.records.push([]))
    await ledger.dynamo.call('PutItem', { TableName: 'other', Item: { pk: S('a') } })
    expect(ledger.records).toEqual([])
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
