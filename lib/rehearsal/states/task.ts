import type { Job } from '../world.ts'
import type { TaskState } from './definition.ts'
import type { Execution, Frame } from './execution.ts'
import { type Failure, reported, resultTooLarge, StateFailed, stateTooLarge, TaskFailure, timeout } from './failure.ts'
import { exceedsLimit, fromOutside, isTooLong, type Json } from './json.ts'
import type { Bindings } from './jsonata.ts'
import type { Run } from './run.ts'
import { cannotEvaluate, evaluate, evaluateAs, type Template } from './template.ts'
import { mintToken } from './token.ts'

type PendingTask = NonNullable<Frame['pending']> & { kind: 'task' }

type Outcome =
  | { readonly kind: 'answered'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'broken'; readonly fault: unknown }
  | { readonly kind: 'over' }

/** One attempt at the current Task state: schedules it, makes the call, and waits for the token where there is one. */
export async function attemptTask(run: Run, job: Job): Promise<void> {
  const state = taskOf(run)
  const { resource } = state
  const token = resource.waitsForToken ? mintToken(run.execution.arn, run.execution.history.length) : undefined
  const bindings = run.bindings({}, token === undefined ? {} : { Task: { Token: token } })
  const parameters = await evaluate(state.arguments, bindings, run.now)
  const text = JSON.stringify(parameters)
  if (isTooLong(text)) throw new StateFailed(stateTooLarge(run.frame.state))
  const timeoutInSeconds = await secondsOf(state.timeoutSeconds, bindings, run)
  const heartbeatInSeconds = await secondsOf(state.heartbeatSeconds, bindings, run)
  record(run, 'Scheduled', {
    ...(resource.isFunction
      ? { resource: resource.arn, input: parameters }
      : { region: run.machine.arn.split(':')[3], parameters: text }),
    timeoutInSeconds,
    heartbeatInSeconds,
  })
  record(run, 'Started', resource.isFunction ? undefined : {})
  const pending: PendingTask = {
    kind: 'task',
    token,
    submitted: false,
    timeoutAt: later(run.now, timeoutInSeconds),
    heartbeatAt: later(run.now, heartbeatInSeconds),
    heartbeatMilliseconds: heartbeatInSeconds === undefined ? undefined : heartbeatInSeconds * 1000,
  }
  run.frame.pending = pending
  watch(run, pending)
  const over = run.attemptOver(job).then((): Outcome => ({ kind: 'over' }))
  const outcome = await Promise.race([call(run, pending, parameters, job), over])
  // Whatever the runner did with the job: time stands still again while the state goes on.
  job.resume()
  if (run.frame.pending === pending) await conclude(run, pending, outcome)
}

/** Watches the times of a task that is under way. */
export function watch(run: Run, pending: PendingTask): void {
  if (pending.timeoutAt !== undefined) run.at(pending.timeoutAt, timeOut)
  watchHeartbeat(run, pending)
}

/** The execution's task that waits for this token, if it still does. */
export function pendingTask(execution: Execution, token: string): PendingTask | undefined {
  const pending = execution.status === 'RUNNING' ? execution.frames.at(-1)?.pending : undefined
  return pending?.kind === 'task' && pending.token === token ? pending : undefined
}

/** Whoever holds the token reports success. */
export function succeedTask(run: Run, output: Json): void {
  run.endAttempt()
  run.next((current) => finish(current, output))
}

/** Whoever holds the token reports a failure, possibly without a name. */
export function failTask(run: Run, error: string | undefined, cause: string | undefined): void {
  run.endAttempt()
  run.next(async (current) => fail(current, reported(error, cause)))
}

/** Whoever holds the token is still at work. */
export function beat(run: Run, pending: PendingTask): void {
  if (pending.heartbeatMilliseconds !== undefined) pending.heartbeatAt = run.now + pending.heartbeatMilliseconds
}

async function call(run: Run, pending: PendingTask, parameters: Json, job: Job): Promise<Outcome> {
  const { execution, machine, around, frame } = run
  const isOver = (): boolean => frame.pending !== pending
  // The job ends with the attempt; a call that outlives it must not rest it any more.
  const own: Job = {
    name: job.name,
    rest: () => isOver() || job.rest(),
    resume: () => isOver() || job.resume(),
  }
  try {
    const result = await around.runTask(
      {
        resource: taskOf(run).resource.arn,
        arguments: parameters,
        execution: { arn: execution.arn, machineArn: machine.arn, roleArn: machine.roleArn },
        state: frame.state,
      },
      own,
    )
    return { kind: 'answered', result }
  } catch (fault) {
    if (fault instanceof TaskFailure) {
      const cause = typeof fault.cause === 'string' ? fault.cause : undefined
      return { kind: 'failed', failure: reported(fault.error, cause) }
    }
    // A defect of the runner must surface even when nobody waits for its answer any more.
    if (isOver()) around.world.soon(execution.name, async () => Promise.reject(fault))
    return { kind: 'broken', fault }
  }
}

async function conclude(run: Run, pending: PendingTask, outcome: Outcome): Promise<void> {
  switch (outcome.kind) {
    case 'answered':
      if (pending.token === undefined) {
        run.endAttempt()
        return finish(run, fromOutside(outcome.result ?? null))
      }
      pending.submitted = true
      record(run, 'Submitted', { output: fromOutside(outcome.result ?? null) })
      return
    case 'failed':
      return fail(run, outcome.failure)
    case 'broken':
      throw outcome.fault
    case 'over':
      return
  }
}

async function finish(run: Run, result: Json): Promise<void> {
  const state = taskOf(run)
  if (exceedsLimit(result)) fail(run, resultTooLarge(state.resource.type))
  record(run, 'Succeeded', { output: result })
  await run.leave(state, { result }, result)
}

function fail(run: Run, failure: Failure): never {
  const { error, cause } = failure
  record(run, 'Failed', { error, cause })
  throw new StateFailed(failure)
}

async function timeOut(run: Run): Promise<void> {
  record(run, 'TimedOut', { error: timeout.error })
  throw new StateFailed(timeout)
}

function watchHeartbeat(run: Run, pending: PendingTask): void {
  if (pending.heartbeatAt === undefined) return
  run.at(pending.heartbeatAt, async (current) => {
    if (pending.heartbeatAt !== undefined && pending.heartbeatAt > current.now) watchHeartbeat(current, pending)
    else await timeOut(current)
  })
}

function record(run: Run, what: string, details: { readonly [name: string]: Json | undefined } | undefined): void {
  const { resource } = taskOf(run)
  if (resource.isFunction) run.record(`LambdaFunction${what}`, details)
  else run.record(`Task${what}`, { resourceType: resource.type, resource: resource.action, ...details })
}

async function secondsOf(template: Template | undefined, bindings: Bindings, run: Run): Promise<number | undefined> {
  if (!template) return undefined
  const seconds = await evaluateAs('number', template, bindings, run.now)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 99_999_999) return seconds
  throw cannotEvaluate(template, `returned ${seconds}: whole seconds from 1 to 99999999 are expected.`)
}

function taskOf(run: Run): TaskState {
  const { state } = run
  if (state.type === 'Task') return state
  throw new Error(`the state '${run.frame.state}' is a ${state.type}, not a Task`)
}

const later = (now: number, seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : now + seconds * 1000
