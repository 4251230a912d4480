import { NotRehearsed } from '../aws-error.ts'
import type { Job, Work, World } from '../world.ts'
import { executionContext, type Machine, stateContext } from './context.ts'
import type { State, Steps, Way } from './definition.ts'
import type { Execution, Frame, Status } from './execution.ts'
import { type Failure, runtime, StateFailed, stateTooLarge } from './failure.ts'
import { eventLimit } from './history.ts'
import { exceedsLimit, fromOutside, isRecord, type Json } from './json.ts'
import type { Bindings } from './jsonata.ts'
import { Plans } from './plans.ts'
import type { TaskRunner } from './task-runner.ts'
import { evaluate } from './template.ts'

/** What an execution needs from around it. */
export interface Surroundings {
  readonly world: World
  readonly runTask: TaskRunner
  /** Chooses the jitter of retries. */
  readonly seed: string
  readonly onClose: (run: Run) => void
}

type Step = (run: Run, job: Job) => Promise<void>

/** What the kinds of states do; a run itself only knows how to enter, leave and fail. */
export interface Behaviour {
  readonly enter: Step
  /** A step has failed: retries it, catches the failure, or ends the execution. */
  readonly recover: (run: Run, failure: Failure) => Promise<void>
  /** An item of the Map state around the current frame has its result. */
  readonly endItem: (run: Run, output: Json) => Promise<void>
}

/** An execution while it runs: its data, its timers, and the steps common to all states. */
export class Run {
  readonly execution: Execution
  readonly machine: Machine
  readonly around: Surroundings
  readonly plans: Plans
  readonly #behaviour: Behaviour
  readonly #input: Json
  readonly #context: Bindings
  #attemptOver: () => void = () => {}

  constructor(execution: Execution, machine: Machine, around: Surroundings, behaviour: Behaviour) {
    this.execution = execution
    this.machine = machine
    this.around = around
    this.plans = new Plans(around.world, execution.name)
    this.#behaviour = behaviour
    this.#input = fromOutside(JSON.parse(execution.input))
    this.#context = executionContext(execution, machine, this.#input)
  }

  get frame(): Frame {
    return this.execution.frames.at(-1)!
  }

  get state(): State {
    let steps: Steps = this.machine.definition
    for (const outer of this.execution.frames.slice(0, -1)) {
      const map = steps.states.get(outer.state)
      if (map?.type === 'Map') steps = map.processor
    }
    return steps.states.get(this.frame.state)!
  }

  get now(): number {
    return this.around.world.now()
  }

  start(): void {
    const { machine } = this
    this.record('ExecutionStarted', { input: this.#input, roleArn: machine.roleArn })
    this.begin(machine.definition, this.#input, 0)
    this.watchDeadline()
  }

  /** Plans the end of an execution that takes longer than its machine allows. */
  watchDeadline(): void {
    const { deadline } = this.execution
    if (deadline !== undefined)
      this.plans.deadline(deadline, async () => this.close('TIMED_OUT', 'ExecutionTimedOut', {}))
  }

  /** Goes to the first of `steps`: the machine's, or those of a Map for one item. */
  begin(steps: Steps, input: Json, previous: number): void {
    const variables = this.execution.frames.at(-1)?.variables ?? {}
    this.execution.frames.push({
      state: steps.startAt,
      input,
      variables,
      enteredAt: this.now,
      entry: 0,
      previous,
      retries: {},
      retryCount: 0,
      pending: undefined,
      map: undefined,
    })
    this.next(this.#behaviour.enter)
  }

  /** Whether so many more events fit into the history before its last one. */
  hasRoomFor(events: number): boolean {
    return this.execution.history.length + events < eventLimit
  }

  /** Plans a step at the present instant. */
  next(step: Step): void {
    this.around.world.soon(this.execution.name, this.#guarded(step))
  }

  /** Plans a step of the current attempt; ending the attempt cancels it. */
  at(instant: number, step: Step): void {
    this.plans.step(instant, this.#guarded(step))
  }

  /** Settles when the current attempt ends for any reason; `job` made the attempt and stops resting then. */
  attemptOver(job: Job): Promise<void> {
    return new Promise((resolve) => {
      this.#attemptOver = () => {
        job.resume()
        resolve()
      }
    })
  }

  /** Nothing the state waited for matters any more. */
  endAttempt(): void {
    this.frame.pending = undefined
    this.plans.endAttempt()
    this.#attemptOver()
    this.#attemptOver = () => {}
  }

  /** Writes an event that follows the frame's last one; `previous` where AWS lets it follow another. */
  record(type: string, details?: { readonly [name: string]: Json | undefined }, previous?: number): number {
    const { history, frames, status } = this.execution
    if (status !== 'RUNNING') throw new ExecutionOver()
    if (!this.hasRoomFor(1) && !type.startsWith('Execution')) {
      throw new StateFailed(runtime(`The execution reached the maximum number of history events (${eventLimit}).`))
    }
    const frame = frames.at(-1)
    history.push({ type, at: this.now, previous: previous ?? frame?.previous ?? 0, ...(details && { details }) })
    if (frame && previous === undefined) frame.previous = history.length
    return history.length
  }

  /** The variables of the frame and `$states`, with what this moment adds to it. */
  bindings(moment: { readonly [name: string]: Json }, context: Readonly<Record<string, Json>> = {}): Bindings {
    const describe = () => ({ ...this.#context, ...stateContext(this.execution), ...context })
    return {
      ...this.frame.variables,
      states: {
        input: this.frame.input,
        ...moment,
        get context() {
          return describe()
        },
      },
    }
  }

  /** Leaves the state: evaluates Assign and Output, writes the event and goes on. */
  async leave(way: Way, moment: { readonly [name: string]: Json }, fallback: Json): Promise<void> {
    const { frame, now } = this
    const bindings = this.bindings(moment)
    const assigned = way.assign && (await evaluate(way.assign, bindings, now))
    const output = way.output ? await evaluate(way.output, bindings, now) : fallback
    if (output !== frame.input && exceedsLimit(output)) throw new StateFailed(stateTooLarge(frame.state))
    if (assigned !== undefined && exceedsLimit(assigned)) throw new NotRehearsed('variables above 256 KiB')
    this.record(`${this.state.type}StateExited`, { name: frame.state, output, assignedVariables: assigned })
    if (isRecord(assigned)) frame.variables = { ...frame.variables, ...assigned }
    if (way.next !== undefined) {
      frame.state = way.next
      frame.input = output
      this.next(this.#behaviour.enter)
    } else if (this.execution.frames.length > 1) {
      await this.#behaviour.endItem(this, output)
    } else {
      this.execution.output = output
      this.close('SUCCEEDED', 'ExecutionSucceeded', { output })
    }
  }

  /** Ends the execution; whatever it waited for is forgotten. */
  close(
    status: Exclude<Status, 'RUNNING'>,
    type: string,
    details: { readonly [name: string]: Json | undefined },
  ): void {
    this.endAttempt()
    this.plans.end()
    this.record(type, details)
    this.execution.status = status
    this.execution.stoppedAt = this.now
    this.around.onClose(this)
  }

  /** Ends the execution because someone asks for it. */
  abort(error: string | undefined, cause: string | undefined): void {
    this.execution.error = error
    this.execution.cause = cause
    if (this.frame.pending) this.record(`${this.state.type}StateAborted`)
    this.close('ABORTED', 'ExecutionAborted', { error, cause })
  }

  /** Lets go of everything planned, without a trace: the rehearsal starts over. */
  forget(): void {
    this.endAttempt()
    this.plans.end()
    this.execution.status = 'ABORTED'
  }

  #guarded(step: Step): Work {
    return async (job) => {
      try {
        if (this.execution.status === 'RUNNING') await step(this, job)
      } catch (fault) {
        if (fault instanceof StateFailed) await this.#behaviour.recover(this, fault.failure)
        else if (!(fault instanceof ExecutionOver)) throw fault
      }
    }
  }
}

/** Stops a step whose execution was ended by someone else meanwhile. */
export class ExecutionOver extends Error {
  constructor() {
    super('the execution has ended')
    this.name = 'ExecutionOver'
  }
}
