import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { fromOutside } from '../../../lib/rehearsal/states/json.ts'
import { compileExpression } from '../../../lib/rehearsal/states/jsonata.ts'

const name = fc.constantFrom('a', 'b', 'c')

describe('an expression', () => {
  it('that is a plain path has the value that JSONata gives it, whatever the data', async () => {
    const data = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, '', 'text'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 3 }),
      ),
    })).value
    await fc.assert(
      fc.asyncProperty(data, fc.array(name, { maxLength: 4 }), async (value, steps) => {
        const source = ['$v', ...steps].join('.')
        const bindings = { v: fromOutside(value) }
        const expected = await jsonata(source).evaluate(undefined, { v: value })
        expect(JSON.stringify(await compileExpression(source).evaluate(bindings, 0))).toEqual(JSON.stringify(expected))
      }),
      { numRuns: 500 },
    )
  })

  it('names the variables it needs from outside, and no others', () => {
    const needs = (source: string) => [...compileExpression(source).variables].sort()
    expect(needs('$sum($prices.amount) + $tax')).toEqual(['prices', 'tax'])
    expect(needs('$map($list, function($item, $index) { $item * $factor })')).toEqual(['factor', 'list'])
    expect(needs('($local := $given; $local & "")')).toEqual(['given'])
    expect(needs('$orders[$.price > $limit]')).toEqual(['limit', 'orders'])
    expect(needs('$unknown(1)')).toEqual(['unknown'])
  })
})
