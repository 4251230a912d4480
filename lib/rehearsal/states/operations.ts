import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import type { Machine } from './context.ts'
import type { Execution } from './execution.ts'
import { renderEvent } from './history.ts'

const arn = z.string().min(1).max(256)
const token = z.string().min(1).max(2048)
const page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() }
const reason = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }

/** The parameters of each operation; a field that the rehearsal does not know is refused. */
export const parameters = {
  StartExecution: z.strictObject({
    stateMachineArn: arn,
    name: z.string(),
    input: z.string().max(262_144).optional(),
  }),
  SendTaskSuccess: z.strictObject({ taskToken: token, output: z.string().max(262_144) }),
  SendTaskFailure: z.strictObject({ taskToken: token, ...reason }),
  SendTaskHeartbeat: z.strictObject({ taskToken: token }),
  DescribeExecution: z.strictObject({ executionArn: arn }),
  GetExecutionHistory: z.strictObject({
    executionArn: arn,
    ...page,
    reverseOrder: z.boolean().optional(),
    includeExecutionData: z.boolean().optional(),
  }),
  ListExecutions: z.strictObject({
    stateMachineArn: arn,
    ...page,
    statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  }),
  StopExecution: z.strictObject({ executionArn: arn, ...reason }),
  DescribeStateMachine: z.strictObject({ stateMachineArn: arn }),
} as const

export type Operation = keyof typeof parameters

/** Reads an operation's parameters, or answers as AWS does to a malformed request. */
export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the request'}: ${issue.message}`)
  throw new AwsError('ValidationException', problems.join('; '))
}

/** An execution as DescribeExecution answers it; dates in seconds since the epoch. */
export function describe(execution: Execution): Readonly<Record<string, unknown>> {
  const { output } = execution
  return withoutGaps({
    ...summarise(execution),
    input: execution.input,
    inputDetails: { included: true },
    output: output === undefined ? undefined : JSON.stringify(output),
    outputDetails: output === undefined ? undefined : { included: true },
    error: execution.error,
    cause: execution.cause,
  })
}

/** An execution as ListExecutions answers it. */
export const summarise = (execution: Execution): Readonly<Record<string, unknown>> =>
  withoutGaps({
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startedAt / 1000,
    stopDate: execution.stoppedAt === undefined ? undefined : execution.stoppedAt / 1000,
    redriveCount: 0,
  })

/** A page of an execution's events. */
export function history(
  execution: Execution,
  request: z.infer<(typeof parameters)['GetExecutionHistory']>,
): Readonly<Record<string, unknown>> {
  const ids = execution.history.map((_event, index) => index + 1)
  const { items, nextToken } = paged(request.reverseOrder ? ids.reverse() : ids, request)
  const withData = request.includeExecutionData ?? true
  return withoutGaps({ events: items.map((id) => renderEvent(execution.history[id - 1]!, id, withData)), nextToken })
}

/** A machine as DescribeStateMachine answers it. */
export const describeMachine = (
  machine: Machine & { readonly text: string; readonly createdAt: number },
): Readonly<Record<string, unknown>> => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  status: 'ACTIVE',
  definition: machine.text,
  roleArn: machine.roleArn,
  type: 'STANDARD',
  creationDate: machine.createdAt / 1000,
})

/** A page of `items`, and the token of the next one when there is more. */
export function paged<T>(
  items: readonly T[],
  request: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: readonly T[]; nextToken: string | undefined } {
  const from = request.nextToken === undefined ? 0 : Number(request.nextToken)
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidToken', `Invalid Token: '${request.nextToken}'`)
  const to = from + (request.maxResults || 100)
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined }
}

const withoutGaps = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
