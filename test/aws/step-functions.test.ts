import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerTask, executionName, StepFunctionsJourneys } from '../../lib/aws/step-functions.ts'

const client = new SFNClient({})
const sfn = mockClient(client)
const journeys = new StepFunctionsJourneys(client, 'arn:machine')
const about = { message: 'no', $metadata: {} }
const OVER = [new TaskTimedOut(about), new TaskDoesNotExist(about), new InvalidToken(about)]
const fault = Object.assign(new Error('slow down'), { name: 'ThrottlingException' })

beforeEach(() => {
  sfn.reset()
})

describe('a journey', () => {
  it('starts under a name that is the same for the same invoice and generation, and for no other', async () => {
    sfn.on(StartExecutionCommand).resolves({})
    await journeys.start('erp:F-1', 1)
    await journeys.start('erp:F-1', 1)
    await journeys.start('erp:F-1', 2)
    await journeys.start('erp:F-11', 1)
    const calls = sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)
    expect(new Set(calls.map(({ name }) => name)).size).toBe(3)
    expect(calls[0]).toEqual({
      stateMachineArn: 'arn:machine',
      name: executionName('erp:F-1', 1),
      input: '{"invoice":"erp:F-1","generation":1}',
    })
    for (const { name = '' } of calls) {
      expect(name).toMatch(/^[0-9a-f]{40}$/)
      expect(name).not.toContain('F-1')
    }
  })

  it('that ran before is not started again, and that is no error', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(about))
    await expect(journeys.start('erp:F-1', 1)).resolves.toBeUndefined()
  })

  it('that cannot be started for any other reason is an error', async () => {
    sfn.on(StartExecutionCommand).rejects(fault)
    await expect(journeys.start('erp:F-1', 1)).rejects.toBe(fault)
  })
})

describe('a waiting task', () => {
  it('is woken with the answer', async () => {
    sfn.on(SendTaskSuccessCommand).resolves({})
    await journeys.wake('token', { kind: 'end' })
    expect(sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input)).toEqual([
      { taskToken: 'token', output: '{"kind":"end"}' },
    ])
  })

  it.each(OVER)('that is over ($name) is no error, whatever it is told', async (over) => {
    sfn.on(SendTaskSuccessCommand).rejects(over)
    await expect(journeys.wake('token', {})).resolves.toBeUndefined()
    await expect(answerTask(client, 'token', {})).resolves.toBeUndefined()
  })

  it('that cannot be reached is an error', async () => {
    sfn.on(SendTaskSuccessCommand).rejects(fault)
    await expect(journeys.wake('token', {})).rejects.toBe(fault)
  })
})
