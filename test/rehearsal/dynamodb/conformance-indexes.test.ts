import { beforeAll, describe, expect, it } from 'vitest'
import { call, freshPartition, makeTables, N, partition, refusal, S, TABLE } from './endpoint.ts'

beforeAll(makeTables)

describe('a query of an index', () => {
  const owned = async () => {
    const holder = S(freshPartition())
    const { items } = await partition(['a', 'b', 'c', 'd'], (position) => ({
      colour: S('red'),
      shade: S('dark'),
      ...(position === 3 ? {} : { holder }),
      ...(position === 2 ? {} : { rank: N([10, 9, 0, 1][position]!) }),
    }))
    return { holder, items }
  }
  const byOwner = (holder: object, more: object) =>
    call('Query', {
      TableName: TABLE,
      KeyConditionExpression: 'holder = :holder',
      ExpressionAttributeValues: { ':holder': holder },
      ...more,
    })

  it('sorts numbers by value and leaves out items that lack a key of the index', async () => {
    const { holder, items } = await owned()
    const [a, b] = items
    expect(await byOwner(holder, { IndexName: 'byOwner' })).toMatchObject({ Items: [b, a], Count: 2 })
  })

  it('sorts numbers below, at and above zero, fractions too', async () => {
    const ranks = ['-120', '-12.5', '-12', '-0.7', '-0.5', '-0.05', '0', '0.05', '0.5', '3', '20', '1e20']
    const holder = S(freshPartition())
    await partition(ranks, (position) => ({ holder, rank: N(ranks[position]!) }))
    const sorted = (more: object) => byOwner(holder, { IndexName: 'byOwner', ProjectionExpression: 'sk', ...more })
    expect(await sorted({})).toMatchObject({ Items: ranks.map((rank) => ({ sk: S(rank) })) })
    const between = {
      KeyConditionExpression: 'holder = :owner AND #rank BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#rank': 'rank' },
      ExpressionAttributeValues: { ':owner': holder, ':low': N(-12), ':high': N('0.050') },
    }
    expect(await sorted(between)).toMatchObject({ Items: ranks.slice(2, 8).map((rank) => ({ sk: S(rank) })) })
  })

  it.each([
    ['KEYS_ONLY', 'keysOfOwner', {}],
    ['INCLUDE', 'colourOfOwner', { colour: S('red') }],
  ])('shows what %s projects', async (_, index, more) => {
    const { holder, items } = await owned()
    const answer = await byOwner(holder, { IndexName: index })
    const expected = items.slice(0, 3).map(({ pk, sk }) => ({ pk, sk, holder, ...more }))
    expect(answer).toMatchObject({ Count: 3, Items: expect.arrayContaining(expected) })
  })

  it('follows an item that changes its holder, loses it, and is deleted', async () => {
    const { holder, items } = await owned()
    const [a, b, c] = items.map(({ pk, sk }) => ({ pk, sk }))
    const update = { TableName: TABLE, ExpressionAttributeValues: { ':o': S('someone else') } }
    await call('UpdateItem', { ...update, Key: a, UpdateExpression: 'SET holder = :o' })
    await call('UpdateItem', { TableName: TABLE, Key: b, UpdateExpression: 'REMOVE holder' })
    expect(await byOwner(holder, { IndexName: 'keysOfOwner' })).toMatchObject({ Items: [{ ...c, holder }] })
    await call('DeleteItem', { TableName: TABLE, Key: c })
    expect(await byOwner(holder, { IndexName: 'keysOfOwner' })).toEqual({ Items: [], Count: 0, ScannedCount: 0 })
  })

  it('goes on from a page by the keys of both index and table', async () => {
    const { holder, items } = await owned()
    const first = await byOwner(holder, { IndexName: 'byOwner', Limit: 1 })
    const { pk, sk } = items[1]!
    const lastKey = { pk, sk, holder, rank: N(9) }
    expect(first).toMatchObject({ LastEvaluatedKey: lastKey })
    const second = await byOwner(holder, { IndexName: 'byOwner', ExclusiveStartKey: lastKey })
    expect(second).toMatchObject({ Items: [items[0]], Count: 1 })
  })

  it.each([
    [
      'a consistent read',
      { IndexName: 'byOwner', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'all attributes of a partial index',
      { IndexName: 'keysOfOwner', Select: 'ALL_ATTRIBUTES' },
      'Select type ALL_ATTRIBUTES is not supported for global secondary index keysOfOwner',
    ],
    [
      'an attribute that is not projected',
      { IndexName: 'keysOfOwner', ProjectionExpression: 'colour' },
      'does not project [colour]',
    ],
  ])('refuses %s', async (_, more, message) => {
    const refused = await refusal(byOwner(S('o'), more))
    expect(refused).toEqual({ code: 'ValidationException', message: expect.stringContaining(message) })
  })
})
