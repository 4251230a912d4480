import { NotRehearsed } from '../aws-error.ts'
import type { Job, Timer, Work, World } from '../world.ts'
import type { Definition, State, Steps, Way } from './definition.ts'
import type { Execution, Frame, Status } from './execution.ts'
import { type Failure, handles, runtime, StateFailed, stateTooLarge } from './failure.ts'
import { eventLimit } from './history.ts'
import { exceedsLimit, fromOutside, isRecord, type Json } from './json.ts'
import type { Bindings } from './jsonata.ts'
import { retryDelay } from './retry.ts'
import { evaluate } from './template.ts'

/** A call that a Task state makes; the resource is its ARN as written, the arguments are evaluated. */
export interface TaskCall {
  readonly resource: string
  readonly arguments: Json
  readonly execution: { readonly arn: string; readonly machineArn: string; readonly roleArn: string }
  readonly state: string
}

/**
 * Does what a Task state asks for and answers with its result, or throws TaskFailure.
 * The world stands still meanwhile; a runner whose answer needs time to pass, or never comes, lets the job rest.
 */
export type TaskRunner = (call: TaskCall, job: Job) => Promise<unknown>

export interface Machine {
  readonly arn: string
  readonly name: string
  readonly roleArn: string
  readonly definition: Definition
}

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
  /** The next attempt at the state after a failure. */
  readonly again: Step
  /** An item of the Map state around the current frame has its result. */
  readonly endItem: (run: Run, output: Json) => Promise<void>
}

/** An execution while it runs: its data, its timers, and the steps common to all states. */
export class Run {
  readonly execution: Execution
  readonly machine: Machine
  readonly around: Surroundings
  readonly #behaviour: Behaviour
  readonly #input: Json
  #executionContext: Bindings | undefined
  #timers: Timer[] = []
  #deadline: Timer | undefined
  #attemptOver: () => void = () => {}

  constructor(execution: Execution, machine: Machine, around: Surroundings, behaviour: Behaviour) {
    this.execution = execution
    this.machine = machine
    this.around = around
    this.#behaviour = behaviour
    this.#input = fromOutside(JSON.parse(execution.input))
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
    const { execution, machine } = this
    this.record('ExecutionStarted', { input: this.#input, roleArn: machine.roleArn })
    this.begin(machine.definition, this.#input, 0)
    if (execution.deadline !== undefined) {
      this.#deadline = this.around.world.at(execution.deadline, `${execution.name}: deadline`, async () =>
        this.close('TIMED_OUT', 'ExecutionTimedOut', {}),
      )
    }
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

  /** Plans a step at the present instant. */
  next(step: Step): void {
    this.around.world.soon(this.execution.name, this.#guarded(step))
  }

  /** Plans a step of the current attempt; ending the attempt cancels it. */
  at(instant: number, step: Step): void {
    this.#timers.push(this.around.world.at(instant, this.execution.name, this.#guarded(step)))
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
    for (const timer of this.#timers) timer.cancel()
    this.#timers = []
    this.#attemptOver()
    this.#attemptOver = () => {}
  }

  /** Writes an event that follows the frame's last one; `previous` where AWS lets it follow another. */
  record(type: string, details?: { readonly [name: string]: Json | undefined }, previous?: number): number {
    const { history, frames, status } = this.execution
    if (status !== 'RUNNING') throw new ExecutionOver()
    if (history.length >= eventLimit - 1 && !type.startsWith('Execution')) {
      throw new StateFailed(runtime(`The execution reached the maximum number of history events (${eventLimit}).`))
    }
    const frame = frames.at(-1)
    history.push({ type, at: this.now, previous: previous ?? frame?.previous ?? 0, ...(details && { details }) })
    if (frame && previous === undefined) frame.previous = history.length
    return history.length
  }

  /** The variables of the frame and `$states`, with what this moment adds to it. */
  bindings(moment: { readonly [name: string]: Json }, context: Readonly<Record<string, Json>> = {}): Bindings {
    const describe = () => this.#context(context)
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
    this.#deadline?.cancel()
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
    this.#deadline?.cancel()
    this.execution.status = 'ABORTED'
  }

  #guarded(step: Step): Work {
    return async (job) => {
      try {
        if (this.execution.status === 'RUNNING') await step(this, job)
      } catch (fault) {
        if (fault instanceof StateFailed) await this.#recover(fault.failure)
        else if (!(fault instanceof ExecutionOver)) throw fault
      }
    }
  }

  async #recover(failure: Failure): Promise<void> {
    const { state } = this
    this.endAttempt()
    let last = failure
    try {
      last = this.#located(failure)
      if (state.type === 'Task') {
        const index = state.retry.findIndex((retrier) => handles(retrier.errors, last))
        if (index >= 0 && this.#retries(state.retry[index]!, index)) return
        const catcher = state.catch.find((each) => handles(each.errors, last))
        if (catcher) {
          // Recorded executions give a timeout an empty cause, and a nameless failure none.
          const cause = last.cause ?? (last.error === 'States.Timeout' ? '' : null)
          const errorOutput = fromOutside({ Error: last.error ?? null, Cause: cause })
          return await this.leave(catcher, { errorOutput }, errorOutput)
        }
      }
    } catch (fault) {
      if (fault instanceof ExecutionOver) return
      if (!(fault instanceof StateFailed)) throw fault
      last = fault.failure.evaluation ? this.#located(fault.failure) : fault.failure
    }
    this.#fail(last)
  }

  /** Writes the event of a failed expression, and says in which state it failed. */
  #located(failure: Failure): Failure {
    if (!failure.evaluation) return failure
    const { frame } = this
    const place = `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.entry}).`
    const { error, location } = failure
    const cause = `${place} ${failure.cause}`
    // An expression that fails on entry is reported as if the state had not been entered yet.
    const onEntry = failure.evaluation === 'onEntry' && frame.previous === frame.entry
    if (onEntry) frame.previous = this.execution.history[frame.entry - 1]!.previous
    this.record('EvaluationFailed', { error, cause, location, state: frame.state })
    return { ...failure, cause }
  }

  #retries(retrier: Parameters<typeof retryDelay>[0], index: number): boolean {
    const { frame } = this
    const spent = frame.retries[index] ?? 0
    if (spent >= retrier.maxAttempts) return false
    frame.retries[index] = spent + 1
    frame.retryCount++
    const draw = `${this.around.seed}#${this.execution.arn}#${this.execution.history.length}`
    const until = this.now + retryDelay(retrier, spent, draw)
    frame.pending = { kind: 'retry', until }
    this.at(until, this.#behaviour.again)
    return true
  }

  #fail(failure: Failure): void {
    const { frames, history } = this.execution
    const roomy = (): boolean => history.length < eventLimit - 3
    if (this.state.type === 'Map' && roomy()) this.record('MapStateFailed')
    while (frames.length > 1) {
      const inner = frames.pop()!
      const { frame } = this
      if (frame.map?.tolerates)
        throw new NotRehearsed(`a failed item of the Map '${frame.state}' that tolerates failures`)
      frame.previous = inner.previous
      if (!roomy()) continue
      const index = frame.map?.results.length
      this.record('MapIterationFailed', { name: frame.state, index }, frame.previous)
      this.record('MapStateFailed')
    }
    const { error, cause } = failure
    this.execution.error = error
    this.execution.cause = cause
    this.close('FAILED', 'ExecutionFailed', { error, cause })
  }

  #context(more: Readonly<Record<string, Json>>): Bindings {
    const { execution, machine, frame } = this
    this.#executionContext ??= {
      Id: execution.arn,
      Input: this.#input,
      Name: execution.name,
      RoleArn: machine.roleArn,
      StartTime: new Date(execution.startedAt).toISOString(),
      RedriveCount: 0,
    }
    return {
      Execution: this.#executionContext,
      State: {
        Name: frame.state,
        EnteredTime: new Date(frame.enteredAt).toISOString(),
        RetryCount: frame.retryCount,
      },
      StateMachine: { Id: machine.arn, Name: machine.name },
      ...more,
    }
  }
}

/** Stops a step whose execution was ended by someone else meanwhile. */
class ExecutionOver extends Error {
  constructor() {
    super('the execution has ended')
    this.name = 'ExecutionOver'
  }
}
