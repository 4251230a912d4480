import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { lintDefinition } from '../../../lib/rehearsal/states/lint.ts'
import { type TaskCall, TaskFailure } from '../../../lib/rehearsal/states/machines.ts'
import { KeptSummary } from '../../../lib/usecases/import/kept-summary.ts'
import { Stage } from './stage.ts'

const definition = readFileSync(join(import.meta.dirname, '../../../statemachines/take-file.asl.json'), 'utf8')
const DROPPED = { detail: { object: { key: 'incoming/invoices/f.csv', 'version-id': 'v1', size: 9 } } }

describe('the machine that takes a file', () => {
  it('keeps the rules of the house', () => {
    expect(lintDefinition(definition)).toEqual([])
  })

  it('hands on how far it is, waits as long as it is told, and ends when all is taken', async () => {
    const calls: TaskCall[] = []
    const stage = new Stage(definition, async (call) => {
      calls.push(call)
      if (calls.length === 2) throw new TaskFailure('TransientFault', 'the bus is away')
      const isDone = calls.length === 4
      return {
        Payload: { progress: isDone ? null : { part: calls.length }, pause: calls.length === 3 ? 60 : 0, isDone },
      }
    })
    const begun = stage.world.now()
    expect(await stage.play(DROPPED)).toMatchObject({ status: 'SUCCEEDED' })
    const file = { key: 'incoming/invoices/f.csv', version: 'v1' }
    expect(calls.map((call) => call.arguments)).toEqual(
      [null, { part: 1 }, { part: 1 }, { part: 3 }].map((progress) => ({
        FunctionName: '${TakeFileArn}',
        Payload: { file, progress },
      })),
    )
    expect(stage.world.now() - begun).toBe(75_000)
  })

  it('fails when a part cannot be taken, and says so beside the file, whatever the reason', async () => {
    const told: unknown[] = []
    const stage = new Stage(definition, async (call) => {
      if (call.state === 'TakeFile') throw new TaskFailure('TypeError', 'a mistake of ours')
      told.push(call.arguments)
      return {}
    })
    expect(await stage.play(DROPPED)).toMatchObject({ status: 'FAILED', error: 'TypeError' })
    expect(told).toEqual([
      { Bucket: '${DropBucket}', Key: 'reports/invoices/f.csv/report.json', Body: expect.anything() },
    ])
    expect(KeptSummary.parse(z.tuple([z.object({ Body: z.unknown() })]).parse(told)[0].Body)).toMatchObject({
      file: 'incoming/invoices/f.csv',
      version: 'v1',
      result: 'failed',
      error: 'TypeError',
    })
  })
})
