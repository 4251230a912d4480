import { AwsError } from '../aws-error.ts'
import { loadDefinition } from './definition.ts'
import { type MachineDocument, readDocument, type StateDocument, waysOf } from './document.ts'
import type { Finding } from './lint-finding.ts'
import { variableFindings } from './lint-variables.ts'

export type { Finding } from './lint-finding.ts'

/** A person must be able to read the drawing of a machine at one glance. */
const mostStates = 15

/** What the machines of the house may call, as far as the roles of the template allow; each with or without a task token. */
const integrations = new Set([
  'arn:aws:states:::lambda:invoke',
  'arn:aws:states:::sqs:sendMessage',
  'arn:aws:states:::aws-sdk:s3:putObject',
  'arn:aws:states:::aws-sdk:dynamodb:updateItem',
  'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
  // What refilling the lake calls: the definition is rehearsed with answers in their form, and the services are not.
  'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime',
  'arn:aws:states:::aws-sdk:dynamodb:describeExport',
  'arn:aws:states:::aws-sdk:athena:startQueryExecution',
  'arn:aws:states:::aws-sdk:athena:getQueryResults',
  // And what compacting it calls.
  'arn:aws:states:::aws-sdk:athena:getQueryExecution',
  'arn:aws:states:::aws-sdk:s3:listObjectsV2',
  'arn:aws:states:::aws-sdk:s3:deleteObjects',
])

/** Retry runs before Catch, so a retrier with one of these names would park a fired timer again. */
const neverRetried = ['States.ALL', 'States.TaskFailed', 'States.Timeout']

const failedCondition = 'DynamoDb.ConditionalCheckFailedException'

type Rule = (name: string, state: StateDocument, states: MachineDocument['States']) => Finding[]

/** Lists everything in a state machine's text that breaks a rule of the house; an empty list means none. */
export function lintDefinition(text: string): Finding[] {
  const read = readDocument(text)
  if ('refusals' in read) {
    return read.refusals.map(({ state, what }) => ({
      state,
      problem: `the rehearsal does not implement ${what}`,
      remedy: 'write it with the fields of the subset',
    }))
  }
  const { document } = read
  const entries = Object.entries(document.States)
  const found = entries.flatMap(([name, state]) => rules.flatMap((rule) => rule(name, state, document.States)))
  found.push(...reachability(document), ...size(entries.length))
  // Broken transitions are named above; what remains unloadable is an expression or a resource.
  if (found.length > 0) return found
  return unloadable(text) ?? variableFindings(document)
}

const rules: readonly Rule[] = [
  (name, state) =>
    handlersOf(state, 'Retry').flatMap(({ ErrorEquals }) =>
      ErrorEquals.filter((error) => neverRetried.includes(error)).map((error) => ({
        state: name,
        problem: `Retry names ${error}`,
        remedy: 'name transient errors only; Retry runs before Catch and would park a fired timer again',
      })),
    ),
  (name, state) => {
    if (state.Type !== 'Task' || !/dynamodb:updateItem\.waitForTaskToken$/.test(state.Resource)) return []
    const handler = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(failedCondition))
    return handler?.Next === 'DecideNextStep'
      ? []
      : [
          {
            state: name,
            problem: 'a failed condition does not lead to DecideNextStep',
            remedy: `catch ${failedCondition} with "Next": "DecideNextStep": a fact has come first, so decide again`,
          },
        ]
  },
  (name, state) =>
    (['Retry', 'Catch'] as const).flatMap((field) =>
      handlersOf(state, field)
        .filter(
          ({ ErrorEquals }, index, all) =>
            ErrorEquals.includes('States.ALL') && (index < all.length - 1 || ErrorEquals.length > 1),
        )
        .map(() => ({
          state: name,
          problem: `States.ALL is not alone and last in ${field}`,
          remedy: 'move it to the end, by itself: AWS refuses it anywhere else',
        })),
    ),
  (name, state) => {
    if (state.Type !== 'Task') return []
    const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state
    if (typeof heartbeat !== 'number' || typeof timeout !== 'number' || heartbeat < timeout) return []
    return [
      {
        state: name,
        problem: `HeartbeatSeconds ${heartbeat} is not below TimeoutSeconds ${timeout}`,
        remedy: 'make the heartbeat shorter than the timeout, or leave it out',
      },
    ]
  },
  (name, state, states) =>
    waysOf(state)
      .filter(({ next }) => next !== undefined && !(next in states))
      .map(({ place, next }) => ({
        state: name,
        problem: `${place || 'Next'} leads to '${next}', which is no state`,
        remedy: `correct the name; the states are ${Object.keys(states).join(', ')}`,
      })),
  (name, state) =>
    state.Type === 'Choice' && state.Default === undefined
      ? [
          {
            state: name,
            problem: 'a Choice without Default',
            remedy: 'add "Default": an unforeseen decision must lead somewhere instead of failing the execution',
          },
        ]
      : [],
  (name, state) => {
    if (state.Type !== 'Task' || integrations.has(state.Resource.replace(/\.waitForTaskToken$/, ''))) return []
    return [
      {
        state: name,
        problem: `the integration ${state.Resource} is not on the list`,
        remedy: `use one of ${[...integrations].join(', ')}, or extend the list and the rehearsal's task runner together`,
      },
    ]
  },
]

function reachability({ StartAt, States }: MachineDocument): Finding[] {
  if (!(StartAt in States)) {
    return [{ state: undefined, problem: `StartAt '${StartAt}' is no state`, remedy: 'name the first state' }]
  }
  const reached = new Set([StartAt])
  for (const name of reached) {
    const state = States[name]
    for (const { next } of state ? waysOf(state) : []) if (next !== undefined) reached.add(next)
  }
  return Object.keys(States)
    .filter((name) => !reached.has(name))
    .map((name) => ({ state: name, problem: 'no way leads here', remedy: 'lead to it, or remove it' }))
}

const size = (count: number): Finding[] =>
  count <= mostStates
    ? []
    : [
        {
          state: undefined,
          problem: `${count} states, more than ${mostStates}`,
          remedy: 'the machine is shape only: move decisions into DecideNextStep',
        },
      ]

function unloadable(text: string): Finding[] | undefined {
  try {
    loadDefinition(text)
    return undefined
  } catch (fault) {
    if (!(fault instanceof AwsError)) throw fault
    return [{ state: undefined, problem: fault.message, remedy: 'correct it: the machine cannot be loaded' }]
  }
}

const handlersOf = (state: StateDocument, field: 'Retry' | 'Catch'): readonly { ErrorEquals: string[] }[] =>
  state.Type === 'Task' ? (state[field] ?? []) : []
