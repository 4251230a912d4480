import { describe, expect, it } from 'vitest'
import { parseExpression } from '../../lib/analytics/expression/parse.ts'

describe('a calculated field', () => {
  it.each([
    'sum({Amount Due}) / sum(amount)',
    "ifelse({status} = 'open' AND NOT isNull({paid}), 1, 0)",
    "ifelse(in({channel}, ['email', 'sms']), {sent}, {delivered} <> 0, 2, NULL)",
    "sumOver(sum({amount}), [{debtor}, truncDate('MM', {day})], PRE_AGG)",
    'rank([sum({amount}) DESC], [{segment}])',
    "dateDiff({due}, ${until}, 'DD') >= 30",
    '-1 * ({a} + {b}) % 2 ^ 3',
    "/* why */ concat('it\\'s ', \"so\", toString({n}))",
    "addDateTime(-1, 'MM', truncDate('DD', now()))",
    'periodOverPeriodDifference(sum({amount}), {day}, MONTH, 1)',
  ])('parses: %s', (expression) => {
    expect(() => parseExpression(expression)).not.toThrow()
  })

  it.each([
    ['', 'expected a value at 0, found the end'],
    ['sum({a}', 'expected , or ) at 7, found the end'],
    ['{a} +', 'expected a value at 5, found the end'],
    ['{a} {b}', 'expected end at 4, found b'],
    ["'open", 'nothing begins with "\'open" at 0'],
    ['[1, 2', 'expected , or ] at 5, found the end'],
    ['{a} == 1', 'expected a value at 5, found ='],
  ])('refuses %j and says where', (expression, told) => {
    expect(() => parseExpression(expression)).toThrow(told)
  })

  it('binds as arithmetic does', () => {
    const one = { kind: 'number', value: 1 }
    const [two, three] = [
      { kind: 'number', value: 2 },
      { kind: 'number', value: 3 },
    ]
    expect(parseExpression('1 + 2 * 3')).toEqual({
      kind: 'pair',
      sign: '+',
      left: one,
      right: { kind: 'pair', sign: '*', left: two, right: three },
    })
    expect(parseExpression('1 - 2 - 3')).toEqual({
      kind: 'pair',
      sign: '-',
      left: { kind: 'pair', sign: '-', left: one, right: two },
      right: three,
    })
  })
})
