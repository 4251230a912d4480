import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Places } from '../../../lib/rehearsal/places.ts'
import { TaskFailure } from '../../../lib/rehearsal/states/machines.ts'
import { ask, executionArn, machineArn, park, Stage, single, tokenOf } from './stage.ts'

const minute = 60_000

/** A stage whose parked tasks leave their tokens in a list. */
function parking(fields: Readonly<Record<string, unknown>> = {}, definition: unknown = single(park(fields))) {
  const tokens: string[] = []
  const stage = new Stage(definition, async ({ arguments: parameters }) => {
    tokens.push(tokenOf(parameters))
    return { ignored: true }
  })
  return {
    stage,
    tokens,
    succeed: (token: string | undefined, output: unknown) =>
      stage.machines.call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) }),
  }
}

describe('a task token', () => {
  it('parks the execution until someone answers; the result of the call itself is ignored', async () => {
    const { stage, tokens, succeed } = parking()
    await stage.start()
    await stage.world.run(stage.world.now() + 30 * minute)
    expect((await stage.ending()).status).toBe('RUNNING')
    await succeed(tokens[0], { paid: true })
    await stage.world.run()
    expect(await stage.ending()).toEqual({ status: 'SUCCEEDED', output: { paid: true } })
  })

  it('fits 2,048 characters, and is another one at each attempt and execution', async () => {
    const { stage, tokens } = parking({
      TimeoutSeconds: 60,
      Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }],
    })
    await stage.start({}, 'once')
    await stage.start({}, 'twice')
    await stage.world.run()
    expect(new Set(tokens).size).toBe(4)
    expect(Math.max(...tokens.map((token) => token.length))).toBeLessThanOrEqual(2048)
  })

  it('may come back before the call that carried it has returned', async () => {
    const stage: Stage = new Stage(single(park()), async ({ arguments: parameters }) => {
      await stage.machines.call('SendTaskSuccess', { taskToken: tokenOf(parameters), output: '"early"' })
      return {}
    })
    expect(await stage.play()).toEqual({ status: 'SUCCEEDED', output: 'early' })
    expect(await stage.story()).not.toContain('TaskSubmitted')
  })

  it('is too late once the task has timed out, and after it was used', async () => {
    const { stage, tokens, succeed } = parking({
      TimeoutSeconds: 60,
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Only' }],
    })
    await stage.start()
    await stage.world.run(stage.world.now() + minute)
    await expect(succeed(tokens[0], {})).rejects.toMatchObject({ code: 'TaskTimedOut' })
    await succeed(tokens[1], {})
    await expect(succeed(tokens[1], {})).rejects.toMatchObject({ code: 'TaskTimedOut' })
    await stage.world.run()
    await expect(stage.machines.call('SendTaskHeartbeat', { taskToken: tokens[1] })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    })
  })

  it('is refused when it is nonsense, with an output that is no JSON, or with a field we do not know', async () => {
    const { stage, tokens, succeed } = parking()
    await stage.start()
    await stage.world.run(stage.world.now())
    await expect(succeed('nonsense', {})).rejects.toMatchObject({ code: 'InvalidToken' })
    await expect(succeed(`${tokens[0]?.slice(0, -2)}AA`, {})).rejects.toMatchObject({ code: 'InvalidToken' })
    const call = (input: object) => stage.machines.call('SendTaskSuccess', { taskToken: tokens[0], ...input })
    await expect(call({ output: '{' })).rejects.toMatchObject({ code: 'InvalidOutput' })
    await expect(call({ output: '{}', extra: 1 })).rejects.toMatchObject({ code: 'ValidationException' })
  })

  it('times out from the moment the task was scheduled, even while the call hangs', async () => {
    const stage = new Stage(single(park({ TimeoutSeconds: 300 })), (_call, job) => {
      job.rest()
      return new Promise(() => {})
    })
    expect(await stage.play()).toEqual({ status: 'FAILED', error: 'States.Timeout' })
    expect(stage.world.now()).toBe(Date.UTC(2026, 2, 2, 9, 5))
    expect(await stage.story()).not.toContain('TaskSubmitted')
  })

  const slowly = (resumes: boolean) => {
    const stage: Stage = new Stage(single(park({ TimeoutSeconds: 60 })), async (_call, job) => {
      job.rest()
      await new Promise<void>((resolve) => {
        stage.world.after(20_000, 'a slow service', async () => {
          if (resumes) job.resume()
          resolve()
        })
      })
      return {}
    })
    for (const later of [30_000, 40_000, 50_000]) stage.world.after(later, 'something else', async () => {})
    return stage
  }

  it('may travel with a call that takes its time', async () => {
    const stage = slowly(true)
    expect(await stage.play()).toEqual({ status: 'FAILED', error: 'States.Timeout' })
    const submitted = (await stage.events()).find(({ type }) => type === 'TaskSubmitted')
    expect(submitted?.timestamp).toBe(Date.UTC(2026, 2, 2, 9, 0, 20) / 1000)
  })

  it('times out all the same when the runner lets the job rest for ever', async () => {
    expect(await slowly(false).play()).toEqual({ status: 'FAILED', error: 'States.Timeout' })
  })

  it('is kept alive by heartbeats, and times out when they stop', async () => {
    const { stage, tokens } = parking({ TimeoutSeconds: 3600, HeartbeatSeconds: 60 })
    await stage.start()
    for (let beats = 0; beats < 3; beats++) {
      await stage.world.run(stage.world.now() + 50_000)
      await stage.machines.call('SendTaskHeartbeat', { taskToken: tokens[0] })
    }
    await stage.world.run()
    expect(await stage.ending()).toEqual({ status: 'FAILED', error: 'States.Timeout' })
    expect(stage.world.now()).toBe(Date.UTC(2026, 2, 2, 9, 3, 30))
  })

  it('reports failures by name', async () => {
    const { stage, tokens } = parking({ Catch: [{ ErrorEquals: ['Refused'], Next: 'Only' }] })
    await stage.start()
    await stage.world.run(stage.world.now())
    await stage.machines.call('SendTaskFailure', { taskToken: tokens[0], error: 'Refused', cause: 'no' })
    await stage.world.run(stage.world.now())
    expect(tokens).toHaveLength(2)
    await stage.machines.call('SendTaskFailure', { taskToken: tokens[1], error: 'Other' })
    await stage.world.run()
    expect(await stage.ending()).toEqual({ status: 'FAILED', error: 'Other' })
  })

  it('fails the task when the call that carries it fails', async () => {
    const stage = new Stage(single(park()), async () =>
      Promise.reject(new TaskFailure('DynamoDb.ConditionalCheckFailedException', 'no')),
    )
    expect(await stage.play()).toEqual({
      status: 'FAILED',
      error: 'DynamoDb.ConditionalCheckFailedException',
      cause: 'no',
    })
  })
})

describe('the operations', () => {
  it('start the same name and input once while it runs, and never again after', async () => {
    const stage = new Stage(single({ Type: 'Wait', Seconds: 60 }))
    const first = await stage.start({ a: 1 })
    expect(first).toEqual({ executionArn, startDate: Date.UTC(2026, 2, 2, 9) / 1000 })
    await stage.world.run(stage.world.now() + 10_000)
    expect(await stage.start({ a: 1 })).toEqual(first)
    await expect(stage.start({ a: 2 })).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    await stage.world.run()
    await expect(stage.start({ a: 1 })).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    expect(stage.changes.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCEEDED'])
  })

  it('refuse what AWS refuses', async () => {
    const { machines } = new Stage(single({ Type: 'Succeed' }))
    const start = (input: object) =>
      machines.call('StartExecution', { stateMachineArn: machineArn, name: 'n', ...input })
    await expect(start({ stateMachineArn: 'arn:none' })).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' })
    await expect(start({ name: 'a b' })).rejects.toMatchObject({ code: 'InvalidName' })
    await expect(start({ name: 'x'.repeat(81) })).rejects.toMatchObject({ code: 'InvalidName' })
    await expect(start({ name: undefined })).rejects.toMatchObject({ code: 'ValidationException' })
    await expect(start({ input: '{' })).rejects.toMatchObject({ code: 'InvalidExecutionInput' })
    await expect(start({ traceHeader: 't' })).rejects.toMatchObject({ code: 'ValidationException' })
    await expect(machines.call('DescribeExecution', { executionArn: 'arn:none' })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    })
  })

  it('describe an execution and its machine, with dates in seconds', async () => {
    const definition = single({ Type: 'Wait', Seconds: 60, Output: { done: true } })
    const stage = new Stage(definition)
    await stage.play({ a: 1 })
    const startDate = Date.UTC(2026, 2, 2, 9) / 1000
    expect(await stage.machines.call('DescribeExecution', { executionArn })).toEqual({
      executionArn,
      stateMachineArn: machineArn,
      name: 'once',
      status: 'SUCCEEDED',
      startDate,
      stopDate: startDate + 60,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"done":true}',
      outputDetails: { included: true },
      redriveCount: 0,
    })
    expect(await stage.machines.call('DescribeStateMachine', { stateMachineArn: machineArn })).toEqual({
      stateMachineArn: machineArn,
      name: 'tested',
      status: 'ACTIVE',
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::111111111111:role/tested',
      type: 'STANDARD',
      creationDate: startDate,
    })
  })

  it('list executions newest first, by status, in pages', async () => {
    const { stage, tokens, succeed } = parking()
    for (const name of ['a', 'b', 'c']) await stage.start({}, name)
    await stage.world.run(stage.world.now())
    await succeed(tokens[1], {})
    await stage.world.run()
    const page = z.object({
      executions: z.array(z.looseObject({ name: z.string() })),
      nextToken: z.string().optional(),
    })
    const list = async (input: object) =>
      page.parse(await stage.machines.call('ListExecutions', { stateMachineArn: machineArn, ...input }))
    const running = await list({ statusFilter: 'RUNNING' })
    const first = await list({ maxResults: 2 })
    const second = await list({ maxResults: 2, nextToken: first.nextToken })
    const names = (of: typeof first) => of.executions.map(({ name }) => name)
    expect([names(running), names(first), names(second), second.nextToken]).toEqual([
      ['c', 'a'],
      ['c', 'b'],
      ['a'],
      undefined,
    ])
  })

  it('show the history forwards, backwards, in pages and without data', async () => {
    const stage = new Stage(single({ Type: 'Pass', Assign: { v: 1 }, Output: 'x' }))
    await stage.play()
    const history = (input: object) => stage.machines.call('GetExecutionHistory', { executionArn, ...input })
    expect(await history({ reverseOrder: true, maxResults: 2 })).toEqual({
      events: [
        {
          id: 4,
          previousEventId: 3,
          type: 'ExecutionSucceeded',
          timestamp: Date.UTC(2026, 2, 2, 9) / 1000,
          executionSucceededEventDetails: { output: '"x"', outputDetails: { truncated: false } },
        },
        {
          id: 3,
          previousEventId: 2,
          type: 'PassStateExited',
          timestamp: Date.UTC(2026, 2, 2, 9) / 1000,
          stateExitedEventDetails: {
            name: 'Only',
            output: '"x"',
            outputDetails: { truncated: false },
            assignedVariables: { v: '1' },
            assignedVariablesDetails: { truncated: false },
          },
        },
      ],
      nextToken: '2',
    })
    expect(await history({ includeExecutionData: false, maxResults: 1 })).toMatchObject({
      events: [{ executionStartedEventDetails: { inputDetails: { truncated: false } } }],
    })
  })

  it('stop an execution for good, and its token with it', async () => {
    const { stage, tokens, succeed } = parking()
    await stage.start()
    await stage.world.run(stage.world.now())
    await stage.machines.call('StopExecution', { executionArn, error: 'Enough', cause: 'a person said so' })
    await expect(succeed(tokens[0], {})).rejects.toMatchObject({ code: 'TaskTimedOut' })
    await stage.world.run()
    expect(await stage.ending()).toEqual({ status: 'ABORTED', error: 'Enough', cause: 'a person said so' })
    expect(stage.changes.at(-1)).toMatchObject({ status: 'ABORTED', name: 'once', stopDate: stage.world.now() })
    expect((await stage.story()).slice(-2)).toEqual(['TaskStateAborted', 'ExecutionAborted'])
  })

  it('forget executions and tokens at a reset, and keep the machines', async () => {
    const { stage, tokens, succeed } = parking({ TimeoutSeconds: 60 })
    await stage.start()
    await stage.world.run(stage.world.now())
    stage.machines.restore([])
    await expect(succeed(tokens[0], {})).rejects.toMatchObject({ code: 'InvalidToken' })
    await stage.world.run()
    expect(stage.changes.map(({ status }) => status)).toEqual(['RUNNING'])
    await stage.start()
    expect((await stage.ending()).status).toBe('RUNNING')
  })
})

describe('an execution at rest', () => {
  const waiting = {
    QueryLanguage: 'JSONata',
    StartAt: 'Park',
    TimeoutSeconds: 86_400,
    States: {
      Park: park({ TimeoutSeconds: 600, Assign: { answer: '{% $states.result %}' }, Next: 'Pause' }),
      Pause: { Type: 'Wait', Seconds: 600, Output: '{% $answer %}', End: true },
    },
  }

  it('is plain data: put away as JSON at every rest, it ends the same as one that ran on', async () => {
    const play = async (rest: (stage: Stage) => void) => {
      const { stage, tokens, succeed } = parking({}, waiting)
      await stage.start()
      for (let minutes = 0; minutes < 5; minutes++) {
        await stage.world.run(stage.world.now() + minute)
        rest(stage)
      }
      await succeed(tokens[0], { n: 7 })
      await stage.world.run(stage.world.now() + minute)
      rest(stage)
      await stage.world.run()
      return { ending: await stage.ending(), events: await stage.events() }
    }
    const ranOn = await play(() => {})
    const putAway = await play(({ machines, world }) =>
      machines.restore(JSON.parse(JSON.stringify(machines.snapshot(new Places(world))))),
    )
    expect(ranOn.ending).toEqual({ status: 'SUCCEEDED', output: { n: 7 } })
    expect(putAway).toEqual(ranOn)
  })

  it('goes back to where it was put away', async () => {
    const { stage, tokens, succeed } = parking({}, waiting)
    await stage.start()
    await stage.world.run(stage.world.now() + minute)
    const parked = stage.machines.snapshot(new Places(stage.world))
    await succeed(tokens[0], {})
    await stage.world.run(stage.world.now())
    stage.machines.restore(parked)
    await stage.world.run()
    expect(await stage.ending()).toEqual({ status: 'FAILED', error: 'States.Timeout' })
  })

  it('cannot be put away in mid-step', async () => {
    const stage = new Stage(single(ask()))
    await stage.start()
    expect(() => stage.machines.snapshot(new Places(stage.world))).toThrow(/mid-step/)
  })
})
