import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Place, Places } from '../places.ts'
import type { World } from '../world.ts'
import type { Machine } from './context.ts'
import { loadDefinition } from './definition.ts'
import { copyOf, type Execution } from './execution.ts'
import { behaviour, isAtRest, resume } from './interpreter.ts'
import { fromOutside, type Json } from './json.ts'
import { describe, describeMachine, history, type Operation, paged, parameters, read, summarise } from './operations.ts'
import { Run, type Surroundings } from './run.ts'
import { changeOf, type StatusChange } from './status-change.ts'
import { beat, failTask, pendingTask, succeedTask } from './task.ts'
import type { TaskRunner } from './task-runner.ts'
import { executionOf } from './token.ts'

export { TaskFailure } from './failure.ts'
export type { StatusChange } from './status-change.ts'
export type { TaskCall, TaskRunner } from './task-runner.ts'

/** An execution at rest as plain data, with the places of what it waits for. */
export interface Parked {
  readonly execution: Execution
  readonly planned: readonly Place[]
}

interface Options {
  readonly world: World
  readonly runTask: TaskRunner
  readonly onStatusChange?: (change: StatusChange) => void
  /** Chooses the jitter of retries; the same seed makes the same run. */
  readonly seed?: string
}

interface KnownMachine extends Machine {
  readonly text: string
  readonly createdAt: number
  /** By name, oldest first. */
  readonly runs: Map<string, Run>
}

/** Step Functions in simulated time: Standard state machines in JSONata, and the operations on them. */
export class StateMachines {
  readonly #world: World
  readonly #around: Surroundings
  readonly #changed: (change: StatusChange) => void
  readonly #machines = new Map<string, KnownMachine>()
  readonly #runs = new Map<string, Run>()

  constructor({ world, runTask, onStatusChange = () => {}, seed = '' }: Options) {
    this.#world = world
    this.#changed = onStatusChange
    this.#around = { world, runTask, seed, onClose: (run) => this.#changed(changeOf(run.execution)) }
  }

  /** Adds a machine; refuses by name whatever in its definition the rehearsal does not implement. */
  create(machine: { arn: string; name: string; roleArn: string; definition: string }): void {
    const { arn, name, roleArn, definition: text } = machine
    if (this.#machines.has(arn))
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`)
    const definition = loadDefinition(text)
    this.#machines.set(arn, { arn, name, roleArn, text, definition, createdAt: this.#world.now(), runs: new Map() })
  }

  /**
   * Updates a machine: executions that run, or are taken up before, keep the definition they began with. A snapshot is
   * refused until they have ended, because it does not say which definition is whose.
   */
  redefine(arn: string, text: string): void {
    this.#machines.set(arn, { ...this.#machine(arn), text, definition: loadDefinition(text) })
  }

  /** An operation of the Step Functions API, with the parameters and results of its JSON protocol; dates in seconds. */
  async call(operation: Operation, input: unknown): Promise<unknown> {
    switch (operation) {
      case 'StartExecution':
        return this.#start(read(parameters.StartExecution, input))
      case 'SendTaskSuccess': {
        const { taskToken, output } = read(parameters.SendTaskSuccess, input)
        const result = parseJson(output, 'InvalidOutput')
        succeedTask(this.#waiting(taskToken).run, result)
        return {}
      }
      case 'SendTaskFailure': {
        const { taskToken, error, cause } = read(parameters.SendTaskFailure, input)
        failTask(this.#waiting(taskToken).run, error, cause)
        return {}
      }
      case 'SendTaskHeartbeat': {
        const { run, pending } = this.#waiting(read(parameters.SendTaskHeartbeat, input).taskToken)
        beat(run, pending)
        return {}
      }
      case 'DescribeExecution':
        return describe(this.#run(read(parameters.DescribeExecution, input).executionArn).execution)
      case 'GetExecutionHistory': {
        const request = read(parameters.GetExecutionHistory, input)
        return history(this.#run(request.executionArn).execution, request)
      }
      case 'ListExecutions': {
        const { stateMachineArn, statusFilter, ...page } = read(parameters.ListExecutions, input)
        const executions = [...this.#machine(stateMachineArn).runs.values()].map((run) => run.execution).reverse()
        const { items, nextToken } = paged(
          executions.filter(({ status }) => statusFilter === undefined || status === statusFilter),
          page,
        )
        return { executions: items.map(summarise), ...(nextToken !== undefined && { nextToken }) }
      }
      case 'StopExecution': {
        const { executionArn, error, cause } = read(parameters.StopExecution, input)
        const run = this.#run(executionArn)
        if (run.execution.status === 'RUNNING') run.abort(error, cause)
        return { stopDate: (run.execution.stoppedAt ?? this.#world.now()) / 1000 }
      }
      case 'DescribeStateMachine':
        return describeMachine(this.#machine(read(parameters.DescribeStateMachine, input).stateMachineArn))
      default:
        throw new NotRehearsed(`the Step Functions operation ${String(operation satisfies never)}`)
    }
  }

  /** All executions as they are now, oldest first. */
  executions(): readonly Execution[] {
    return [...this.#runs.values()].map(({ execution }) => execution)
  }

  /** All executions as plain data, to be taken up later by `restore`; refuses while one of them is in mid-step. */
  snapshot(places: Places): readonly Parked[] {
    const busy = this.executions().find((execution) => !isAtRest(execution))
    if (busy) throw new NotRehearsed(`a snapshot while the execution '${busy.name}' is in mid-step`)
    for (const { execution, machine } of this.#runs.values())
      if (execution.status === 'RUNNING' && machine !== this.#machine(execution.machineArn))
        throw new NotRehearsed(`a snapshot while the execution '${execution.name}' runs on an earlier definition`)
    return [...this.#runs.values()].map((run) => ({
      execution: copyOf(run.execution),
      planned: run.plans.places(places),
    }))
  }

  /** Forgets all executions, and takes up those of a snapshot; the clock must stand where it stood. */
  restore(parked: readonly Parked[]): void {
    for (const run of this.#runs.values()) run.forget()
    this.#runs.clear()
    for (const machine of this.#machines.values()) machine.runs.clear()
    for (const { execution, planned } of parked) resume(this.#add(copyOf(execution)), planned)
  }

  #start({
    stateMachineArn,
    name,
    input = '{}',
  }: {
    stateMachineArn: string
    name: string
    input?: string | undefined
  }) {
    const machine = this.#machine(stateMachineArn)
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name))
      throw new AwsError('InvalidName', `Invalid Name: '${name}'`)
    parseJson(input, 'InvalidExecutionInput')
    const known = machine.runs.get(name)?.execution
    if (known && known.status === 'RUNNING' && known.input === input) return started(known)
    if (known) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`)
    const { timeoutSeconds } = machine.definition
    const startedAt = this.#world.now()
    const execution: Execution = {
      arn: `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`,
      machineArn: machine.arn,
      name,
      input,
      startedAt,
      deadline: timeoutSeconds === undefined ? undefined : startedAt + timeoutSeconds * 1000,
      status: 'RUNNING',
      stoppedAt: undefined,
      output: undefined,
      error: undefined,
      cause: undefined,
      frames: [],
      history: [],
    }
    this.#add(execution).start()
    this.#changed(changeOf(execution))
    return started(execution)
  }

  #add(execution: Execution): Run {
    const machine = this.#machine(execution.machineArn)
    const run = new Run(execution, machine, this.#around, behaviour)
    machine.runs.set(execution.name, run)
    this.#runs.set(execution.arn, run)
    return run
  }

  #machine(arn: string): KnownMachine {
    const machine = this.#machines.get(arn)
    if (machine) return machine
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  }

  #run(arn: string): Run {
    const run = this.#runs.get(arn)
    if (run) return run
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  }

  #waiting(token: string): { run: Run; pending: NonNullable<ReturnType<typeof pendingTask>> } {
    const run = this.#runs.get(executionOf(token) ?? '')
    if (!run) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
    const pending = pendingTask(run.execution, token)
    if (!pending) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
    return { run, pending }
  }
}

const started = (execution: Execution) => ({ executionArn: execution.arn, startDate: execution.startedAt / 1000 })

function parseJson(text: string, code: string): Json {
  try {
    return fromOutside(JSON.parse(text))
  } catch (fault) {
    throw new AwsError(
      code,
      `${code === 'InvalidOutput' ? 'Invalid Output' : 'Invalid State Machine Execution Input'}: '${String(fault)}'`,
    )
  }
}
