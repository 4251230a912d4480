import { describe, expect, it } from 'vitest'
import { TaskFailure } from '../../../lib/rehearsal/states/machines.ts'
import { ask, Stage, single } from './stage.ts'

const machine = (startAt: string, states: Readonly<Record<string, unknown>>) => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
})

describe('variables and $states', () => {
  it('shows input, result, context and errorOutput where each exists', async () => {
    const stage = new Stage(
      machine('Ask', {
        Ask: ask({
          Assign: { seen: { input: '{% $states.input.n %}', result: '{% $states.result.answer %}' } },
          Next: 'Break',
        }),
        Break: ask({
          Catch: [
            { ErrorEquals: ['Broken'], Assign: { why: '{% $states.errorOutput %}' }, Output: 'caught', Next: 'Tell' },
          ],
          End: true,
        }),
        Tell: { Type: 'Pass', Output: '{% [$seen, $why, $states.input] %}', End: true },
      }),
      async ({ state }) => {
        if (state === 'Break') throw new TaskFailure('Broken', 'on purpose')
        return { answer: 42 }
      },
    )
    expect((await stage.play({ n: 1 })).output).toEqual([
      { input: 1, result: 42 },
      { Error: 'Broken', Cause: 'on purpose' },
      'caught',
    ])
  })

  it('lets Assign and Output see the variables as they were on entry', async () => {
    const stage = new Stage(
      machine('First', {
        First: { Type: 'Pass', Assign: { a: 1, b: 10 }, Next: 'Swap' },
        Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% [$a, $b] %}', Next: 'Tell' },
        Tell: { Type: 'Pass', Output: '{% { "entry": $states.input, "after": [$a, $b] } %}', End: true },
      }),
    )
    expect((await stage.play()).output).toEqual({ entry: [1, 10], after: [10, 1] })
  })

  it('describes the execution, the state and the machine in the context', async () => {
    const stage = new Stage(
      machine('Pause', {
        Pause: { Type: 'Wait', Seconds: 90, Next: 'Tell' },
        Tell: { Type: 'Pass', Output: '{% $states.context %}', End: true },
      }),
    )
    expect((await stage.play({ n: 1 })).output).toEqual({
      Execution: {
        Id: 'arn:aws:states:eu-west-1:111111111111:execution:tested:once',
        Input: { n: 1 },
        Name: 'once',
        RoleArn: 'arn:aws:iam::111111111111:role/tested',
        StartTime: '2026-03-02T09:00:00.000Z',
        RedriveCount: 0,
      },
      State: { Name: 'Tell', EnteredTime: '2026-03-02T09:01:30.000Z', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:eu-west-1:111111111111:stateMachine:tested', Name: 'tested' },
    })
  })

  it('tells the simulated time in $now and $millis', async () => {
    const stage = new Stage(
      machine('Pause', {
        Pause: { Type: 'Wait', Timestamp: '2026-12-24T18:00:00Z', Next: 'Tell' },
        Tell: { Type: 'Pass', Output: "{% [$now(), $now('[Y]-[M01]'), $millis()] %}", End: true },
      }),
    )
    expect((await stage.play()).output).toEqual(['2026-12-24T18:00:00.000Z', '2026-12', Date.UTC(2026, 11, 24, 18)])
  })

  it('keeps what it shares from being changed by an expression', async () => {
    const stage = new Stage(
      machine('First', {
        First: { Type: 'Pass', Assign: { list: [3, 1, 2] }, Next: 'Use' },
        Use: {
          Type: 'Pass',
          Output: '{% { "kept": $list[], "sorted": $sort($list), "more": $append($list, 4), "one": [$list[0]] } %}',
          Next: 'Tell',
        },
        Tell: { Type: 'Pass', Output: '{% { "used": $states.input, "list": $list } %}', End: true },
      }),
    )
    expect((await stage.play()).output).toEqual({
      used: { kept: [3, 1, 2], sorted: [1, 2, 3], more: [3, 1, 2, 4], one: [3] },
      list: [3, 1, 2],
    })
  })
})

describe('failures of a state itself', () => {
  it('calls an undefined result a query evaluation error, which States.ALL catches', async () => {
    const stage = new Stage(
      machine('Ask', {
        Ask: ask({
          Arguments: '{% $states.input.nothing %}',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell' }],
          End: true,
        }),
        Tell: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true },
      }),
    )
    expect((await stage.play()).output).toBe('States.QueryEvaluationError')
  })

  it('tells what an expression threw', async () => {
    const ending = await new Stage(single({ Type: 'Pass', Output: "{% $number('ten') %}" })).play()
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' })
    expect(ending.cause).toContain(
      `The JSONata expression '$number('ten')' specified for the field 'Output' threw an error during evaluation. D3030`,
    )
  })

  it('waits no longer than 99,999,999 seconds', async () => {
    const waiting = (seconds: number) =>
      new Stage(machine('Pause', { Pause: { Type: 'Wait', Seconds: `{% ${seconds} %}`, End: true } })).play()
    expect((await waiting(99_999_999)).status).toBe('SUCCEEDED')
    expect((await waiting(100_000_000)).cause).toContain('whole seconds from 0 to 99999999 are expected')
  })

  it('wants a boolean in a Condition', async () => {
    const ending = await new Stage(
      machine('Only', {
        Only: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'End' }], Default: 'End' },
        End: { Type: 'Succeed' },
      }),
    ).play()
    expect(ending.cause).toContain("Expected 'boolean', but was 'number' for value: 1")
  })

  it('fails when no choice matches and there is no Default', async () => {
    const ending = await new Stage(
      machine('Only', {
        Only: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
        End: { Type: 'Succeed' },
      }),
    ).play()
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' })
  })

  it.each([0, 1.5, -3, 100_000_000])('refuses a computed timeout of %s seconds', async (seconds) => {
    const ending = await new Stage(single(ask({ TimeoutSeconds: '{% $states.input.seconds %}' }))).play({ seconds })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' })
    expect(ending.cause).toContain(`'TimeoutSeconds' returned ${seconds}`)
  })

  it('does not let States.ALL catch a state whose own output is above 256 KiB', async () => {
    const catching = (...errors: string[]) =>
      machine('Ask', {
        Ask: ask({
          Output: "{% $pad('', 262143, 'x') %}",
          Catch: [{ ErrorEquals: errors, Next: 'End' }],
          Next: 'End',
        }),
        End: { Type: 'Succeed' },
      })
    const all = await new Stage(catching('States.ALL')).play()
    const byName = await new Stage(catching('States.DataLimitExceeded')).play()
    expect(all).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' })
    expect(byName).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.DataLimitExceeded' } })
  })

  it('counts the bytes of an output, not its characters', async () => {
    const ending = await new Stage(single({ Type: 'Pass', Output: "{% $pad('', 131072, 'é') %}" })).play()
    expect(ending).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' })
  })

  it('fails the execution when a Catch cannot be evaluated, without asking Catch again', async () => {
    const stage = new Stage(
      single(ask({ Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.result %}', Next: 'Only' }] })),
      async () => Promise.reject(new TaskFailure('Any')),
    )
    expect(await stage.play()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' })
    expect((await stage.story()).slice(-3)).toEqual(['TaskFailed', 'EvaluationFailed', 'ExecutionFailed'])
  })

  it('accepts an output of exactly 256 KiB', async () => {
    const ending = await new Stage(single({ Type: 'Pass', Output: "{% $pad('', 262142, 'x') %}" })).play()
    expect(ending.status).toBe('SUCCEEDED')
  })

  it('ends an execution with event 25,000, whatever its Catch says', async () => {
    const stage = new Stage(
      machine('Ask', {
        Ask: ask({
          Catch: [
            { ErrorEquals: ['States.Runtime'], Next: 'End' },
            { ErrorEquals: ['States.ALL'], Next: 'End' },
          ],
          Next: 'Again',
        }),
        Again: { Type: 'Pass', Next: 'Ask' },
        End: { Type: 'Succeed' },
      }),
    )
    expect(await stage.play()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
    const last = await stage.machines.call('GetExecutionHistory', {
      executionArn: 'arn:aws:states:eu-west-1:111111111111:execution:tested:once',
      reverseOrder: true,
      maxResults: 1,
    })
    expect(last).toMatchObject({ events: [{ id: 25_000, type: 'ExecutionFailed' }] })
  })

  it('ends an execution that takes longer than its machine allows', async () => {
    const stage = new Stage(single({ Type: 'Wait', Seconds: 86_400 }, { TimeoutSeconds: 3600 }))
    expect((await stage.play()).status).toBe('TIMED_OUT')
    expect(stage.world.now()).toBe(Date.UTC(2026, 2, 2, 10))
    expect(await stage.story()).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut'])
  })
})

describe('Retry and Catch', () => {
  it('lets States.TaskFailed match any error but States.Timeout', async () => {
    const definition = machine('Ask', {
      Ask: ask({
        TimeoutSeconds: 5,
        Catch: [
          { ErrorEquals: ['States.TaskFailed'], Output: 'failed', Next: 'End' },
          { ErrorEquals: ['States.ALL'], Output: 'other', Next: 'End' },
        ],
        End: true,
      }),
      End: { Type: 'Succeed' },
    })
    const failed = await new Stage(definition, async () => Promise.reject(new TaskFailure('Any'))).play()
    const late = await new Stage(definition, (_call, job) => {
      job.rest()
      return new Promise(() => {})
    }).play()
    expect([failed.output, late.output]).toEqual(['failed', 'other'])
  })

  it('retries before it catches, waits longer each time, and counts the attempts', async () => {
    const attempts: { at: number; count: unknown }[] = []
    const stage: Stage = new Stage(
      machine('Ask', {
        Ask: ask({
          Arguments: { count: '{% $states.context.State.RetryCount %}' },
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Output: 'caught', Next: 'End' }],
          End: true,
        }),
        End: { Type: 'Succeed' },
      }),
      async (call) => {
        attempts.push({ at: stage.world.now() - Date.UTC(2026, 2, 2, 9), count: call.arguments })
        throw new TaskFailure('Busy')
      },
    )
    expect((await stage.play()).output).toBe('caught')
    expect(attempts).toEqual([0, 2, 8, 26, 46].map((seconds, count) => ({ at: seconds * 1000, count: { count } })))
  })

  it('counts each retrier for itself, and anew at each entry', async () => {
    const errors = ['A', 'B', 'A', 'B', 'ok', 'A', 'B', 'A', 'A']
    let calls = 0
    const stage = new Stage(
      machine('Ask', {
        Ask: ask({
          Retry: [
            { ErrorEquals: ['A'], MaxAttempts: 2 },
            { ErrorEquals: ['B'], MaxAttempts: 2 },
          ],
          Next: 'Ask',
        }),
      }),
      async () => {
        const error = errors[calls++]
        if (error !== 'ok') throw new TaskFailure(error)
        return {}
      },
    )
    expect(await stage.play()).toMatchObject({ status: 'FAILED', error: 'A' })
    expect(calls).toBe(errors.length)
  })

  it('spreads retries with full jitter, the same for the same seed and name', async () => {
    const delays = async () => {
      const at: number[] = []
      const stage: Stage = new Stage(
        single(
          ask({ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, MaxAttempts: 4, JitterStrategy: 'FULL' }] }),
        ),
        async () => {
          at.push(stage.world.now())
          throw new TaskFailure('Busy')
        },
      )
      await stage.play()
      return at.slice(1).map((instant, index) => instant - at[index]!)
    }
    const first = await delays()
    expect(first.every((delay, index) => delay >= 0 && delay <= 10_000 * 2 ** index)).toBe(true)
    expect(first).not.toEqual([10_000, 20_000, 40_000, 80_000])
    expect(await delays()).toEqual(first)
  })

  it('surfaces a defect of the task runner instead of failing the task', async () => {
    const stage = new Stage(single(ask()), async () => Promise.reject(new TypeError('a defect')))
    await expect(stage.play()).rejects.toThrow('a defect')
  })
})

describe('what is outside the subset', () => {
  const refusalOf = (definition: unknown): string => {
    try {
      new Stage(definition)
      return 'accepted'
    } catch (fault) {
      return String(fault)
    }
  }

  it.each([
    ['JSONPath machines', { StartAt: 'A', States: { A: { Type: 'Succeed' } } }, 'JSONPath'],
    ['JSONPath fields', single({ Type: 'Pass', ResultPath: '$.x' }), 'the field ResultPath at States/Only'],
    ['Parameters', single(ask({ Parameters: {} })), 'the field Parameters'],
    ['JSONPath states', single({ Type: 'Pass', QueryLanguage: 'JSONPath' }), 'QueryLanguage'],
    ['Parallel', single({ Type: 'Parallel', Branches: [] }), 'States/Only/Type'],
    ['Map at once', single({ Type: 'Map', ItemProcessor: { StartAt: 'A', States: {} } }), 'MaxConcurrency'],
    ['jobs', single(ask({ Resource: 'arn:aws:states:::states:startExecution.sync:2' })), 'startExecution.sync'],
    ['activities', single(ask({ Resource: 'arn:aws:states:eu-west-1:1:activity:a' })), 'activity'],
    ['Credentials', single(ask({ Credentials: {} })), 'the field Credentials'],
    [
      'heartbeat errors',
      single(ask({ Retry: [{ ErrorEquals: ['States.HeartbeatTimeout'] }] })),
      'States.HeartbeatTimeout',
    ],
    ['$uuid', single({ Type: 'Pass', Output: '{% $uuid() %}' }), '$uuid'],
    ['$random', single({ Type: 'Pass', Output: '{% 1 + $random() %}' }), '$random'],
    ['$eval', single({ Type: 'Pass', Output: "{% $eval('1') %}" }), '$eval'],
    ['a lone $', single({ Type: 'Pass', Output: '{% $ %}' }), 'a lone $'],
    ['the root', single({ Type: 'Pass', Output: '{% $$.a %}' }), '$$'],
    ['half an expression', single({ Type: 'Pass', Output: '{% 1' }), '{% 1'],
    ['unknown state types', single({ Type: 'Poll' }), 'States/Only/Type'],
    ['a missing end', single({ Type: 'Pass', End: undefined }), 'Next or End'],
    ['dangling ways', single({ Type: 'Pass', End: undefined, Next: 'Nowhere' }), 'Nowhere'],
  ])('refuses %s by name', (_what, definition, name) => {
    expect(refusalOf(definition)).toContain(name)
  })
})
