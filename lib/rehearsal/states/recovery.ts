import { NotRehearsed } from '../aws-error.ts'
import type { Retrier } from './definition.ts'
import { type Failure, handles, StateFailed } from './failure.ts'
import { fromOutside } from './json.ts'
import { retryDelay } from './retry.ts'
import { ExecutionOver, type Run } from './run.ts'
import { attemptTask } from './task.ts'

/** A step has failed: Retry is asked first, then Catch; otherwise the execution fails. */
export async function recover(run: Run, failure: Failure): Promise<void> {
  run.endAttempt()
  const located = locate(run, failure)
  try {
    if (!(await isHandled(run, located))) fail(run, located)
  } catch (fault) {
    if (fault instanceof ExecutionOver) return
    if (!(fault instanceof StateFailed)) throw fault
    // What breaks while a failure is handled is handled by nobody.
    fail(run, locate(run, fault.failure))
  }
}

/** Writes the event of a failed expression, and says in which state it failed. */
function locate(run: Run, failure: Failure): Failure {
  if (!failure.evaluation) return failure
  const { frame, execution } = run
  const place = `An error occurred while executing the state '${frame.state}' (entered at the event id #${frame.entry}).`
  const { error, location } = failure
  const cause = `${place} ${failure.cause}`
  // Recorded: an expression that fails on entry is reported as if the state had not been entered yet.
  const onEntry = failure.evaluation === 'onEntry' && frame.previous === frame.entry
  if (onEntry) frame.previous = execution.history[frame.entry - 1]!.previous
  if (run.hasRoomFor(1)) run.record('EvaluationFailed', { error, cause, location, state: frame.state })
  return { ...failure, cause }
}

async function isHandled(run: Run, failure: Failure): Promise<boolean> {
  const { state } = run
  if (state.type !== 'Task') return false
  const index = state.retry.findIndex((retrier) => handles(retrier.errors, failure))
  if (index >= 0 && retries(run, state.retry[index]!, index)) return true
  const catcher = state.catch.find((each) => handles(each.errors, failure))
  if (!catcher) return false
  // Recorded: a timeout has an empty cause, and a failure reported without a name has neither.
  const cause = failure.cause ?? (failure.error === 'States.Timeout' ? '' : null)
  const errorOutput = fromOutside({ Error: failure.error ?? null, Cause: cause })
  await run.leave(catcher, { errorOutput }, errorOutput)
  return true
}

function retries(run: Run, retrier: Retrier, index: number): boolean {
  const { frame, execution, around } = run
  const spent = frame.retries[index] ?? 0
  if (spent >= retrier.maxAttempts) return false
  frame.retries[index] = spent + 1
  frame.retryCount++
  const draw = `${around.seed}#${execution.arn}#${execution.history.length}`
  const until = run.now + retryDelay(retrier, spent, draw)
  frame.pending = { kind: 'retry', until }
  run.at(until, attemptTask)
  return true
}

function fail(run: Run, failure: Failure): void {
  const { frames } = run.execution
  if (run.state.type === 'Map' && run.hasRoomFor(1)) run.record('MapStateFailed')
  while (frames.length > 1) leaveMap(run)
  const { error, cause } = failure
  run.execution.error = error
  run.execution.cause = cause
  run.close('FAILED', 'ExecutionFailed', { error, cause })
}

/** The failure of an item is the failure of its Map state. */
function leaveMap(run: Run): void {
  const inner = run.execution.frames.pop()
  const { frame } = run
  if (frame.map?.tolerates) {
    throw new NotRehearsed(`a failed item of the Map '${frame.state}' that tolerates failures`)
  }
  frame.previous = inner?.previous ?? frame.previous
  if (!run.hasRoomFor(2)) return
  run.record('MapIterationFailed', { name: frame.state, index: frame.map?.results.length }, frame.previous)
  run.record('MapStateFailed')
}
