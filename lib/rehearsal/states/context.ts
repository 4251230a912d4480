import type { Definition } from './definition.ts'
import type { Execution } from './execution.ts'
import type { Json } from './json.ts'
import type { Bindings } from './jsonata.ts'

/** A state machine that the rehearsal knows. */
export interface Machine {
  readonly arn: string
  readonly name: string
  readonly roleArn: string
  readonly definition: Definition
}

/** The part of the context object that stays the same for a whole execution. */
export const executionContext = (execution: Execution, machine: Machine, input: Json): Bindings => ({
  Execution: {
    Id: execution.arn,
    Input: input,
    Name: execution.name,
    RoleArn: machine.roleArn,
    StartTime: new Date(execution.startedAt).toISOString(),
    RedriveCount: 0,
  },
  StateMachine: { Id: machine.arn, Name: machine.name },
})

/** The part of the context object that tells about the current state. */
export function stateContext(execution: Execution): Bindings {
  const frame = execution.frames.at(-1)!
  return {
    State: {
      Name: frame.state,
      EnteredTime: new Date(frame.enteredAt).toISOString(),
      RetryCount: frame.retryCount,
    },
  }
}
