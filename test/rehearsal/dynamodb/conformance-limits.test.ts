import { beforeAll, describe, expect, it } from 'vitest'
import { B, call, freshPartition, makeTables, N, OTHER, refusal, S, stored, TABLE } from './endpoint.ts'

beforeAll(makeTables)

const KEY_BYTES = Buffer.byteLength('pksk')
const limit = 400 * 1024

const put = (item: object) => call('PutItem', { TableName: TABLE, Item: item })
const invalid = (message: string) => ({ code: 'ValidationException', message: expect.stringContaining(message) })

describe('an item', () => {
  it('weighs up to 400 KB, names and UTF-8 bytes included', async () => {
    const pk = freshPartition()
    const room = limit - KEY_BYTES - Buffer.byteLength(`${pk}a`) - Buffer.byteLength('año')
    const item = (bytes: number) => ({
      pk: S(pk),
      sk: S('a'),
      año: S('ñ'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2)),
    })
    expect(await put(item(room))).toEqual({})
    expect(await refusal(put(item(room + 1)))).toEqual(invalid('Item size has exceeded the maximum allowed size'))
  })

  it('weighs three bytes for a list, one for each member, and what is in it', async () => {
    const pk = freshPartition()
    const members = 1_000
    const room = limit - KEY_BYTES - Buffer.byteLength(`${pk}al`) - 3 - members
    const item = (bytes: number) => {
      const each = Math.floor(bytes / members)
      const texts = Array.from({ length: members }, (_, index) =>
        S('x'.repeat(index === 0 ? bytes - each * (members - 1) : each)),
      )
      return { pk: S(pk), sk: S('a'), l: { L: texts } }
    }
    expect(await put(item(room))).toEqual({})
    expect(await refusal(put(item(room + 1)))).toEqual(invalid('Item size has exceeded the maximum allowed size'))
  })

  it('cannot grow past 400 KB by an update', async () => {
    const key = await stored({ filler: S('x'.repeat(400_000)) })
    const request = { TableName: TABLE, Key: key, UpdateExpression: 'SET more = :more' }
    const refused = await refusal(
      call('UpdateItem', { ...request, ExpressionAttributeValues: { ':more': S('x'.repeat(10_000)) } }),
    )
    expect(refused).toEqual(invalid('Item size to update has exceeded the maximum allowed size'))
  })

  it('keeps every kind of value as it came, numbers in plain notation', async () => {
    const attributes = {
      blank: S(''),
      nothing: { NULL: true },
      off: { BOOL: false },
      photo: B([0, 200]),
      photos: { BS: [B([1]).B, B([2]).B] },
      sizes: { NS: ['1', '-2.5'] },
      names: { SS: ['x', ''] },
      nested: { M: { deep: { L: [{ M: {} }, { L: [] }] } } },
    }
    const key = await stored({
      ...attributes,
      amount: N('-0012.50e1'),
      huge: N('12345678901234567890123456789012345678'),
    })
    expect(await call('GetItem', { TableName: TABLE, Key: key })).toEqual({
      Item: { ...key, ...attributes, amount: N(-125), huge: N('12345678901234567890123456789012345678') },
    })
  })

  it.each([
    [
      'a number of 39 digits',
      N('123456789012345678901234567890123456789'),
      'Attempting to store more than 38 significant digits in a Number',
    ],
    ['a number that is too great', N('1e126'), 'Number overflow'],
    ['a number that is too small', N('1e-131'), 'Number underflow'],
    ['a number that is none', N('1,000'), 'The parameter cannot be converted to a numeric value: 1,000'],
    ['an empty set', { SS: [] }, 'may not be empty'],
    ['a set with a member twice', { SS: ['a', 'a'] }, 'contains duplicates'],
    ['a value of two types', { S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set'],
    ['a value of no type', {}, 'Supplied AttributeValue is empty'],
    [
      'a value nested too deep',
      JSON.parse(`${'{"L":['.repeat(33)}{"S":"x"}${']}'.repeat(33)}`),
      'Nesting Levels have exceeded supported limits',
    ],
  ])('cannot hold %s', async (_, value, message) => {
    const item = { pk: S(freshPartition()), sk: S('a'), field: value }
    expect(await refusal(put(item))).toEqual(invalid(message))
  })
})

describe('a key', () => {
  it.each([
    ['is missing', { pk: S('p') }, 'Missing the key sk in the item'],
    ['has another type', { pk: S('p'), sk: N(1) }, 'Type mismatch for key sk expected: S actual: N'],
    [
      'is empty',
      { pk: S(''), sk: S('a') },
      'The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'has a partition key above 2048 bytes',
      { pk: S('ñ'.repeat(1025)), sk: S('a') },
      'Size of hashkey has exceeded the maximum size limit',
    ],
    [
      'has a sort key above 1024 bytes',
      { pk: S('p'), sk: S('ñ'.repeat(513)) },
      'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    ],
    [
      'of an index has another type',
      { pk: S('p'), sk: S('a'), holder: N(1) },
      'Type mismatch for Index Key holder Expected: S Actual: N',
    ],
    [
      'of an index is empty',
      { pk: S('p'), sk: S('a'), holder: S('') },
      'The AttributeValue for a key attribute cannot contain an empty string value',
    ],
  ])('of an item that %s is refused', async (_, item, message) => {
    expect(await refusal(put(item))).toEqual(invalid(message))
  })

  it.each([
    ['half a key', { pk: S('p') }],
    ['more than the key', { pk: S('p'), sk: S('a'), colour: S('red') }],
    ['a key of another type', { pk: S('p'), sk: { BOOL: true } }],
  ])('is never %s', async (_, key) => {
    const refused = await refusal(call('GetItem', { TableName: TABLE, Key: key }))
    expect(refused).toEqual(invalid('The provided key element does not match the schema'))
  })

  it('may be as long as its limit', async () => {
    const pk = `${freshPartition()}-`.padEnd(2048, 'x')
    expect(await put({ pk: S(pk), sk: S('x'.repeat(1024)) })).toEqual({})
  })

  it('is the same number however it is written', async () => {
    await call('PutItem', { TableName: OTHER, Item: { id: N('1.50'), colour: S('red') } })
    expect(await call('GetItem', { TableName: OTHER, Key: { id: N('15e-1') } })).toEqual({
      Item: { id: N('1.5'), colour: S('red') },
    })
  })
})

describe('a batch', () => {
  it('writes 25 items and reads them back, what is there and no more', async () => {
    const pk = S(freshPartition())
    const items = Array.from({ length: 25 }, (_, position) => ({ pk, sk: S(String(position)) }))
    const puts = items.map((item) => ({ PutRequest: { Item: item } }))
    expect(await call('BatchWriteItem', { RequestItems: { [TABLE]: puts } })).toEqual({ UnprocessedItems: {} })
    await call('BatchWriteItem', { RequestItems: { [TABLE]: [{ DeleteRequest: { Key: items[7] } }] } })
    const answer = await call('BatchGetItem', { RequestItems: { [TABLE]: { Keys: items } } })
    const left = items.filter((_, position) => position !== 7)
    expect(answer).toMatchObject({ Responses: { [TABLE]: expect.arrayContaining(left) }, UnprocessedKeys: {} })
    expect(answer).toHaveProperty(['Responses', TABLE, 'length'], 24)
  })

  const keys = (count: number) =>
    Array.from({ length: count }, (_, position) => ({ pk: S('p'), sk: S(String(position)) }))
  const writes = (count: number) => keys(count).map((Item) => ({ PutRequest: { Item } }))

  it.each([
    ['BatchWriteItem', 'more than 25 writes', { [TABLE]: writes(26) }],
    ['BatchWriteItem', 'one item twice', { [TABLE]: [...writes(1), ...writes(1)] }],
    ['BatchWriteItem', 'nothing', {}],
    ['BatchWriteItem', 'a key of another type', { [TABLE]: [{ PutRequest: { Item: { pk: N(1), sk: S('a') } } }] }],
    ['BatchGetItem', 'more than 100 reads', { [TABLE]: { Keys: keys(101) } }],
    ['BatchGetItem', 'one item twice', { [TABLE]: { Keys: [...keys(1), ...keys(1)] } }],
    ['BatchGetItem', 'nothing', {}],
  ])('%s refuses %s', async (operation, _, requested) => {
    expect((await refusal(call(operation, { RequestItems: requested }))).code).toBe('ValidationException')
  })
})

describe('a request', () => {
  it.each([
    ['GetItem', { Key: { pk: S('p'), sk: S('a') } }],
    ['PutItem', { Item: { pk: S('p'), sk: S('a') } }],
    ['Scan', {}],
  ])('%s of a table that is not there is refused', async (operation, request) => {
    const refused = await refusal(call(operation, { TableName: 'nobody-knows', ...request }))
    expect(refused).toEqual({ code: 'ResourceNotFoundException', message: 'Requested resource not found' })
  })

  it.each([
    [
      'values that nothing uses',
      { ExpressionAttributeValues: { ':a': S('a') } },
      'ExpressionAttributeValues can only be specified when using expressions',
    ],
    [
      'names that nothing uses',
      { ExpressionAttributeNames: { '#a': 'a' } },
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      'an empty expression',
      { ConditionExpression: '' },
      'Invalid ConditionExpression: The expression can not be empty;',
    ],
    [
      'an expression above 4 KB',
      { ConditionExpression: `attribute_exists(${'a'.repeat(4096)})` },
      'Expression size has exceeded the maximum allowed size',
    ],
    [
      'an answer that there is not',
      { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' },
      'Member must satisfy enum value set: [ALL_OLD, NONE]',
    ],
  ])('with %s is refused', async (_, more, message) => {
    const refused = await refusal(call('DeleteItem', { TableName: TABLE, Key: { pk: S('p'), sk: S('a') }, ...more }))
    expect(refused).toEqual(invalid(message))
  })
})
