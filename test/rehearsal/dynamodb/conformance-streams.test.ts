import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asFields, type Fields, fieldsList, optionalText, text } from '../../../lib/rehearsal/gateway/fields.ts'
import { call, N, refusal, S, soon, THIRD, withoutTable } from './endpoint.ts'

const asked = async (operation: string, input: object): Promise<Fields> => asFields(await call(operation, input))

/** Makes the table anew, with a stream that shows `view`; gives the stream's ARN. */
async function streaming(view: string): Promise<string> {
  await withoutTable(THIRD)
  await call('CreateTable', {
    TableName: THIRD,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: view },
  })
  return text(asFields((await asked('DescribeTable', { TableName: THIRD })).Table), 'LatestStreamArn')
}

const put = (pk: string, more: object = {}, condition: object = {}) =>
  call('PutItem', { TableName: THIRD, Item: { pk: S(pk), ...more }, ...condition })
const remove = (pk: string) => call('DeleteItem', { TableName: THIRD, Key: { pk: S(pk) } })

const descriptionOf = async (StreamArn: string): Promise<Fields> =>
  asFields((await asked('DescribeStream', { StreamArn })).StreamDescription)

/** What a stream tells, shard by shard, from the oldest on, as soon as it is `wanted` changes or half a minute is over. */
async function told(StreamArn: string, wanted: number): Promise<Fields[]> {
  const records: Fields[] = []
  const shards = fieldsList(await descriptionOf(StreamArn), 'Shards')
  const iterators = await Promise.all(
    shards.map(async ({ ShardId }) => {
      const from = await asked('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
      return optionalText(from, 'ShardIterator')
    }),
  )
  for (let round = 0; round < 60 && records.length < wanted; round++) {
    if (round > 0) await soon()
    for (const [shard, iterator] of iterators.entries()) {
      if (iterator === undefined) continue
      const page = await asked('GetRecords', { ShardIterator: iterator })
      records.push(...fieldsList(page, 'Records'))
      iterators[shard] = optionalText(page, 'NextShardIterator')
    }
  }
  return records
}

const changeOf = ({ eventName, dynamodb }: Fields): unknown[] => {
  const { Keys, OldImage, NewImage } = asFields(dynamodb)
  return [eventName, Keys, OldImage, NewImage]
}

afterAll(() => withoutTable(THIRD))

describe('the stream of a table', () => {
  let stream: string

  beforeAll(async () => {
    stream = await streaming('NEW_AND_OLD_IMAGES')
    await put('a', { amount: N(1) })
    await put('a', { amount: N(2) })
    await remove('a')
    await put('same', { tags: { SS: ['x', 'y'] }, map: { M: { a: N(1), b: N(2) } } })
    // None of these changes anything.
    await put('same', { tags: { SS: ['y', 'x'] }, map: { M: { b: N('2.0'), a: N(1) } } })
    await remove('nobody')
    await refusal(put('same', {}, { ConditionExpression: 'attribute_not_exists(pk)' }))
    const first = { Put: { TableName: THIRD, Item: { pk: S('t-1') } } }
    const taken = { TableName: THIRD, Item: { pk: S('same') }, ConditionExpression: 'attribute_not_exists(pk)' }
    await refusal(call('TransactWriteItems', { TransactItems: [first, { Put: taken }] }))
    await call('TransactWriteItems', {
      TransactItems: [first, { Put: { TableName: THIRD, Item: { pk: S('t-2') } } }],
    })
  })

  it('tells of each change of an item with the item before and after, in order', async () => {
    const records = await told(stream, 6)
    const [a, same, rest] = ['a', 'same', 't'].map((name) =>
      records.map(changeOf).filter(([, keys]) => JSON.stringify(keys).includes(`"${name}`)),
    )
    expect(a).toEqual([
      ['INSERT', { pk: S('a') }, undefined, { pk: S('a'), amount: N(1) }],
      ['MODIFY', { pk: S('a') }, { pk: S('a'), amount: N(1) }, { pk: S('a'), amount: N(2) }],
      ['REMOVE', { pk: S('a') }, { pk: S('a'), amount: N(2) }, undefined],
    ])
    expect(same?.map(([name]) => name)).toEqual(['INSERT'])
    expect(rest?.map(([, keys]) => JSON.stringify(keys)).sort()).toEqual(['{"pk":{"S":"t-1"}}', '{"pk":{"S":"t-2"}}'])
    expect(records).toHaveLength(6)
  })

  it('numbers its records upwards within a shard, and reads on at or after a number', async () => {
    const [record] = await told(stream, 1)
    const number = text(asFields(record?.dynamodb), 'SequenceNumber')
    expect(number).toMatch(/^\d{21,40}$/)
    expect(record).toMatchObject({ eventVersion: '1.1', eventSource: 'aws:dynamodb' })
    expect(record).not.toHaveProperty('eventSourceARN')
    for (const { ShardId } of fieldsList(await descriptionOf(stream), 'Shards')) {
      const page = async (type: string, more: object = {}): Promise<unknown[]> => {
        const from = { StreamArn: stream, ShardId, ShardIteratorType: type, ...more }
        const { ShardIterator } = await asked('GetShardIterator', from)
        const { Records } = await asked('GetRecords', { ShardIterator, Limit: 1000 })
        return Array.isArray(Records) ? Records : []
      }
      const all = await page('TRIM_HORIZON')
      const numbers = all.map((one) => BigInt(text(asFields(asFields(one).dynamodb), 'SequenceNumber')))
      expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)))
      const [second] = numbers.slice(1)
      if (second === undefined) continue
      expect(await page('AT_SEQUENCE_NUMBER', { SequenceNumber: String(second) })).toEqual(all.slice(1))
      expect(await page('AFTER_SEQUENCE_NUMBER', { SequenceNumber: String(second) })).toEqual(all.slice(2))
      expect(await page('LATEST')).toEqual([])
    }
  })

  it('gives no more records at a time than asked for, and the rest after them', async () => {
    for (const { ShardId } of fieldsList(await descriptionOf(stream), 'Shards')) {
      const from = { StreamArn: stream, ShardId, ShardIteratorType: 'TRIM_HORIZON' }
      const { ShardIterator } = await asked('GetShardIterator', from)
      const first = await asked('GetRecords', { ShardIterator, Limit: 1 })
      const next = await asked('GetRecords', { ShardIterator: first.NextShardIterator })
      const both = await asked('GetRecords', { ShardIterator })
      expect(fieldsList(first, 'Records').length).toBeLessThanOrEqual(1)
      expect([...fieldsList(first, 'Records'), ...fieldsList(next, 'Records')]).toEqual(both.Records)
    }
  })

  it('is listed and described under the ARN that its table names', async () => {
    const { Streams } = await asked('ListStreams', { TableName: THIRD })
    expect(Streams).toContainEqual({ StreamArn: stream, TableName: THIRD, StreamLabel: stream.split('/').at(-1) })
    expect(await descriptionOf(stream)).toMatchObject({
      StreamArn: stream,
      StreamStatus: 'ENABLED',
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      TableName: THIRD,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      Shards: expect.arrayContaining([{ ShardId: expect.any(String), SequenceNumberRange: expect.anything() }]),
    })
  })

  it('refuses what it does not know', async () => {
    const unknown = stream.replace(/[^/]+$/, '2020-01-01T00:00:00.000')
    const [shard] = fieldsList(await descriptionOf(stream), 'Shards')
    const iterator = { StreamArn: stream, ShardId: shard?.ShardId, ShardIteratorType: 'TRIM_HORIZON' }
    const codes = await Promise.all(
      [
        call('DescribeStream', { StreamArn: unknown }),
        call('GetShardIterator', { ...iterator, ShardId: `shardId-${'9'.repeat(20)}-00000000` }),
        call('GetShardIterator', { ...iterator, ShardIteratorType: 'AT_SEQUENCE_NUMBER' }),
        call('GetShardIterator', { ...iterator, ShardIteratorType: 'OLDEST' }),
        call('GetRecords', { ShardIterator: 'nothing' }),
      ].map(async (request) => (await refusal(request)).code),
    )
    expect(codes).toEqual([
      'ResourceNotFoundException',
      'ResourceNotFoundException',
      'ValidationException',
      'ValidationException',
      'ValidationException',
    ])
  })
})

describe('what a stream shows of an item', () => {
  it.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
  ])('is what %s says', async (view, images) => {
    const stream = await streaming(view)
    for (const amount of [1, 2]) await put('a', { amount: N(amount) })
    const [, second] = await told(stream, 2)
    expect(Object.keys(asFields(second?.dynamodb)).filter((name) => name.endsWith('Image'))).toEqual(images)
  })

  it('is nothing unless the table has a stream', async () => {
    await withoutTable(THIRD)
    await call('CreateTable', {
      TableName: THIRD,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    })
    await put('a')
    expect(asFields((await asked('DescribeTable', { TableName: THIRD })).Table)).not.toHaveProperty('LatestStreamArn')
  })
})
