import { z } from 'zod'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import { isRecord } from './json.ts'

const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'must be a constant of the right kind or an expression {% … %}')
const seconds = z.union([z.int().min(1).max(99_999_999), expression])
const assign = z.record(
  z.string().regex(/^(?!states$|now$|millis$)\p{L}[\p{L}\p{N}_]{0,79}$/u, 'not a variable name'),
  z.unknown(),
)

const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() }
const result = { Assign: assign.optional(), Output: z.unknown().optional() }
const way = { Next: z.string().optional(), End: z.literal(true).optional() }

const errorNames = z
  .array(
    z.string().refine((name) => name !== 'States.HeartbeatTimeout', {
      error: 'States.HeartbeatTimeout: name States.Timeout, which every engine raises',
    }),
  )
  .min(1)

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: z.int().min(1).optional(),
  MaxAttempts: z.int().min(0).max(99_999_999).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
})

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  ...result,
  Next: z.string(),
})

const choice = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([z.boolean(), expression]),
  ...result,
  Next: z.string(),
})

const task = z.strictObject({
  Type: z.literal('Task'),
  ...common,
  Resource: z.string(),
  Arguments: z.unknown().optional(),
  TimeoutSeconds: seconds.optional(),
  HeartbeatSeconds: seconds.optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
  ...result,
  ...way,
})

const pass = z.strictObject({ Type: z.literal('Pass'), ...common, ...result, ...way })

const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...common,
  Seconds: z.union([z.int().min(0).max(99_999_999), expression]).optional(),
  Timestamp: z.string().optional(),
  ...result,
  ...way,
})

const choices = z.strictObject({
  Type: z.literal('Choice'),
  ...common,
  Choices: z.array(choice).min(1),
  Default: z.string().optional(),
  ...result,
})

const succeed = z.strictObject({ Type: z.literal('Succeed'), ...common, Output: z.unknown().optional() })

const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...common,
  Error: z.string().optional(),
  Cause: z.string().optional(),
})

const map = z.strictObject({
  Type: z.literal('Map'),
  ...common,
  Items: z.unknown().optional(),
  ItemSelector: z.unknown().optional(),
  MaxConcurrency: z.union([z.literal(1), expression]),
  ToleratedFailureCount: z.union([z.int().min(0), expression]).optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), expression]).optional(),
  get ItemProcessor() {
    return processor
  },
  ...result,
  ...way,
})

const states = z.record(
  z.string().min(1).max(80),
  z.discriminatedUnion('Type', [task, pass, wait, choices, succeed, fail, map]),
)

const processor = z.strictObject({
  Comment: z.string().optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  StartAt: z.string(),
  get States(): typeof states {
    return states
  },
})

const machine = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONata', { error: 'JSONPath: say "QueryLanguage": "JSONata"' }),
  StartAt: z.string(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  States: states,
})

/** A state machine's definition as it is written, known to stay inside what the rehearsal implements. */
export type MachineDocument = z.infer<typeof machine>
export type StateDocument = MachineDocument['States'][string]
export type TaskDocument = z.infer<typeof task>

/** One way out of a state, as it is written: where to, and what changes on the way. */
export interface WayDocument {
  /** The field that names the way, such as `Catch[0]`; empty for the state's own Next or End. */
  readonly place: string
  readonly next: string | undefined
  readonly Assign?: unknown
  readonly Output?: unknown
}

/** Every way out of a state. */
export function waysOf(state: StateDocument): WayDocument[] {
  switch (state.Type) {
    case 'Fail':
      return []
    case 'Succeed':
      return [{ place: '', next: undefined, Output: state.Output }]
    case 'Choice': {
      const chosen = state.Choices.map((choice, index) => ({
        ...choice,
        place: `Choices[${index}]`,
        next: choice.Next,
      }))
      return state.Default === undefined ? chosen : [...chosen, { ...state, place: 'Default', next: state.Default }]
    }
    case 'Task': {
      const caught = (state.Catch ?? []).map((each, index) => ({ ...each, place: `Catch[${index}]`, next: each.Next }))
      return [{ ...state, place: '', next: state.Next }, ...caught]
    }
    case 'Pass':
    case 'Wait':
    case 'Map':
      return [{ ...state, place: '', next: state.Next }]
  }
}

/** What is outside the subset: where, and what it is. */
export interface Refusal {
  readonly state: string | undefined
  readonly what: string
}

/** Reads a definition, or lists everything in it that the rehearsal does not implement. */
export function readDocument(text: string): { document: MachineDocument } | { refusals: readonly Refusal[] } {
  const read = machine.safeParse(parseJson(text))
  if (read.success) return { document: read.data }
  return {
    refusals: read.error.issues.map((issue) => {
      const path = issue.path.map(String)
      const unknown = issue.code === 'unrecognized_keys' ? `the field ${issue.keys.join(', ')}` : undefined
      return {
        state: path.findLast((_name, index) => path[index - 1] === 'States'),
        what: `${unknown ?? issue.message} at ${path.join('/') || 'the top'}`,
      }
    }),
  }
}

/** Reads a definition; throws NotRehearsed that names everything outside the subset. */
export function parseDocument(text: string): MachineDocument {
  const read = readDocument(text)
  if ('document' in read) return read.document
  throw new NotRehearsed(`this state machine: ${read.refusals.map((refusal) => refusal.what).join('; ')}`)
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (fault) {
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: ${String(fault)}`)
  }
  throw new AwsError('InvalidDefinition', 'Invalid State Machine Definition: not a JSON object')
}
