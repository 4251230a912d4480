import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { COMPACT_SQL, OUTSIDE_SQL } from '../../../lib/analytics/compaction.ts'
import { lintDefinition } from '../../../lib/rehearsal/states/lint.ts'
import type { TaskCall } from '../../../lib/rehearsal/states/machines.ts'
import { Stage } from './stage.ts'

const asked = readFileSync(join(import.meta.dirname, '../../../statemachines/compact-lake.asl.json'), 'utf8')
const SUBSTITUTED: Readonly<Record<string, string>> = {
  LakeBucket: 'lake',
  LakeFolder: 'dunning_events',
  WorkGroup: 'puntual',
  Database: 'puntual',
  CompactSql: COMPACT_SQL,
  OutsideSql: OUTSIDE_SQL.replaceAll('"', '\\\\\\"'),
}
const definition = asked.replace(/\$\{(\w+)\}/g, (_, name: string) => SUBSTITUTED[name] ?? '?')
/** Without a database Athena asks for one that is called default, which nobody is granted. */
const WHERE = { QueryExecutionContext: { Database: 'puntual' }, WorkGroup: 'puntual' }
const listing = z.object({ Prefix: z.string() })
const removal = z.object({ Delete: z.object({ Objects: z.array(z.object({ Key: z.string() })) }) })

/** Plays the machine over files of a bucket; `looks` says how each look finds a query, `outside` what it counts. */
async function play(
  files: readonly string[],
  { looks = ['SUCCEEDED'], outside = '0', input = {} }: { looks?: readonly string[]; outside?: string; input?: object },
) {
  const calls: TaskCall[] = []
  const [left, kept] = [[...looks], new Set(files)]
  const answer = (call: TaskCall): unknown => {
    calls.push(call)
    switch (call.state) {
      case 'ListFiles': {
        const { Prefix } = listing.parse(call.arguments)
        const found = [...kept].filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key, Size: 1 }))
        // S3 leaves out what is empty, and one of a list is a list.
        return { KeyCount: found.length, ...(found.length > 0 && { Contents: found }) }
      }
      case 'LookAtQuery':
        return { QueryExecution: { Status: { State: left.length > 1 ? left.shift() : left[0] } } }
      case 'ReadOutside':
        return { ResultSet: { Rows: ['outside', outside].map((VarCharValue) => ({ Data: [{ VarCharValue }] })) } }
      case 'RemoveFiles':
        for (const { Key } of removal.parse(call.arguments).Delete.Objects) kept.delete(Key)
        return {}
      default:
        return { QueryExecutionId: `q-${calls.length}` }
    }
  }
  const stage = new Stage(definition, async (call) => answer(call))
  const ending = await stage.play(input)
  return { ...ending, calls, kept: [...kept] }
}

// The stage stands at 2 March 2026.
const [NEW, OLD] = ['dunning_events/dt=2026-03-01', 'dunning_events/dt=2026-02-27']

describe('the machine that compacts the lake', () => {
  it('keeps the rules of the house', () => {
    expect(lintDefinition(asked)).toEqual([])
  })

  it('writes each of the last three days as one and removes what it had listed, once nothing stands outside', async () => {
    const other = ['dunning_events/dt=2026-03-02/today-1', 'dunning_events/dt=2026-03-02/today-2', 'errors/x']
    const done = [`${OLD}/compact-before/part`, `${OLD}/late`]
    const { status, calls, kept } = await play([`${NEW}/a`, `${NEW}/b`, ...done, ...other], {
      looks: ['QUEUED', 'RUNNING', 'SUCCEEDED'],
    })
    expect(status).toBe('SUCCEEDED')
    // A day with one late file beside the large ones is large enough.
    expect(kept).toEqual([...done, ...other])
    const of = (state: string) => calls.filter((call) => call.state === state).map((call) => call.arguments)
    expect(of('ListFiles').map((one) => listing.parse(one).Prefix)).toEqual([
      `${NEW}/`,
      'dunning_events/dt=2026-02-28/',
      `${OLD}/`,
    ])
    expect(of('LookAtQuery')).toHaveLength(3)
    const put = (sql: string) =>
      sql.replaceAll('{day}', '2026-03-01').replaceAll('{to}', `s3://lake/${NEW}/compact-once/`)
    expect(of('WriteCompact')).toEqual([{ QueryString: put(COMPACT_SQL), ...WHERE }])
    expect(of('CountOutside')).toEqual([{ QueryString: put(OUTSIDE_SQL), ...WHERE }])
  })

  it.each([
    ['a row stands outside the new files', { outside: '1' }],
    ['the query fails', { looks: ['RUNNING', 'FAILED'] }],
  ])('removes nothing and rings when %s', async (_, how) => {
    const { status, error, kept } = await play([`${NEW}/a`, `${NEW}/b`], how)
    expect([status, error, kept.length]).toEqual(['FAILED', 'LakeNotCompacted', 2])
  })

  it('compacts the days it is given', async () => {
    const day = 'dunning_events/dt=2026-01-15'
    const { kept } = await play([`${day}/a`, `${day}/b`, `${NEW}/a`, `${NEW}/b`], { input: { days: ['2026-01-15'] } })
    expect(kept).toEqual([`${NEW}/a`, `${NEW}/b`])
  })
})
