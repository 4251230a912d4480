import { NotRehearsed } from '../aws-error.ts'
import type { Place } from '../places.ts'
import type { Job } from '../world.ts'
import type { ChoiceState, State, WaitState } from './definition.ts'
import type { Execution } from './execution.ts'
import { type Failure, runtime, StateFailed } from './failure.ts'
import { endItem, startMap } from './map.ts'
import { recover } from './recovery.ts'
import type { Behaviour, Run } from './run.ts'
import { attemptTask, watch } from './task.ts'
import { cannotEvaluate, evaluateAs, type Template } from './template.ts'

/** What each kind of state does. */
export const behaviour: Behaviour = { enter, recover, endItem }

async function enter(run: Run, job: Job): Promise<void> {
  const { frame, state } = run
  frame.enteredAt = run.now
  frame.retries = {}
  frame.retryCount = 0
  // The event's own id, known before it is written: a full history fails in the state that could not be entered.
  frame.entry = run.execution.history.length + 1
  run.record(`${state.type}StateEntered`, { name: frame.state, input: frame.input })
  await perform(run, state, job)
}

async function perform(run: Run, state: State, job: Job): Promise<void> {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return run.leave(state, {}, run.frame.input)
    case 'Task':
      return attemptTask(run, job)
    case 'Choice':
      return choose(run, state)
    case 'Wait':
      return wait(run, state)
    case 'Map':
      return startMap(run, state)
    case 'Fail': {
      const error = await textOf(run, state.error)
      const cause = await textOf(run, state.cause)
      throw new StateFailed({ error, cause, handled: 'never' })
    }
  }
}

async function choose(run: Run, state: ChoiceState): Promise<void> {
  const bindings = run.bindings({})
  for (const choice of state.choices) {
    if (await evaluateAs('boolean', choice.condition, bindings, run.now)) return run.leave(choice, {}, run.frame.input)
  }
  if (state.default) return run.leave(state.default, {}, run.frame.input)
  throw new StateFailed({
    error: 'States.NoChoiceMatched',
    cause: placed(run, 'No choice rule matched, and there is no Default.'),
    handled: 'never',
  })
}

async function wait(run: Run, state: WaitState): Promise<void> {
  const until = state.timestamp ? await instantOf(run, state.timestamp) : await delayed(run, state.seconds)
  if (until - run.now > longestWait) throw new StateFailed(runtime(placed(run, 'Wait state delay is too long.')))
  if (until <= run.now) return run.leave(state, {}, run.frame.input)
  run.frame.pending = { kind: 'wait', until }
  run.at(until, endWait)
}

async function endWait(run: Run): Promise<void> {
  const { state } = run
  if (state.type !== 'Wait') throw new Error(`'${run.frame.state}' is a ${state.type}, not a Wait`)
  run.endAttempt()
  await run.leave(state, {}, run.frame.input)
}

/** Recorded: 24,855 days are accepted, 24,856 are not; that is 2³¹ seconds. */
const longestWait = 2 ** 31 * 1000

async function delayed(run: Run, template: Template | undefined): Promise<number> {
  if (!template) return run.now
  const seconds = await evaluateAs('number', template, run.bindings({}), run.now)
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= 99_999_999) return run.now + seconds * 1000
  throw cannotEvaluate(template, `returned ${seconds}: whole seconds from 0 to 99999999 are expected.`)
}

async function instantOf(run: Run, template: Template): Promise<number> {
  const text = await evaluateAs('string', template, run.bindings({}), run.now)
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(instant)) return instant
  const unreadable: Failure = {
    error: 'States.QueryEvaluationError',
    cause: `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
    location: 'Timestamp',
    evaluation: 'later',
    handled: 'byAll',
  }
  throw new StateFailed(unreadable)
}

const textOf = async (run: Run, template: Template | undefined): Promise<string | undefined> =>
  template && evaluateAs('string', template, run.bindings({}), run.now)

const placed = (run: Run, message: string): string =>
  `An error occurred while executing the state '${run.frame.state}' (entered at the event id #${run.frame.entry}). ${message}`

/** Takes up an execution that was put away at rest: plans again what it waits for. */
export function resume(run: Run, places: readonly Place[]): void {
  if (run.execution.status !== 'RUNNING') return
  const { pending } = run.frame
  if (!isAtRest(run.execution) || !pending) throw new NotRehearsed(`taking up '${run.execution.name}' in mid-step`)
  run.plans.resume(places, () => {
    run.watchDeadline()
    if (pending.kind === 'task') watch(run, pending)
    else run.at(pending.until, pending.kind === 'wait' ? endWait : attemptTask)
  })
}

/** Whether an execution only waits: for time to pass, or for whoever holds its token. */
export function isAtRest(execution: Execution): boolean {
  if (execution.status !== 'RUNNING') return true
  const pending = execution.frames.at(-1)?.pending
  return pending !== undefined && (pending.kind !== 'task' || pending.submitted)
}
