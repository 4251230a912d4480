import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { LakeRefills } from '../../lib/aws/lake-refills.ts'
import { lake } from '../../lib/cli/lake/backfill.ts'
import { wordsFor } from '../../lib/cli/words.ts'

const client = { states: new SFNClient({}), dynamo: new DynamoDBClient({}) }
const states = mockClient(client.states)
const dynamo = mockClient(client.dynamo)
const refills = new LakeRefills(client.states, client.dynamo, { machine: () => 'arn:machine', tables: ['L', 'D'] })
const outside = async () => ({ refills, now: async () => Date.parse('2026-06-30T12:00:00Z') })
const said = { yes: false, rehearsal: false }
const tell = (what?: string, more: object = {}) => lake(what, { ...said, ...more }, outside, wordsFor('en'))

beforeEach(() => {
  states.reset()
  dynamo.reset()
  states.on(ListExecutionsCommand).resolves({ executions: [] })
  dynamo.on(DescribeTableCommand, { TableName: 'L' }).resolves({ Table: { ItemCount: 6_000_000, TableSizeBytes: 5e9 } })
  dynamo.on(DescribeTableCommand, { TableName: 'D' }).resolves({ Table: { ItemCount: 200_000, TableSizeBytes: 3e8 } })
})

describe('puntual lake backfill', () => {
  it('says what would be read, how long it takes and what it costs, and starts nothing', async () => {
    const text = await tell('backfill')
    expect(text).toMatch(/L +6,000,000 items, 4,769 MB\n.*D +200,000 items, 287 MB/)
    expect(text).toMatch(/about 134 minutes\n.*about 0\.49 USD/)
    expect(text).toContain('Nothing has started')
    expect(states.commandCalls(StartExecutionCommand)).toEqual([])
  })

  it('starts one when it is meant, named by the instant', async () => {
    states.on(StartExecutionCommand).resolves({})
    expect(await tell('backfill', { yes: true })).toContain('Started refill-20260630T120000')
    expect(states.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toMatchObject([
      { stateMachineArn: 'arn:machine', input: '{}' },
    ])
  })

  it('starts none while one is under way, none in a rehearsal, and none for a word it does not know', async () => {
    const startDate = new Date('2026-06-30T11:00:00Z')
    const one = {
      name: 'refill-1',
      status: 'RUNNING',
      startDate,
      executionArn: 'arn:1',
      stateMachineArn: 'arn:machine',
    }
    states.on(ListExecutionsCommand).resolves({ executions: [{ ...one, status: 'RUNNING' }] })
    await expect(tell('backfill', { yes: true })).rejects.toThrow('refill-1')
    await expect(tell('backfill', { rehearsal: true })).rejects.toThrow('npm run dashboards')
    await expect(tell('fill')).rejects.toThrow('"fill"')
    expect(states.commandCalls(StartExecutionCommand)).toEqual([])
  })
})

it('puntual lake shows the last refills and what differed', async () => {
  const run = { stateMachineArn: 'arn:machine', startDate: new Date('2026-06-30T11:00:00Z') }
  states.on(ListExecutionsCommand).resolves({
    executions: [
      { ...run, name: 'b', executionArn: 'arn:b', status: 'FAILED' },
      { ...run, name: 'a', executionArn: 'arn:a', status: 'SUCCEEDED' },
    ],
  })
  states.on(DescribeExecutionCommand, { executionArn: 'arn:b' }).resolves({
    error: 'LakeDiffers',
    cause: 'entry -: 3 450 0 exported, 2 440 0 in the lake',
  })
  expect((await tell()).split('\n').map((line) => line.trim())).toEqual([
    '2026-06-30 11:00 UTC  FAILED: LakeDiffers: entry -: 3 450 0 exported, 2 440 0 in the lake',
    expect.stringMatching(/^2026-06-30 11:00 UTC +agrees with the tables$/),
  ])
})
