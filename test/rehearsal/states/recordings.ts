import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { StateMachines, TaskFailure, type TaskRunner } from '../../../lib/rehearsal/states/machines.ts'
import { World } from '../../../lib/rehearsal/world.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/asl-cases/cases')

const event = z.looseObject({ type: z.string() })

const recording = z.object({
  queryLanguage: z.string(),
  definition: z.looseObject({}),
  input: z.unknown().optional(),
  inputFromTestSource: z.unknown().optional(),
  history: z.array(event),
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  cause: z.unknown().optional(),
})

/** An execution recorded on AWS. */
export type Recording = z.infer<typeof recording> & { readonly name: string }

/** All recordings, by file name without folder and ending; empty when the data is not there. */
export const recordings: readonly Recording[] = existsSync(folder)
  ? globSync('*/*.json', { cwd: folder })
      .sort()
      .map((file) => ({
        ...recording.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
        name: basename(file, '.json'),
      }))
  : []

/** Whether there is anything to compare with. */
export const areRecordingsHere = recordings.length > 0

/** In the place of comparisons that cannot be made: names the folder that is missing, so that nothing is left out in silence. */
export function saysThatTheRecordingsAreAbsent(): void {
  it('says that the recordings are absent: ../shared/data/asl-cases, so nothing is compared with AWS here', () => {
    expect(existsSync(folder)).toBe(false)
  })
}

/** What the recording says about an execution, and what the rehearsal made of the same. */
export interface Comparison {
  readonly recorded: unknown
  readonly rehearsed: unknown
}

const machineArn = 'arn:<partition>:states:<region>:111111111111:stateMachine:recorded'
const executionArn = `${machineArn.replace('stateMachine', 'execution')}:once`

/** Runs a definition on a recording's input; its tasks answer what the recording's tasks answered. */
export async function rehearse(recorded: Recording, definition: unknown = recorded.definition): Promise<Comparison> {
  const input = recorded.inputFromTestSource ?? recorded.input
  const world = new World(Date.UTC(2026, 0, 5))
  const machines: StateMachines = new StateMachines({ world, runTask: answersOf(recorded, world, () => machines) })
  const text = JSON.stringify(definition).replaceAll('<unresolved:FunctionArn>', functionOf(recorded))
  machines.create({ arn: machineArn, name: 'recorded', roleArn: 'role', definition: text })
  await machines.call('StartExecution', { stateMachineArn: machineArn, name: 'once', input: JSON.stringify(input) })
  await world.run()
  const page = await machines.call('GetExecutionHistory', { executionArn, maxResults: 1000 })
  const { events } = z.object({ events: z.array(event) }).parse(page)
  const description = z.looseObject({}).parse(await machines.call('DescribeExecution', { executionArn }))
  const results = (of: Readonly<Record<string, unknown>>) => ({
    status: of.status,
    output: of.output,
    error: of.error,
    cause: of.cause,
  })
  return {
    recorded: comparable({ ...results(recorded), history: recorded.history }, recorded.input, input),
    rehearsed: comparable(
      { ...results(description), output: payload('output', description.output), history: events.map(flat) },
      recorded.input,
      input,
    ),
  }
}

/** Each call is answered by what follows the recorded event, of the same position, that scheduled a task. */
function answersOf(recorded: Recording, world: World, machines: () => StateMachines): TaskRunner {
  const scheduled = recorded.history.flatMap(({ type }, index) => (type.endsWith('Scheduled') ? [index] : []))
  let calls = 0
  return async (call, job) => {
    const following = recorded.history.slice(scheduled[calls], scheduled[calls + 1])
    calls++
    const what = (ending: string) =>
      following.find(({ type }) => new RegExp(`^(Task|LambdaFunction)${ending}$`).test(type))
    const submitted = what('Submitted')
    const succeeded = what('Succeeded')
    const failed = what('Failed')
    if (submitted) {
      const taskToken = tokenIn(call.arguments)
      const answer = async () => {
        const output = JSON.stringify(withTokens(succeeded?.output, taskToken))
        if (succeeded) await machines().call('SendTaskSuccess', { taskToken, output })
        else if (failed) await machines().call('SendTaskFailure', { taskToken, ...reasonOf(failed) })
      }
      world.after(1000, 'the holder of the token', answer)
      return submitted.output
    }
    if (succeeded) return succeeded.output
    if (failed && failed.error === 'States.DataLimitExceeded') return 'a'.repeat(300_000)
    if (failed) throw new TaskFailure(reasonOf(failed).error, reasonOf(failed).cause)
    job.rest()
    return new Promise(() => {})
  }
}

function reasonOf(failed: Readonly<Record<string, unknown>>): { error?: string; cause?: string } {
  const { error, cause } = z.object({ error: z.string().optional(), cause: z.unknown().optional() }).parse(failed)
  const text = typeof cause === 'string' || cause === undefined ? cause : JSON.stringify(cause)
  return { ...(error !== undefined && { error }), ...(text !== undefined && { cause: text }) }
}

const tokenIn = (parameters: unknown): string | undefined =>
  /"TaskToken":"([^"]+)"/.exec(JSON.stringify(parameters))?.[1]

const withTokens = (value: unknown, token: string | undefined): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value).replaceAll(/<task_token:\d>/g, token ?? ''))

function functionOf(recorded: Recording): string {
  const named = /arn:<partition>:lambda:[^"]+/.exec(JSON.stringify(recorded.history))
  return named?.[0] ?? 'arn:<partition>:lambda:<region>:111111111111:function:unnamed'
}

/** An event as the recordings hold it: details beside the type, without the notes on what was truncated. */
function flat({ type, id, previousEventId, timestamp: _timestamp, ...more }: z.infer<typeof event>): object {
  const details = z.looseObject({}).parse(Object.values(more)[0] ?? {})
  const kept = Object.entries(details).filter(([name]) => name !== 'roleArn' && !name.endsWith('Details'))
  return { type, id, previousEventId, ...Object.fromEntries(kept.map(([name, value]) => [name, payload(name, value)])) }
}

/** The value of a field that the API carries as JSON text; other fields as they are. */
function payload(name: string, value: unknown): unknown {
  if (['input', 'output', 'parameters'].includes(name) && typeof value === 'string') return JSON.parse(value)
  if (name !== 'assignedVariables') return value
  const texts = z.record(z.string(), z.string()).parse(value)
  return Object.fromEntries(Object.entries(texts).map(([variable, text]) => [variable, JSON.parse(text)]))
}

/** Texts that hold JSON become values, tokens and the recording's masked input become alike, gaps disappear. */
function comparable(value: unknown, masked: unknown, input: unknown): unknown {
  const same = JSON.stringify(masked)
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') {
      if (node.startsWith('{')) {
        try {
          return visit(JSON.parse(node))
        } catch {
          return node
        }
      }
      return /^(<+task_token.*>|a_task_token|[\w-]{40,}\.[\w-]{80,})$/.test(node) ? 'a task token' : node
    }
    if (typeof node !== 'object' || node === null) return node
    if (JSON.stringify(node) === same) return input
    if (Array.isArray(node)) return node.map(visit)
    return Object.fromEntries(
      Object.entries(node).flatMap(([name, field]) => (field === undefined ? [] : [[name, visit(field)]])),
    )
  }
  return visit(value)
}
