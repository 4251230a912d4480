import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { B, call, makeTables, N, OTHER, partition, refusal, S, TABLE } from './endpoint.ts'

beforeAll(makeTables)

const SORTED = ['a', 'a#1', 'a#10', 'a#2', 'b', 'ñ', '\uffee', '𝄞']

const query = (pk: { S: string }, condition: string, values: object, more: object = {}) =>
  call('Query', {
    TableName: TABLE,
    KeyConditionExpression: condition ? `pk = :pk AND ${condition}` : 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk, ...values },
    ProjectionExpression: 'sk',
    ...more,
  })

const page = (sorts: readonly string[]) => ({
  Items: sorts.map((sort) => ({ sk: S(sort) })),
  Count: sorts.length,
  ScannedCount: sorts.length,
})

describe('a query of one partition', () => {
  it.each([
    ['', {}, SORTED],
    ['sk = :a', { ':a': S('b') }, ['b']],
    ['sk < :a', { ':a': S('a#2') }, ['a', 'a#1', 'a#10']],
    ['sk <= :a', { ':a': S('a#2') }, ['a', 'a#1', 'a#10', 'a#2']],
    ['sk > :a', { ':a': S('b') }, ['ñ', '\uffee', '𝄞']],
    ['sk >= :a', { ':a': S('b') }, ['b', 'ñ', '\uffee', '𝄞']],
    [':a < sk', { ':a': S('ñ') }, ['\uffee', '𝄞']],
    ['sk BETWEEN :a AND :b', { ':a': S('a#1'), ':b': S('a#2') }, ['a#1', 'a#10', 'a#2']],
    ['begins_with(sk, :a)', { ':a': S('a#1') }, ['a#1', 'a#10']],
    ['begins_with(sk, :a)', { ':a': S('c') }, []],
  ])('finds what %s asks, in order', async (condition, values, expected) => {
    const { pk } = await partition(SORTED)
    expect(await query(pk, condition, values)).toEqual(page(expected))
    expect(await query(pk, condition, values, { ScanIndexForward: false })).toEqual(page(expected.toReversed()))
  })

  it('goes on where a page ended, forwards and backwards, past items gone meanwhile', async () => {
    const { pk } = await partition(['a', 'b', 'c', 'd', 'e'])
    const first = await query(pk, '', {}, { Limit: 2 })
    const lastKey = { pk, sk: S('b') }
    expect(first).toEqual({ ...page(['a', 'b']), LastEvaluatedKey: lastKey })
    await call('DeleteItem', { TableName: TABLE, Key: lastKey })
    expect(await query(pk, '', {}, { ExclusiveStartKey: lastKey })).toEqual(page(['c', 'd', 'e']))
    const back = { ScanIndexForward: false, ExclusiveStartKey: lastKey }
    expect(await query(pk, '', {}, back)).toEqual(page(['a']))
  })

  it('gives a key to go on from whenever the limit is reached, even at the end', async () => {
    const { pk } = await partition(['a', 'b'])
    expect(await query(pk, '', {}, { Limit: 2 })).toHaveProperty('LastEvaluatedKey', { pk, sk: S('b') })
    expect(await query(pk, '', {}, { Limit: 3 })).not.toHaveProperty('LastEvaluatedKey')
  })

  it('counts what it read apart from what the filter kept; the limit is on what it read', async () => {
    const { pk } = await partition(['a', 'b', 'c', 'd'], (position) => ({ amount: N(position) }))
    const filter = { FilterExpression: 'amount >= :two', Limit: 3 }
    expect(await query(pk, '', { ':two': N(2) }, filter)).toEqual({
      Items: [{ sk: S('c') }],
      Count: 1,
      ScannedCount: 3,
      LastEvaluatedKey: { pk, sk: S('c') },
    })
  })

  it('counts without showing', async () => {
    const { pk } = await partition(['a', 'b'])
    const request = { TableName: TABLE, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }
    expect(await call('Query', { ...request, Select: 'COUNT' })).toEqual({ Count: 2, ScannedCount: 2 })
  })

  it('ends a page at one megabyte', async () => {
    const { pk } = await partition(['a', 'b', 'c', 'd'], () => ({ filler: S('x'.repeat(390_000)) }))
    const answer = await query(pk, '', {})
    expect(answer).toMatchObject({ Count: 3, LastEvaluatedKey: { pk, sk: S('c') } })
  })

  it.each([
    ['contains(sk, :a)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['colour = :a', 'Query condition missed key schema element: sk'],
    ['sk <> :a', 'Invalid operator used in KeyConditionExpression: <>'],
    ['sk = :a AND sk > :a', 'KeyConditionExpressions must only contain one condition per key'],
  ])('refuses %s', async (condition, message) => {
    const refused = await refusal(query(S('p'), condition, { ':a': S('a') }))
    expect(refused).toEqual({ code: 'ValidationException', message: expect.stringContaining(message) })
  })

  it.each([
    [
      'a sort key of another type',
      'sk = :a',
      { ':a': N(1) },
      {},
      'Condition parameter type does not match schema type',
    ],
    ['an empty key', 'sk = :a', { ':a': S('') }, {}, 'cannot contain an empty string value. Key: sk'],
    [
      'a filter on the key',
      '',
      { ':a': S('a') },
      { FilterExpression: 'sk = :a' },
      'Filter Expression can only contain non-primary key attributes',
    ],
    [
      'a start in another partition',
      '',
      {},
      { ExclusiveStartKey: { pk: S('q'), sk: S('a') } },
      'The provided starting key is outside query boundaries',
    ],
    [
      'a start outside the range',
      'sk > :a',
      { ':a': S('b') },
      { ExclusiveStartKey: { pk: S('p'), sk: S('a') } },
      'The provided starting key does not match the range key predicate',
    ],
    ['half a start key', '', {}, { ExclusiveStartKey: { pk: S('p') } }, 'The provided starting key is invalid'],
    ['an unknown index', '', {}, { IndexName: 'byNobody' }, 'The table does not have the specified index: byNobody'],
    ['a limit of nothing', '', {}, { Limit: 0 }, 'Member must have value greater than or equal to 1'],
  ])('refuses %s', async (_, condition, values, more, message) => {
    const refused = await refusal(query(S('p'), condition, values, more))
    expect(refused).toEqual({ code: 'ValidationException', message: expect.stringContaining(message) })
  })
})

describe('a projection', () => {
  const item = {
    colour: S('red'),
    place: { M: { city: S('Lima'), floors: { L: [N(0), N(1), { M: { door: S('b') } }] } } },
    photo: B([1]),
  }
  it.each([
    ['colour, absent', { colour: S('red') }],
    ['place.city', { place: { M: { city: S('Lima') } } }],
    ['place.floors[2], place.floors[0]', { place: { M: { floors: { L: [N(0), { M: { door: S('b') } }] } } } }],
    ['place.floors[2].door, photo', { place: { M: { floors: { L: [{ M: { door: S('b') } }] } } }, photo: B([1]) }],
    ['place.floors[7], place.street', {}],
  ])('shows %s and nothing else', async (projection, expected) => {
    const { pk } = await partition(['a'], () => item)
    const request = { TableName: TABLE, Key: { pk, sk: S('a') }, ProjectionExpression: projection }
    expect(await call('GetItem', request)).toEqual({ Item: expected })
  })

  it('refuses paths that overlap', async () => {
    const request = { TableName: TABLE, Key: { pk: S('p'), sk: S('a') }, ProjectionExpression: 'place, place.city' }
    expect((await refusal(call('GetItem', request))).message).toContain('Two document paths overlap with each other')
  })
})

describe('a scan', () => {
  const ids = ['-12.5', '-1', '0', '1', '7', '1e2', '123456789012345678901234567890']
  const id = z.object({ id: z.object({ N: z.string() }) })
  const Page = z.object({ Items: z.array(id), LastEvaluatedKey: id.optional() })
  const scan = async (more: object) => {
    const page = Page.parse(await call('Scan', { TableName: OTHER, ...more }))
    return { found: page.Items.map((item) => item.id.N), last: page.LastEvaluatedKey }
  }

  it('meets every item once, page by page and segment by segment', async () => {
    for (const id of ids) await call('PutItem', { TableName: OTHER, Item: { id: N(id) } })
    const { found: all } = await scan({ ConsistentRead: true })
    expect(all.toSorted()).toEqual(['-1', '-12.5', '0', '1', '100', '123456789012345678901234567890', '7'])
    const pages: string[][] = []
    let start: object | undefined
    do {
      const { found, last } = await scan({ Limit: 2, ...(start ? { ExclusiveStartKey: start } : {}) })
      pages.push(found)
      start = last
    } while (start)
    expect(pages.flat()).toEqual(all)
    expect(pages.length).toBeGreaterThan(3)
    const segments = []
    for (const Segment of [0, 1, 2]) segments.push(...(await scan({ Segment, TotalSegments: 3 })).found)
    expect(segments.toSorted()).toEqual(all.toSorted())
  })

  it('goes on within a partition where a page ended', async () => {
    const { pk, items } = await partition(['a', 'b', 'c', 'd'])
    const request = { TableName: TABLE, FilterExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }
    const rest = await call('Scan', { ...request, ExclusiveStartKey: { pk, sk: S('b') } })
    expect(rest).toMatchObject({ Items: items.slice(2) })
  })
})
