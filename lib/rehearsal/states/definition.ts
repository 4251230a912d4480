import { AwsError, NotRehearsed } from '../aws-error.ts'
import { type MachineDocument, parseDocument, type StateDocument, type TaskDocument, waysOf } from './document.ts'
import { parseResource, type Resource } from './resource.ts'
import { compileTemplate, type Template } from './template.ts'

/** What leaving a state changes: variables and the output, each computed from the variables as they were on entry. */
export interface Effects {
  readonly assign: Template | undefined
  readonly output: Template | undefined
}

/** Effects, and the state that follows; undefined means the end. */
export interface Way extends Effects {
  readonly next: string | undefined
}

export interface Retrier {
  readonly errors: readonly string[]
  readonly intervalSeconds: number
  readonly maxAttempts: number
  readonly backoffRate: number
  readonly maxDelaySeconds: number
  readonly fullJitter: boolean
}

export interface Catcher extends Way {
  readonly errors: readonly string[]
}

export interface TaskState extends Way {
  readonly type: 'Task'
  readonly resource: Resource
  readonly arguments: Template
  readonly timeoutSeconds: Template | undefined
  readonly heartbeatSeconds: Template | undefined
  readonly retry: readonly Retrier[]
  readonly catch: readonly Catcher[]
}

export interface ChoiceState {
  readonly type: 'Choice'
  readonly choices: readonly (Way & { readonly condition: Template })[]
  readonly default: Way | undefined
}

export interface WaitState extends Way {
  readonly type: 'Wait'
  readonly seconds: Template | undefined
  readonly timestamp: Template | undefined
}

export interface MapState extends Way {
  readonly type: 'Map'
  readonly items: Template | undefined
  readonly itemSelector: Template | undefined
  readonly maxConcurrency: Template
  /** Numbers that only a distributed Map uses; they are evaluated because AWS does. */
  readonly tolerated: readonly Template[]
  readonly processor: Steps
}

export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | MapState
  | (Way & { readonly type: 'Pass' | 'Succeed' })
  | { readonly type: 'Fail'; readonly error: Template | undefined; readonly cause: Template | undefined }

/** States and the one to start at: a whole machine, or what a Map does with one item. */
export interface Steps {
  readonly startAt: string
  readonly states: ReadonlyMap<string, State>
}

/** A state machine ready to run: every JSONata expression compiled, every transition leading somewhere. */
export interface Definition extends Steps {
  readonly timeoutSeconds: number | undefined
}

/**
 * Compiles a state machine from its Amazon States Language text.
 * Throws NotRehearsed naming everything outside the subset, or AwsError `InvalidDefinition` as CreateStateMachine does.
 */
export function loadDefinition(text: string): Definition {
  const document = parseDocument(text)
  return { ...compileSteps(document), timeoutSeconds: document.TimeoutSeconds }
}

function compileSteps(document: Pick<MachineDocument, 'StartAt' | 'States'>): Steps {
  const names = new Set(Object.keys(document.States))
  const states = new Map<string, State>()
  for (const [name, state] of Object.entries(document.States)) {
    for (const { next } of waysOf(state)) if (next !== undefined) requireState(names, next, `States/${name}`)
    states.set(name, compileState(name, state))
  }
  requireState(names, document.StartAt, 'StartAt')
  return { startAt: document.StartAt, states }
}

function requireState(names: ReadonlySet<string>, target: string, place: string): void {
  if (names.has(target)) return
  throw new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target}' at /${place}`,
  )
}

function compileState(name: string, state: StateDocument): State {
  switch (state.Type) {
    case 'Task':
      return compileTask(name, state)
    case 'Pass':
      return { type: 'Pass', ...wayOf(name, state) }
    case 'Succeed':
      return { type: 'Succeed', ...effectsOf(state, ''), next: undefined }
    case 'Fail':
      return { type: 'Fail', error: optional(state.Error, 'Error'), cause: optional(state.Cause, 'Cause') }
    case 'Choice':
      return {
        type: 'Choice',
        choices: state.Choices.map((choice, index) => ({
          condition: compileTemplate(choice.Condition, `Choices[${index}]/Condition`),
          ...effectsOf(choice, `Choices[${index}]/`),
          next: choice.Next,
        })),
        default: state.Default === undefined ? undefined : { ...effectsOf(state, ''), next: state.Default },
      }
    case 'Wait':
      if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
        throw new AwsError('InvalidDefinition', `the state '${name}' needs either Seconds or Timestamp`)
      }
      return {
        type: 'Wait',
        seconds: optional(state.Seconds, 'Seconds'),
        timestamp: optional(state.Timestamp, 'Timestamp'),
        ...wayOf(name, state),
      }
    case 'Map':
      return {
        type: 'Map',
        items: optional(state.Items, 'Items'),
        itemSelector: optional(state.ItemSelector, 'ItemSelector'),
        maxConcurrency: compileTemplate(state.MaxConcurrency, 'MaxConcurrency'),
        tolerated: [
          optional(state.ToleratedFailureCount, 'ToleratedFailureCount'),
          optional(state.ToleratedFailurePercentage, 'ToleratedFailurePercentage'),
        ].filter((template) => template !== undefined),
        processor: compileSteps(state.ItemProcessor),
        ...wayOf(name, state),
      }
  }
}

function compileTask(name: string, state: TaskDocument): TaskState {
  if (state.Arguments === undefined) throw new NotRehearsed(`a Task without Arguments (state '${name}')`)
  return {
    type: 'Task',
    resource: parseResource(state.Resource),
    arguments: compileTemplate(state.Arguments, 'Arguments'),
    timeoutSeconds: optional(state.TimeoutSeconds, 'TimeoutSeconds'),
    heartbeatSeconds: optional(state.HeartbeatSeconds, 'HeartbeatSeconds'),
    // The numbers are those of the Amazon States Language where a retrier does not say.
    retry: (state.Retry ?? []).map((retrier) => ({
      errors: retrier.ErrorEquals,
      intervalSeconds: retrier.IntervalSeconds ?? 1,
      maxAttempts: retrier.MaxAttempts ?? 3,
      backoffRate: retrier.BackoffRate ?? 2,
      maxDelaySeconds: retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
      fullJitter: retrier.JitterStrategy === 'FULL',
    })),
    catch: (state.Catch ?? []).map((catcher, index) => ({
      errors: catcher.ErrorEquals,
      ...effectsOf(catcher, `Catch[${index}]/`),
      next: catcher.Next,
    })),
    ...wayOf(name, state),
  }
}

function wayOf(
  name: string,
  state: { Next?: string | undefined; End?: true | undefined; Assign?: unknown; Output?: unknown },
): Way {
  if ((state.Next === undefined) === (state.End === undefined)) {
    throw new AwsError('InvalidDefinition', `the state '${name}' needs either Next or End`)
  }
  return { ...effectsOf(state, ''), next: state.Next }
}

const effectsOf = (source: { Assign?: unknown; Output?: unknown }, place: string): Effects => ({
  assign: optional(source.Assign, `${place}Assign`),
  output: optional(source.Output, `${place}Output`),
})

const optional = (value: unknown, field: string): Template | undefined =>
  value === undefined ? undefined : compileTemplate(value, field)
