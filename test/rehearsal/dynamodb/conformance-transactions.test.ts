import { beforeAll, describe, expect, it } from 'vitest'
import { call, freshPartition, makeTables, N, OTHER, refusal, S, stored, TABLE } from './endpoint.ts'

beforeAll(makeTables)

const transact = (items: object[], more: object = {}) => call('TransactWriteItems', { TransactItems: items, ...more })
const nowhere = () => ({ pk: S(freshPartition()), sk: S('a') })
const get = (key: object) => call('GetItem', { TableName: TABLE, Key: key, ConsistentRead: true })

const put = (item: object, more: object = {}) => ({ Put: { TableName: TABLE, Item: item, ...more } })
const update = (key: object, more: object = {}) => ({
  Update: {
    TableName: TABLE,
    Key: key,
    UpdateExpression: 'SET amount = amount + :one',
    ExpressionAttributeValues: { ':one': N(1) },
    ...more,
  },
})
const remove = (key: object, more: object = {}) => ({ Delete: { TableName: TABLE, Key: key, ...more } })
const check = (key: object, more: object = {}) => ({
  ConditionCheck: { TableName: TABLE, Key: key, ConditionExpression: 'attribute_exists(pk)', ...more },
})

const SHOW = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }
const FRESH = { ConditionExpression: 'attribute_not_exists(pk)' }
const none = { Code: 'None' }
const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }

describe('a transaction of writes', () => {
  it('puts, updates, deletes and checks together, on several tables', async () => {
    const [counted, gone, watched] = [await stored({ amount: N(1) }), await stored({}), await stored({})]
    const made = nowhere()
    const other = { Put: { TableName: OTHER, Item: { id: N(1), colour: S('red') } } }
    expect(await transact([put(made), update(counted), remove(gone), check(watched), other])).toEqual({})
    expect(await get(made)).toEqual({ Item: made })
    expect(await get(counted)).toEqual({ Item: { ...counted, amount: N(2) } })
    expect(await get(gone)).toEqual({})
    expect(await get(watched)).toEqual({ Item: watched })
  })

  it('does nothing at all when one condition fails, and says why for each item in order', async () => {
    const present = await stored({ amount: N(1), colour: S('red') })
    const [made, absent] = [nowhere(), nowhere()]
    const refused = await refusal(
      transact([
        put(made),
        put(present, { ...FRESH, ...SHOW }),
        update(await stored({ amount: N(1) })),
        check(absent, SHOW),
      ]),
    )
    expect(refused).toEqual({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None, ConditionalCheckFailed]',
      reasons: [none, { ...failed, Item: { ...present, amount: N(1), colour: S('red') } }, none, failed],
    })
    expect(await get(made)).toEqual({})
  })

  it('shows no item of a failed condition unless asked', async () => {
    const { reasons } = await refusal(transact([put(await stored({}), FRESH)]))
    expect(reasons).toEqual([failed])
  })

  it.each([
    [
      'a key that does not fit',
      (key: object) => remove({ ...key, sk: N(1) }),
      'The provided key element does not match the schema',
    ],
    [
      'an item without its key',
      () => put({ pk: S('p') }),
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'an attribute that is not there',
      () => update(nowhere()),
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      'an operand of another type',
      (key: object) => update(key, { UpdateExpression: 'SET colour = colour + :one' }),
      'An operand in the update expression has an incorrect data type',
    ],
  ])('is cancelled for %s', async (_, item, message) => {
    const key = await stored({ colour: S('red') })
    const { code, reasons } = await refusal(transact([check(key), item(await stored({ colour: S('red') }))]))
    expect(code).toBe('TransactionCanceledException')
    expect(reasons).toEqual([none, { Code: 'ValidationError', Message: message }])
  })

  it('refuses two operations on one item', async () => {
    const key = await stored({ amount: N(1) })
    expect(await refusal(transact([check(key), update(key)]))).toEqual({
      code: 'ValidationException',
      message: 'Transaction request cannot include multiple operations on one item',
    })
  })

  it('takes a hundred items and no more', async () => {
    const pk = S(freshPartition())
    const items = Array.from({ length: 101 }, (_, position) => put({ pk, sk: S(String(position)) }))
    const refused = await refusal(transact(items))
    expect(refused.code).toBe('ValidationException')
    expect(refused.message).toContain('Member must have length less than or equal to 100')
    expect(await transact(items.slice(1))).toEqual({})
  })

  it.each([
    ['nothing', [], 'Member must have length greater than or equal to 1'],
    [
      'two actions in one item',
      [{ ...put(nowhere()), ...remove(nowhere()) }],
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    ['an empty key', [put({ pk: S(''), sk: S('a') })], 'cannot contain an empty string value. Key: pk'],
    [
      'an expression that is wrong',
      [put(nowhere(), { ConditionExpression: 'exists(pk)' })],
      'Invalid ConditionExpression: Invalid function name; function: exists',
    ],
  ])('refuses %s outright', async (_, items, message) => {
    const refused = await refusal(transact(items))
    expect(refused).toEqual({ code: 'ValidationException', message: expect.stringContaining(message) })
  })

  it('refuses more than four megabytes', async () => {
    const filler = S('x'.repeat(390_000))
    const items = Array.from({ length: 11 }, () => put({ ...nowhere(), filler }))
    expect((await refusal(transact(items))).code).toBe('ValidationException')
  })

  it('refuses a table that is not there', async () => {
    const refused = await refusal(transact([{ Delete: { TableName: 'nobody-knows', Key: { id: N(1) } } }]))
    expect(refused.code).toBe('ResourceNotFoundException')
  })
})

describe('a client request token', () => {
  it('makes a retried transaction happen once', async () => {
    const key = await stored({ amount: N(1) })
    const token = { ClientRequestToken: `once-${key.pk.S}` }
    await transact([update(key)], token)
    expect(await transact([update(key)], token)).toEqual({})
    expect(await get(key)).toEqual({ Item: { ...key, amount: N(2) } })
  })

  it('refuses another transaction under the same token', async () => {
    const key = await stored({ amount: N(1) })
    const token = { ClientRequestToken: `twice-${key.pk.S}` }
    await transact([update(key)], token)
    expect((await refusal(transact([remove(key)], token))).code).toBe('IdempotentParameterMismatchException')
  })

  it('is free again after a transaction that was cancelled', async () => {
    const key = nowhere()
    const token = { ClientRequestToken: `retry-${key.pk.S}` }
    await refusal(transact([check(key)], token))
    await call('PutItem', { TableName: TABLE, Item: key })
    expect(await transact([check(key)], token)).toEqual({})
  })
})

describe('a transaction of reads', () => {
  it('answers in order, with nothing for what is not there', async () => {
    const key = await stored({ colour: S('red'), amount: N(1) })
    const items = [
      { Get: { TableName: TABLE, Key: nowhere() } },
      { Get: { TableName: TABLE, Key: key, ProjectionExpression: 'colour' } },
      { Get: { TableName: OTHER, Key: { id: N(404) } } },
    ]
    expect(await call('TransactGetItems', { TransactItems: items })).toEqual({
      Responses: [{}, { Item: { colour: S('red') } }, {}],
    })
  })

  it('refuses to read one item twice', async () => {
    const item = { Get: { TableName: TABLE, Key: nowhere() } }
    const refused = await refusal(call('TransactGetItems', { TransactItems: [item, item] }))
    expect(refused.code).toBe('ValidationException')
  })
})
