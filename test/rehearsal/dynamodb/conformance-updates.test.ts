import { beforeAll, describe, expect, it } from 'vitest'
import { call, freshPartition, makeTables, N, refusal, S, stored, TABLE } from './endpoint.ts'

beforeAll(makeTables)

const list = (...texts: string[]) => ({ L: texts.map(S) })

const VALUES = {
  ':one': N(1),
  ':tenth': N('0.1'),
  ':big': N('99999999999999999999999999999999999999'),
  ':x': S('x'),
  ':y': S('y'),
  ':xs': list('x', 'y'),
  ':none': { L: [] },
  ':set': { SS: ['b', 'c'] },
  ':ab': { SS: ['a', 'b'] },
  ':numbers': { NS: ['2'] },
  ':map': { M: { nested: S('x') } },
}

const update = async (before: object, expression: string, more: object = {}) => {
  const used = Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(expression))
  const key = await stored(before)
  const request = {
    TableName: TABLE,
    Key: key,
    UpdateExpression: expression,
    ...(used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {}),
    ...(expression.includes('#s') ? { ExpressionAttributeNames: { '#s': 'status' } } : {}),
    ...more,
  }
  return { key, answer: call('UpdateItem', request) }
}

const AB = { SS: ['a', 'b'] }

describe('an update expression', () => {
  it.each([
    ['SET #s = :x', {}, { status: S('x') }],
    ['SET amount = amount + :one', { amount: N(2) }, { amount: N(3) }],
    ['SET amount = amount - :tenth', { amount: N('0.3') }, { amount: N('0.2') }],
    ['SET amount = :one - amount', { amount: N('1.50') }, { amount: N('-0.5') }],
    ['SET amount = if_not_exists(amount, :one)', {}, { amount: N(1) }],
    ['SET amount = if_not_exists(amount, :one) + :one', { amount: N(5) }, { amount: N(6) }],
    ['SET letters = list_append(letters, :xs)', { letters: list('a') }, { letters: list('a', 'x', 'y') }],
    ['SET letters = list_append(:xs, letters)', { letters: list('a') }, { letters: list('x', 'y', 'a') }],
    ['SET letters = list_append(if_not_exists(letters, :none), :xs)', {}, { letters: list('x', 'y') }],
    ['SET letters[1] = :x', { letters: list('a', 'b', 'c') }, { letters: list('a', 'x', 'c') }],
    ['SET letters[9] = :x, letters[7] = :y', { letters: list('a') }, { letters: list('a', 'y', 'x') }],
    ['SET place.nested = :x', { place: { M: { other: N(1) } } }, { place: { M: { other: N(1), nested: S('x') } } }],
    ['SET place = :map', { place: S('old') }, { place: { M: { nested: S('x') } } }],
    [
      'SET colour = shade, shade = colour',
      { colour: S('red'), shade: S('dark') },
      { colour: S('dark'), shade: S('red') },
    ],
    ['SET colour = shade REMOVE shade', { shade: S('dark') }, { colour: S('dark') }],
    ['REMOVE colour, absent', { colour: S('red'), shade: S('dark') }, { shade: S('dark') }],
    ['REMOVE letters[0], letters[1]', { letters: list('a', 'b', 'c') }, { letters: list('c') }],
    ['REMOVE letters[5]', { letters: list('a') }, { letters: list('a') }],
    ['REMOVE letters[0] SET letters[1] = :x', { letters: list('a', 'b', 'c') }, { letters: list('x', 'c') }],
    ['REMOVE place.nested', { place: { M: { nested: S('x') } } }, { place: { M: {} } }],
    ['ADD amount :one', { amount: N('-1') }, { amount: N(0) }],
    ['ADD amount :one', {}, { amount: N(1) }],
    ['ADD tags :set', {}, { tags: { SS: ['b', 'c'] } }],
    ['DELETE tags :ab', { tags: AB }, {}],
    ['DELETE tags :set', {}, {}],
  ])('%s', async (expression, before, after) => {
    const { key, answer } = await update(before, expression, { ReturnValues: 'ALL_NEW' })
    expect(await answer).toEqual({ Attributes: { ...key, ...after } })
    expect(await call('GetItem', { TableName: TABLE, Key: key, ConsistentRead: true })).toEqual({
      Item: { ...key, ...after },
    })
  })

  it('unites and reduces sets, whose members have no order', async () => {
    const { key, answer } = await update({ tags: AB }, 'ADD tags :set', { ReturnValues: 'UPDATED_NEW' })
    await answer
    const contains = (tags: string[]) =>
      call('DeleteItem', {
        TableName: TABLE,
        Key: key,
        ConditionExpression: 'tags = :tags',
        ExpressionAttributeValues: { ':tags': { SS: tags } },
      })
    expect((await refusal(contains(['a', 'b']))).code).toBe('ConditionalCheckFailedException')
    expect(await contains(['c', 'a', 'b'])).toEqual({})
  })

  it.each([
    ['SET colour = shade', {}, 'The provided expression refers to an attribute that does not exist in the item'],
    [
      'SET amount = amount + :one',
      { amount: S('2') },
      'An operand in the update expression has an incorrect data type',
    ],
    [
      'SET amount = list_append(amount, :xs)',
      { amount: N(2) },
      'An operand in the update expression has an incorrect data type',
    ],
    ['ADD amount :one', { amount: S('2') }, 'An operand in the update expression has an incorrect data type'],
    ['ADD tags :numbers', { tags: AB }, 'An operand in the update expression has an incorrect data type'],
    ['DELETE tags :numbers', { tags: AB }, 'An operand in the update expression has an incorrect data type'],
    ['SET place.nested = :x', {}, 'The document path provided in the update expression is invalid for update'],
    [
      'SET place[0] = :x',
      { place: { M: {} } },
      'The document path provided in the update expression is invalid for update',
    ],
    [
      'REMOVE place.nested.deep',
      { place: { M: {} } },
      'The document path provided in the update expression is invalid for update',
    ],
    ['SET pk = :x', {}, 'Cannot update attribute pk. This attribute is part of the key'],
    ['SET colour = :x, colour = :y', {}, 'Two document paths overlap with each other'],
    ['SET place = :x, place.nested = :y', {}, 'Two document paths overlap with each other'],
    ['SET place.nested = :x, place[0] = :y', {}, 'Two document paths conflict with each other'],
    ['SET colour = :x SET shade = :y', {}, 'The "SET" section can only be used once in an update expression;'],
    ['SET status = :x', {}, 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['ADD colour :x', {}, 'Incorrect operand type for operator or function; operator: ADD, operand type: STRING'],
    ['SET colour = now(:x)', {}, 'Invalid function name; function: now'],
    ['colour = :x', {}, 'Invalid UpdateExpression: Syntax error'],
    [
      'SET amount = amount + :tenth',
      { amount: VALUES[':big'] },
      'Attempting to store more than 38 significant digits in a Number',
    ],
    ['SET holder = :one', {}, 'Index Key holder'],
  ])('is refused: %s', async (expression, before, message) => {
    const { key, answer } = await update(before, expression)
    const refused = await refusal(answer)
    expect(refused.code).toBe('ValidationException')
    expect(refused.message).toContain(message)
    expect(await call('GetItem', { TableName: TABLE, Key: key })).toEqual({ Item: { ...key, ...before } })
  })
})

describe('an update of an item that is not there', () => {
  const nowhere = () => ({ pk: S(freshPartition()), sk: S('a') })

  it.each([
    ['creates it by SET', 'SET colour = :x', { colour: S('x') }],
    ['creates it by ADD', 'ADD amount :one', { amount: N(1) }],
    ['creates it with the key alone when nothing is asked', undefined, {}],
    ['leaves nothing behind by REMOVE', 'REMOVE colour', undefined],
  ])('%s', async (_, expression, after) => {
    const key = nowhere()
    const used = Object.entries(VALUES).filter(([name]) => expression?.includes(name))
    await call('UpdateItem', {
      TableName: TABLE,
      Key: key,
      ...(expression ? { UpdateExpression: expression } : {}),
      ...(used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {}),
    })
    const found = await call('GetItem', { TableName: TABLE, Key: key })
    expect(found).toEqual(after ? { Item: { ...key, ...after } } : {})
  })
})

describe('ReturnValues', () => {
  const before = { colour: S('red'), place: { M: { city: S('Lima'), floors: list('a', 'b', 'c') } } }
  it.each([
    ['NONE', 'SET colour = :x', undefined],
    ['ALL_OLD', 'SET colour = :x', 'everything before'],
    ['UPDATED_OLD', 'SET colour = :x, shade = :y', { colour: S('red') }],
    ['UPDATED_OLD', 'SET shade = :y', undefined],
    ['UPDATED_OLD', 'REMOVE colour', { colour: S('red') }],
    ['UPDATED_NEW', 'SET colour = :x, shade = :y', { colour: S('x'), shade: S('y') }],
    ['UPDATED_NEW', 'REMOVE colour', undefined],
    ['UPDATED_OLD', 'SET place.floors[1] = :x', { place: { M: { floors: list('b') } } }],
    ['UPDATED_NEW', 'SET place.floors[1] = :x, place.city = :y', { place: { M: { floors: list('x'), city: S('y') } } }],
  ])('%s of %s', async (kind, expression, expected) => {
    const { key, answer } = await update(before, expression, { ReturnValues: kind })
    const attributes = typeof expected === 'string' ? { ...key, ...before } : expected
    expect(await answer).toEqual(attributes ? { Attributes: attributes } : {})
  })

  it('ALL_OLD of a put and of a delete is the item that was there', async () => {
    const key = await stored({ colour: S('red') })
    const request = { TableName: TABLE, ReturnValues: 'ALL_OLD' }
    const replaced = await call('PutItem', { ...request, Item: { ...key, colour: S('blue') } })
    expect(replaced).toEqual({ Attributes: { ...key, colour: S('red') } })
    const removed = await call('DeleteItem', { ...request, Key: key })
    expect(removed).toEqual({ Attributes: { ...key, colour: S('blue') } })
    expect(await call('DeleteItem', { ...request, Key: key })).toEqual({})
  })

  it('of a put or delete is nothing but ALL_OLD or NONE', async () => {
    const key = await stored({})
    for (const [operation, wanted] of [
      ['PutItem', { Item: key, ReturnValues: 'ALL_NEW' }],
      ['DeleteItem', { Key: key, ReturnValues: 'UPDATED_OLD' }],
    ] as const) {
      const { code, message } = await refusal(call(operation, { TableName: TABLE, ...wanted }))
      expect([code, message]).toEqual([
        'ValidationException',
        expect.stringContaining('ReturnValues can only be ALL_OLD or NONE'),
      ])
    }
  })
})
