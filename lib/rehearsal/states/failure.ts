/** How a task tells that it failed: its error name as a state machine sees it, and its cause. */
export class TaskFailure extends Error {
  readonly error: string | undefined

  constructor(error: string | undefined, cause?: string) {
    super(error ?? 'the task failed without a name', { cause })
    this.name = 'TaskFailure'
    this.error = error
  }
}

/** Why a state failed, in the words of a state machine. */
export interface Failure {
  readonly error?: string | undefined
  readonly cause?: string | undefined
  /** The field of the expression that could not be evaluated, such as `Output/result`. */
  readonly location?: string | undefined
  /** An expression failed: the history gets an EvaluationFailed event first. */
  readonly evaluation?: 'onEntry' | 'later'
  /** What may handle it: any matching name and States.ALL, its own name only, or nothing. */
  readonly handled: 'byAll' | 'byName' | 'never'
}

/** Carries a failure up to the place where Retry and Catch are asked. */
export class StateFailed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.cause ?? failure.error ?? 'the state failed')
    this.name = 'StateFailed'
    this.failure = failure
  }
}

const terminal = new Set(['States.DataLimitExceeded', 'States.Runtime'])

/** What a task, or whoever holds its token, reports: States.ALL does not match the two terminal names. */
export const reported = (error: string | undefined, cause: string | undefined): Failure => ({
  error,
  cause,
  handled: error !== undefined && terminal.has(error) ? 'byName' : 'byAll',
})

/** The time of a task or its heartbeat is over. */
export const timeout: Failure = { error: 'States.Timeout', handled: 'byAll' }

/** The error of a state machine itself, which nothing may handle. */
export const runtime = (cause: string): Failure => ({ error: 'States.Runtime', cause, handled: 'never' })

const tooLarge = (what: string): string =>
  `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`

/** A state's own output or arguments are above 256 KiB; States.ALL does not match it. */
export const stateTooLarge = (state: string): Failure => ({
  error: 'States.DataLimitExceeded',
  cause: tooLarge(state),
  handled: 'byName',
})

/** A task's result is above 256 KiB; recorded executions show that States.ALL does match this one. */
export const resultTooLarge = (task: string): Failure => ({
  error: 'States.DataLimitExceeded',
  cause: tooLarge(task),
  handled: 'byAll',
})

/** Whether a retrier or catcher with these names handles the failure. */
export function handles(names: readonly string[], failure: Failure): boolean {
  if (failure.handled === 'never') return false
  if (failure.error !== undefined && names.includes(failure.error)) return true
  if (failure.handled === 'byName') return false
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && failure.error !== 'States.Timeout')
}
