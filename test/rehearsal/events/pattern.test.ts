import { describe, expect, it } from 'vitest'
import { compileFilters, compilePattern, matches } from '../../../lib/rehearsal/events/pattern.ts'

const at = (alternatives: unknown, value: unknown) => matches({ field: alternatives }, { field: value })

describe('an event pattern', () => {
  it('asks for all fields of a level and for one alternative of each', () => {
    const pattern = { source: ['erp', 'crm'], detail: { currency: ['PEN'] } }
    expect(matches(pattern, { source: 'crm', detail: { currency: 'PEN', more: 1 } })).toBe(true)
    expect(matches(pattern, { source: 'crm', detail: { currency: 'USD' } })).toBe(false)
    expect(matches(pattern, { source: 'crm' })).toBe(false)
  })

  // Rows: alternatives, value, whether they match.
  it.each([
    [['a'], 'a', true],
    [['a'], 'A', false],
    [[3], 3.0, true],
    [[3], '3', false],
    [['3'], 3, false],
    [[true], true, true],
    [[true], 'true', false],
    [[null], null, true],
    [[null], undefined, false],
    [[null], 'null', false],
    [[{ prefix: 'in' }], 'invoice', true],
    [[{ prefix: 'in' }], 'Invoice', false],
    [[{ prefix: 'in' }], 5, false],
    [[{ prefix: { 'equals-ignore-case': 'IN' } }], 'invoice', true],
    [[{ prefix: { 'equals-ignore-case': 'IN' } }], 'Paid', false],
    [[{ suffix: '.pdf' }], 'a.pdf', true],
    [[{ suffix: '.pdf' }], 'a.pdf.exe', false],
    [[{ suffix: { 'equals-ignore-case': '.PDF' } }], 'a.pdf', true],
    [[{ suffix: { 'equals-ignore-case': '.PDF' } }], 'a.pdf.exe', false],
    [[{ suffix: '.pdf' }], 5, false],
    [[{ 'equals-ignore-case': 'paid' }], 'PAID', true],
    [[{ 'equals-ignore-case': 'paid' }], 'PAIDs', false],
    [[{ 'equals-ignore-case': 'paid' }], null, false],
    [[{ 'anything-but': 'puntual' }], 'erp', true],
    [[{ 'anything-but': 'puntual' }], 'puntual', false],
    [[{ 'anything-but': 'puntual' }], undefined, false],
    [[{ 'anything-but': ['a', 'b'] }], 'b', false],
    [[{ 'anything-but': ['a', 'b'] }], null, true],
    [[{ 'anything-but': [1, 2] }], 2, false],
    [[{ 'anything-but': [1, 2] }], '2', true],
    [[{ 'anything-but': { prefix: 'in' } }], 'invoice', false],
    [[{ 'anything-but': { prefix: ['in', 'pa'] } }], 'paid', false],
    [[{ 'anything-but': { prefix: 'in' } }], 'paid', true],
    [[{ 'anything-but': { suffix: '.pdf' } }], 'a.pdf', false],
    [[{ 'anything-but': { suffix: '.pdf' } }], 'a.txt', true],
    [[{ 'anything-but': { prefix: ['in', 'pa'] } }], 'due', true],
    [[{ 'anything-but': { prefix: 'in' } }], undefined, false],
    [[{ 'anything-but': { 'equals-ignore-case': ['A', 'B'] } }], 'b', false],
    [[{ 'anything-but': { 'equals-ignore-case': ['A', 'B'] } }], 'c', true],
    [[{ 'anything-but': { wildcard: '*test*' } }], 'a test event', false],
    [[{ 'anything-but': { wildcard: '*test*' } }], 'an event', true],
    [[{ numeric: ['>', 0, '<=', 5] }], 5, true],
    [[{ numeric: ['>', 0, '<=', 5] }], 0, false],
    [[{ numeric: ['=', 3.5] }], 3.5, true],
    [[{ numeric: ['=', 3.5] }], 3, false],
    [[{ numeric: ['>', 3] }], 3, false],
    [[{ numeric: ['>', 3] }], 3.1, true],
    [[{ numeric: ['<=', 3] }], 3, true],
    [[{ numeric: ['<=', 3] }], 3.1, false],
    [[{ numeric: ['>=', 3] }], 3, true],
    [[{ numeric: ['>=', 3] }], 2.9, false],
    [[{ numeric: ['>=', 3] }], '4', false],
    [[{ numeric: ['<', 3] }], 2.9, true],
    [[{ numeric: ['<', 3] }], 3, false],
    [[{ exists: true }], 0, true],
    [[{ exists: true }], null, true],
    [[{ exists: true }], undefined, false],
    [[{ exists: true }], { inner: 1 }, false],
    [[{ exists: true }], [], false],
    [[{ exists: false }], undefined, true],
    [[{ exists: false }], 'x', false],
    [[{ wildcard: 'in*ce' }], 'invoice', true],
    [[{ wildcard: 'in*ce' }], 'invoices', false],
    [[{ wildcard: 'a.c*' }], 'abc', false],
    [[{ wildcard: 'a.c*' }], 'a.cd', true],
    [[{ wildcard: '*' }], 5, false],
    [[{ wildcard: 'a\\*b' }], 'a*b', true],
    [[{ wildcard: 'a\\*b' }], 'axb', false],
    [['x', { prefix: 'in' }], 'invoice', true],
    [['a'], ['b', 'a'], true],
    [['a'], ['b'], false],
    [['a'], [['b', ['a']]], true],
    [[{ 'anything-but': 'a' }], ['a', 'b'], true],
    [[{ 'anything-but': 'a' }], ['a'], false],
  ])('%j on %j: %j', (alternatives, value, expected) => {
    expect(at(alternatives, value)).toBe(expected)
  })

  it('wants all the fields in one element of a list, not one here and one there', () => {
    const pattern = { lines: { sku: ['a'], paid: [true] } }
    expect(matches(pattern, { lines: [{ sku: 'b' }, { sku: 'a', paid: true }] })).toBe(true)
    expect(
      matches(pattern, {
        lines: [
          { sku: 'a', paid: false },
          { sku: 'b', paid: true },
        ],
      }),
    ).toBe(false)
  })

  it('takes one branch of $or beside fields that must hold', () => {
    const pattern = { source: ['erp'], $or: [{ amount: [{ numeric: ['>', 100] }] }, { urgent: [true] }] }
    expect(matches(pattern, { source: 'erp', amount: 101 })).toBe(true)
    expect(matches(pattern, { source: 'erp', urgent: true })).toBe(true)
    expect(matches(pattern, { source: 'erp', amount: 100 })).toBe(false)
    expect(matches(pattern, { source: 'crm', urgent: true })).toBe(false)
  })

  it.each([
    [{ field: [{ cidr: '10.0.0.0/24' }] }, 'cidr'],
    [{ field: [{ fuzzy: 'x' }] }, 'fuzzy'],
    [{ field: [{ 'anything-but': { cidr: '10.0.0.0/24' } }] }, 'cidr'],
  ])('refuses an operator it does not know by name when it is loaded: %j', (pattern, operator) => {
    expect(() => compilePattern(pattern)).toThrow(`does not implement the operator ${operator}`)
  })

  it.each([
    ['text'],
    [{}],
    [{ field: 'not a list' }],
    [{ field: [] }],
    [{ field: [{}] }],
    [{ field: [['nested']] }],
    [{ field: [{ prefix: 'a', suffix: 'b' }] }],
    [{ field: [{ prefix: 5 }] }],
    [{ field: [{ exists: 'yes' }] }],
    [{ field: [{ numeric: ['>'] }] }],
    [{ field: [{ numeric: ['~', 5] }] }],
    [{ field: [{ numeric: [] }] }],
    [{ field: [{ numeric: ['>', 1, '<', 9, '=', 5] }] }],
    [{ field: [{ 'anything-but': [] }] }],
    [{ field: [{ wildcard: 'a**b' }] }],
    [{ field: [{ wildcard: 'a\\b' }] }],
    [{ $or: [{ a: [1] }] }],
  ])('refuses a malformed pattern as EventBridge does: %j', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException' }))
  })
})

describe('the filters of an event source', () => {
  const filters = (...patterns: unknown[]) =>
    compileFilters({ Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) })

  it('let a record pass that one of them matches', () => {
    const passes = filters({ eventName: ['INSERT'] }, { dynamodb: { Keys: { sk: { S: [{ prefix: 'entry#' }] } } } })
    expect(passes({ eventName: 'INSERT' })).toBe(true)
    expect(passes({ eventName: 'MODIFY', dynamodb: { Keys: { sk: { S: 'entry#1' } } } })).toBe(true)
    expect(passes({ eventName: 'MODIFY', dynamodb: { Keys: { sk: { S: 'summary' } } } })).toBe(false)
  })

  it('let everything pass when there is none', () => {
    expect(compileFilters(undefined)({ eventName: 'REMOVE' })).toBe(true)
  })

  it('read the body of a queue message as JSON where they look into it', () => {
    const passes = filters({ body: { class: ['overdue'] } })
    expect(passes({ body: '{"class":"overdue"}' })).toBe(true)
    expect(passes({ body: '{"class":"receipt"}' })).toBe(false)
    expect(passes({ body: 'class=overdue' })).toBe(false)
    expect(filters({ body: ['plain'] })({ body: 'plain' })).toBe(true)
  })
})
