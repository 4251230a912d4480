import { z } from 'zod'
import { StateMachines, type StatusChange, type TaskRunner } from '../../../lib/rehearsal/states/machines.ts'
import { World } from '../../../lib/rehearsal/world.ts'

export const machineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:tested'
export const executionArn = 'arn:aws:states:eu-west-1:111111111111:execution:tested:once'

const event = z.looseObject({ id: z.number(), type: z.string(), timestamp: z.number() })
const description = z.looseObject({
  status: z.string(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
})

/** A state machine on a stage of its own: a clock, one machine, and whatever its tasks are told to do. */
export class Stage {
  readonly world = new World(Date.UTC(2026, 2, 2, 9))
  readonly changes: StatusChange[] = []
  readonly machines: StateMachines

  constructor(definition: unknown, runTask: TaskRunner = async () => ({})) {
    this.machines = new StateMachines({
      world: this.world,
      runTask,
      onStatusChange: (change) => this.changes.push(change),
    })
    const text = typeof definition === 'string' ? definition : JSON.stringify(definition)
    this.machines.create({
      arn: machineArn,
      name: 'tested',
      roleArn: 'arn:aws:iam::111111111111:role/tested',
      definition: text,
    })
  }

  start(input: unknown = {}, name = 'once'): Promise<unknown> {
    return this.machines.call('StartExecution', { stateMachineArn: machineArn, name, input: JSON.stringify(input) })
  }

  /** Starts an execution, lets the world run out, and tells how it ended; an output is parsed. */
  async play(input: unknown = {}): Promise<{ status: string; output?: unknown; error?: string; cause?: string }> {
    await this.start(input)
    await this.world.run()
    return this.ending()
  }

  async ending(): Promise<{ status: string; output?: unknown; error?: string; cause?: string }> {
    const { status, output, error, cause } = description.parse(
      await this.machines.call('DescribeExecution', { executionArn }),
    )
    return {
      status,
      ...(output !== undefined && { output: JSON.parse(output) }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    }
  }

  async events() {
    const page = await this.machines.call('GetExecutionHistory', { executionArn, maxResults: 1000 })
    return z.object({ events: z.array(event) }).parse(page).events
  }

  /** The types of the events, in order. */
  async story(): Promise<string[]> {
    return (await this.events()).map(({ type }) => type)
  }

  /** The names of the states, in the order in which they were entered. */
  async path(): Promise<string[]> {
    const entered = z.looseObject({ stateEnteredEventDetails: z.object({ name: z.string() }) })
    return (await this.events())
      .filter(({ type }) => type.endsWith('StateEntered'))
      .map((each) => entered.parse(each).stateEnteredEventDetails.name)
  }
}

/** A machine of one state that is the end. */
export const single = (state: Readonly<Record<string, unknown>>, top: Readonly<Record<string, unknown>> = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Only',
  States: { Only: ['Fail', 'Succeed', 'Choice'].includes(String(state.Type)) ? state : { End: true, ...state } },
  ...top,
})

/** A Task that hands its token over and waits. */
export const park = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
  Arguments: { token: '{% $states.context.Task.Token %}' },
  ...fields,
})

/** A plain call of a function. */
export const ask = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f' },
  ...fields,
})

/** The token that a parked Task hands over. */
export const tokenOf = (parameters: unknown): string => z.object({ token: z.string() }).parse(parameters).token
