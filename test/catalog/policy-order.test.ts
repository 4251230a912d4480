import { describe, expect, it } from 'vitest'
import { Policy } from '../../lib/contracts/policy.ts'
import type { TouchClass } from '../../lib/domain/policy.ts'

const step = (id: string, level: number, kind: TouchClass, days: number, other: object = {}) => ({
  id,
  level,
  class: kind,
  offset: { from: 'dueDate', days, count: 'calendar' },
  channels: ['email'],
  template: 'reminder',
  ...other,
})

const since = (days: number, count = 'calendar') => ({ offset: { from: 'previousTouch', days, count } })

const policy = (changed: object = {}) => ({
  id: 'consumer',
  name: 'Consumo',
  languages: ['es-CO'],
  whenToUse: 'siempre',
  graceDays: 1,
  minimumAmount: { COP: 100 },
  personAbove: { COP: 1000 },
  minimumDaysBetween: 3,
  coldStart: { afterDays: 20, level: 1 },
  steps: [step('before', 0, 'beforeDue', -3), step('first', 1, 'overdue', 2), step('second', 2, 'overdue', 9)],
  afterLast: Object.fromEntries([
    ['days', 7],
    ['then', 'handOver'],
  ]),
  ...changed,
})

const mistakes = (changed: object) =>
  Policy.safeParse(policy(changed)).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

describe('the steps of a policy', () => {
  it.each([
    ['in order', {}],
    ['two at one level', { steps: [step('a', 1, 'overdue', 2), step('b', 1, 'overdue', 9)] }],
    ['on the due date itself', { steps: [step('a', 0, 'beforeDue', 0), step('b', 1, 'overdue', 3)] }],
    ['counted from the message before', { steps: [step('a', 1, 'overdue', 2), step('b', 2, 'overdue', 0, since(7))] }],
    ['ending in a formal notice', { steps: [step('a', 1, 'overdue', 2), step('b', 2, 'formalNotice', 30)] }],
    [
      'of an agreement on both sides of its date',
      {
        steps: [step('a', 0, 'arrangement', -2), step('b', 1, 'arrangement', 2), step('c', 2, 'formalNotice', 9)],
      },
    ],
    ['with no amount at which a person takes over', { personAbove: {} }],
  ])('may stand %s', (_, changed) => {
    expect(mistakes(changed)).toEqual([])
  })

  it.each([
    [
      'a level falls',
      [step('a', 1, 'overdue', 2), step('b', 2, 'overdue', 9), step('c', 1, 'overdue', 16)],
      'steps.2.level',
      '2 or 3',
    ],
    ['a level is skipped', [step('a', 1, 'overdue', 2), step('b', 3, 'overdue', 9)], 'steps.1.level', '1 or 2'],
    [
      'the first overdue level is not 1',
      [step('a', 0, 'beforeDue', -3), step('b', 2, 'overdue', 9), step('c', 1, 'overdue', 12)],
      'steps.1.level',
      '0 or 1',
    ],
    ['an id comes twice', [step('a', 1, 'overdue', 2), step('a', 2, 'overdue', 9)], 'steps.1.id', 'no other step'],
    [
      'a step before due has a level',
      [step('a', 1, 'beforeDue', -3)],
      'steps.0.class',
      '"overdue", "arrangement" or "formalNotice"',
    ],
    [
      'an overdue step has level 0',
      [step('a', 0, 'overdue', 3), step('b', 1, 'overdue', 9)],
      'steps.0.class',
      '"beforeDue"',
    ],
    [
      'a class goes back',
      [step('a', 1, 'overdue', 2), step('b', 2, 'formalNotice', 9), step('c', 2, 'overdue', 16)],
      'steps.2.class',
      '"formalNotice" or later',
    ],
    [
      'an agreement is reminded of late at level 0',
      [step('a', 0, 'arrangement', 2)],
      'steps.0.offset.days',
      '0 or less',
    ],
    [
      'an agreement is reminded of early at level 1',
      [step('a', 1, 'arrangement', -2)],
      'steps.0.offset.days',
      'more than',
    ],
    ['a formal notice comes first', [step('a', 1, 'formalNotice', 9)], 'steps.0.class', 'after a reminder'],
    [
      'a step before due comes after it',
      [step('a', 0, 'beforeDue', 1), step('b', 1, 'overdue', 9)],
      'steps.0.offset.days',
      '0 or less',
    ],
    [
      'an overdue step falls into the grace',
      [step('a', 1, 'overdue', 1)],
      'steps.0.offset.days',
      'more than graceDays (1)',
    ],
    [
      'offsets run backwards',
      [step('a', 1, 'overdue', 9), step('b', 2, 'overdue', 2)],
      'steps.1.offset.days',
      'at least minimumDaysBetween (3)',
    ],
    [
      'two steps stand too close',
      [step('a', 1, 'overdue', 2), step('b', 2, 'overdue', 4)],
      'steps.1.offset.days',
      'at least minimumDaysBetween (3)',
    ],
    [
      'a step follows its predecessor too soon',
      [step('a', 1, 'overdue', 2), step('b', 2, 'overdue', 0, since(2))],
      'steps.1.offset.days',
      'at least minimumDaysBetween (3)',
    ],
    [
      'the first step counts from a message that was not',
      [step('a', 1, 'overdue', 0, since(5))],
      'steps.0.offset.from',
      '"dueDate"',
    ],
    [
      'ten business days, which are fourteen, stand before thirteen',
      [
        step('a', 1, 'overdue', 0, { offset: { from: 'dueDate', days: 10, count: 'business' } }),
        step('b', 2, 'overdue', 13),
      ],
      'steps.1.offset.days',
      'at least minimumDaysBetween (3)',
    ],
  ])('are refused when %s', (_, steps, path, allowed) => {
    expect(mistakes({ steps })).toContainEqual([path, expect.stringContaining(allowed)])
  })

  it.each([
    [
      'a person takes over below the minimum',
      { personAbove: { COP: 100 } },
      'personAbove.COP',
      'more than the minimumAmount of COP, 100',
    ],
    [
      'an old invoice enters at a level that no step has',
      { coldStart: { afterDays: 20, level: 5 } },
      'coldStart.level',
      'a level that one of the steps has',
    ],
    ['a language comes twice', { languages: ['es-CO', 'es-CO'] }, 'languages.1', 'each language once'],
    ['there are none', { steps: [] }, 'steps', 'at least one step'],
    [
      'a channel comes twice',
      { steps: [step('a', 1, 'overdue', 2, { channels: ['sms', 'sms'] })] },
      'steps.0.channels',
      'each channel once',
    ],
    [
      'what has a consequence may be a call',
      {
        steps: [
          step('a', 1, 'overdue', 2, { channels: ['call', 'email'] }),
          step('b', 2, 'overdue', 9, { channels: ['email', 'call'], consequence: 'suspension' }),
        ],
      },
      'steps.1.channels.1',
      'said in writing',
    ],
    ['a currency is not known', { minimumAmount: { XXX: 1 } }, 'minimumAmount.XXX', 'Invalid key in record'],
    ['a field is not known', { colour: 'red' }, '', 'Unrecognized key: "colour"'],
  ])('are refused when %s', (_, changed, path, allowed) => {
    expect(mistakes(changed)).toContainEqual([path, expect.stringContaining(allowed)])
  })
})
