import { beforeAll, describe, expect, it } from 'vitest'
import { B, call, freshPartition, makeTables, N, refusal, S, stored, TABLE } from './endpoint.ts'

beforeAll(makeTables)

const ITEM = {
  text: S('puntual'),
  blank: S(''),
  accents: S('é𝄞'),
  amount: N(10),
  decimal: N('0.1'),
  agreed: { BOOL: true },
  refused: { BOOL: false },
  nothing: { NULL: true },
  photo: B([0, 255, 16]),
  words: { SS: ['uno', 'dos'] },
  numbers: { NS: ['1', '2.5'] },
  list: { L: [S('first'), N(2), { M: { deep: { L: [S('bottom')] } } }] },
  map: { M: { city: S('Lima'), zip: N(15001), nested: { M: {} } } },
}

const VALUES = {
  ':puntual': S('puntual'),
  ':empty': S(''),
  ':n9': N(9),
  ':n10': N('10.0'),
  ':n11': N(11),
  ':s9': S('9'),
  ':no': { BOOL: false },
  ':bytes': B([0, 255]),
  ':uno': S('uno'),
  ':dosUno': { SS: ['dos', 'uno'] },
  ':map': { M: { zip: N(15001), nested: { M: {} }, city: S('Lima') } },
  ':list': { L: [S('first'), N(2), { M: { deep: { L: [S('bottom')] } } }] },
  ':deep': { M: { deep: { L: [S('bottom')] } } },
  ':bottom': S('bottom'),
  ':unt': S('unt'),
  ':pun': S('pun'),
  ':q': S('q'),
  ':z': S('z'),
  ':n2': N(2),
  ':n3': N(3),
  ':n0': N(0),
  ':BOOL': S('BOOL'),
  ':S': S('S'),
  ':NULL': S('NULL'),
  ':missing': S('nobody'),
}

const valuesIn = (expression: string) => {
  const used = Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(expression))
  return used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {}
}

const namesIn = (expression: string) => {
  const names = { '#text': 'text', '#list': 'list', '#map': 'map' }
  const used = Object.entries(names).filter(([name]) => expression.includes(name))
  return used.length > 0 ? { ExpressionAttributeNames: Object.fromEntries(used) } : {}
}

const TRUE = [
  '#text = :puntual',
  ':puntual = #text',
  'blank = :empty',
  '#text <> :q',
  'absent <> :q',
  'amount < :n11',
  'amount <= :n10',
  'amount = :n10',
  'amount > :n9',
  'amount >= :n10',
  'amount <> :s9',
  '#text < :q',
  'amount BETWEEN :n9 AND :n11',
  '#text BETWEEN :pun AND :q',
  'amount IN (:n9, :n10)',
  'refused IN (:no, :n9)',
  'refused = :no',
  'words = :dosUno',
  '#map = :map',
  '#list = :list',
  'attribute_exists(refused)',
  'attribute_exists(blank)',
  'attribute_exists(#list[2].deep[0])',
  'attribute_not_exists(absent)',
  'attribute_not_exists(#list[9])',
  'attribute_not_exists(#map.city.street)',
  'attribute_type(refused, :BOOL)',
  'attribute_type(blank, :S)',
  'attribute_type(nothing, :NULL)',
  'begins_with(#text, :pun)',
  'begins_with(#text, :empty)',
  'begins_with(photo, :bytes)',
  'contains(#text, :unt)',
  'contains(words, :uno)',
  'contains(numbers, :n2) OR contains(#list, :n2)',
  'contains(#list, :deep)',
  'contains(photo, :bytes)',
  'size(blank) = :n0',
  'size(accents) = :n3',
  'size(photo) = :n3',
  'size(words) = :n2',
  'size(#list) = :n3',
  'size(#map) = :n3',
  '#list[1] = :n2',
  '#list[2].deep[0] = :bottom',
  '#map.city <> :bottom AND NOT #map.zip = :n9',
  'NOT (amount = :n9 OR amount = :n11)',
  'NOT absent = :missing',
]

const FALSE = [
  '#text = :q',
  '#text <> :puntual',
  'absent = :missing',
  'absent < :z',
  'amount = :s9',
  'amount > :s9',
  'amount < :n10',
  'amount BETWEEN :n11 AND :n11',
  'absent IN (:missing)',
  'attribute_exists(absent)',
  'attribute_exists(valueOf)',
  'attribute_not_exists(blank)',
  'attribute_exists(#map.street)',
  'attribute_type(agreed, :S)',
  'begins_with(amount, :pun)',
  'contains(numbers, :n3)',
  'contains(#text, :q)',
  'size(amount) = :n2',
  'size(absent) = :n0',
  'amount = :n9 OR amount = :n11 AND #text = :puntual',
]

describe('a condition on an item', () => {
  const check = async (expression: string) => {
    const key = await stored(ITEM)
    return call('DeleteItem', {
      TableName: TABLE,
      Key: key,
      ConditionExpression: expression,
      ...valuesIn(expression),
      ...namesIn(expression),
    })
  }

  it.each(TRUE)('holds: %s', async (expression) => {
    expect(await check(expression)).toEqual({})
  })

  it.each(FALSE)('fails: %s', async (expression) => {
    expect(await refusal(check(expression))).toEqual({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    })
  })
})

describe('a failed condition', () => {
  const write = (operation: string, key: object, more: object) =>
    refusal(
      call(operation, {
        TableName: TABLE,
        ...(operation === 'PutItem' ? { Item: key } : { Key: key }),
        ConditionExpression: 'amount = :n9',
        ExpressionAttributeValues: { ':n9': N(9) },
        ...more,
      }),
    )

  it.each(['PutItem', 'UpdateItem', 'DeleteItem'])('of %s shows the item that stands in the way', async (operation) => {
    const key = await stored({ amount: N(1) })
    const { item } = await write(operation, key, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })
    expect(item).toEqual({ ...key, amount: N(1) })
  })

  it('shows no item unless asked, nor one that is not there', async () => {
    const key = await stored({ amount: N(1) })
    expect(await write('DeleteItem', key, {})).not.toHaveProperty('item')
    const nowhere = { pk: S(freshPartition()), sk: S('a') }
    const absent = await write('DeleteItem', nowhere, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })
    expect(absent).not.toHaveProperty('item')
  })

  it('changes nothing', async () => {
    const key = await stored({ amount: N(1) })
    await write('UpdateItem', key, {
      UpdateExpression: 'SET amount = :n9',
    })
    expect(await call('GetItem', { TableName: TABLE, Key: key })).toEqual({ Item: { ...key, amount: N(1) } })
  })
})

describe('an expression that cannot be right', () => {
  it.each([
    ['holder = :a AND', 'Invalid ConditionExpression: Syntax error'],
    ['status = :a', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['colour = :b', 'An expression attribute value used in expression is not defined; attribute value: :b'],
    ['#x = :a', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    ['colour = colour', 'The first operand must be distinct from the remaining operands'],
    ['exists(colour)', 'Invalid function name; function: exists'],
    ['attribute_exists(colour)', 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}'],
    ['begins_with(colour)', 'Incorrect number of operands for operator or function'],
    ['colour BETWEEN :a AND :a AND ((colour = :a))', 'The expression has redundant parentheses'],
    ['pk.city = :a', "list random access '[]' and map lookup '.' are not allowed: Key: pk"],
  ])('is refused: %s', async (expression, message) => {
    const key = { pk: S(freshPartition()), sk: S('a') }
    const request = { TableName: TABLE, Key: key, ConditionExpression: expression }
    const refused = await refusal(call('DeleteItem', { ...request, ExpressionAttributeValues: { ':a': S('a') } }))
    expect(refused.code).toBe('ValidationException')
    expect(refused.message).toContain(message)
  })

  it('is refused again when it comes again', async () => {
    const request = {
      TableName: TABLE,
      Key: { pk: S(freshPartition()), sk: S('a') },
      ConditionExpression: 'colour BETWEEN :low AND :high',
    }
    const good = { ':low': N(1), ':high': N(2) }
    const bad = { ':low': N(2), ':high': N(1) }
    const codes = []
    for (const values of [good, bad, bad]) {
      codes.push((await refusal(call('DeleteItem', { ...request, ExpressionAttributeValues: values }))).code)
    }
    expect(codes).toEqual(['ConditionalCheckFailedException', 'ValidationException', 'ValidationException'])
  })
})
