import type { Execution, Status } from './execution.ts'

/** An execution has started or ended; dates in milliseconds since the epoch, as the events of AWS carry them. */
export interface StatusChange {
  readonly machineArn: string
  readonly executionArn: string
  readonly name: string
  readonly status: Status
  readonly input: string
  readonly output?: string
  readonly error?: string
  readonly cause?: string
  readonly startDate: number
  readonly stopDate?: number
}

/** What is told of an execution as it stands now. */
export function changeOf(execution: Execution): StatusChange {
  const { output, error, cause, stoppedAt } = execution
  return {
    machineArn: execution.machineArn,
    executionArn: execution.arn,
    name: execution.name,
    status: execution.status,
    input: execution.input,
    ...(output !== undefined && { output: JSON.stringify(output) }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    startDate: execution.startedAt,
    ...(stoppedAt !== undefined && { stopDate: stoppedAt }),
  }
}
