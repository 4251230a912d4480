import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { lintDefinition } from '../../../lib/rehearsal/states/lint.ts'
import { type TaskCall, TaskFailure } from '../../../lib/rehearsal/states/machines.ts'
import { Stage } from './stage.ts'

const definition = readFileSync(join(import.meta.dirname, '../../../statemachines/refill-lake.asl.json'), 'utf8')
const TALLIES = { 'entry -': '3 450 0', 'invoice COP': '2 450 450' }
const describing = z.object({ ExportArn: z.string() })
const refill = z.object({
  Payload: z.object({
    exports: z.array(z.object({ id: z.string(), at: z.string() })),
    cursor: z.object({ export: z.number(), file: z.number(), line: z.number() }),
    tallies: z.record(z.string(), z.string()),
  }),
})

/** Plays the machine; `export` says how each look at an export finds it, `lake` what Athena counts. */
async function play(lake: Readonly<Record<string, string>>, looks: readonly string[] = ['COMPLETED']) {
  const calls: TaskCall[] = []
  const left = [...looks]
  let asked = 0
  const answer = (call: TaskCall): unknown => {
    calls.push(call)
    switch (call.state) {
      case 'ExportTable': {
        const { TableArn } = z.object({ TableArn: z.string() }).parse(call.arguments)
        return {
          ExportDescription: { ExportArn: `${TableArn}/export/0177-${calls.length}`, ExportStatus: 'IN_PROGRESS' },
        }
      }
      case 'DescribeExport':
        return {
          ExportDescription: {
            ...describing.parse(call.arguments),
            ExportStatus: left.length > 1 ? left.shift() : left[0],
            ExportTime: '2026-06-30T12:00:00Z',
          },
        }
      case 'RefillLake': {
        const { exports, cursor } = refill.parse(call.arguments).Payload
        const isDone = cursor.export === exports.length
        const next = isDone ? cursor : { export: cursor.export + 1, file: 0, line: 0 }
        return { Payload: { cursor: next, tallies: TALLIES, isDone } }
      }
      case 'CountLake':
        return { QueryExecutionId: 'q-1' }
      default: {
        if (++asked < 3) throw new TaskFailure('Athena.InvalidRequestException', 'Query has not yet finished.')
        const rows = [['kind', 'tally'], ...Object.entries(lake)]
        return { ResultSet: { Rows: rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })) } }
      }
    }
  }
  const stage = new Stage(definition, async (call) => answer(call))
  const ending = await stage.play()
  return { ...ending, calls, path: await stage.path() }
}

describe('the machine that refills the lake', () => {
  it('keeps the rules of the house', () => {
    expect(lintDefinition(definition)).toEqual([])
  })

  it('exports each table once, refills part by part, waits for Athena, and ends when both have the same', async () => {
    const { status, output, calls } = await play(TALLIES, ['IN_PROGRESS', 'COMPLETED', 'COMPLETED'])
    expect([status, output]).toEqual(['SUCCEEDED', { tallies: TALLIES }])
    const of = (state: string) => calls.filter((call) => call.state === state)
    expect(of('ExportTable').map((call) => call.arguments)).toMatchObject([
      { TableArn: '${LedgerArn}', ClientToken: 'once-0', ExportFormat: 'DYNAMODB_JSON', S3SseAlgorithm: 'KMS' },
      { TableArn: '${DebtorsArn}', ClientToken: 'once-1' },
    ])
    expect(of('DescribeExport')).toHaveLength(3)
    const asked = of('RefillLake').map((call) => refill.parse(call.arguments).Payload)
    expect(asked.map(({ cursor }) => cursor.export)).toEqual([0, 1, 2])
    expect(asked[0]).toEqual({
      exports: [
        { id: '0177-1', at: '2026-06-30T12:00:00Z' },
        { id: '0177-4', at: '2026-06-30T12:00:00Z' },
      ],
      cursor: { export: 0, file: 0, line: 0 },
      tallies: {},
    })
    expect(of('CountLake')[0]?.arguments).toMatchObject({ ExecutionParameters: ["'2026-06-30'"] })
    expect(of('ReadCounts')).toHaveLength(3)
  })

  it.each([
    ['fewer', { ...TALLIES, 'entry -': '2 440 0' }, 'entry -: 3 450 0 exported, 2 440 0 in the lake'],
    ['none', { 'invoice COP': '2 450 450' }, 'entry -: 3 450 0 exported, nothing in the lake'],
    ['more', { ...TALLIES, 'touch COP': '1 9 0' }, 'touch COP: nothing exported, 1 9 0 in the lake'],
  ])('fails and says what differs when the lake has %s', async (_, lake, cause) => {
    expect(await play(lake)).toMatchObject({ status: 'FAILED', error: 'LakeDiffers', cause })
  })

  it('compares an empty lake, and says every kind that is missing', async () => {
    const { cause } = await play({})
    expect(cause?.split('; ')).toHaveLength(2)
  })

  it('fails when DynamoDB gives up an export, and refills nothing', async () => {
    const { status, error, path } = await play(TALLIES, ['COMPLETED', 'FAILED'])
    expect([status, error]).toEqual(['FAILED', 'ExportFailed'])
    expect(path).not.toContain('RefillLake')
  })
})
