import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { NewEvent } from '../events/buses.ts'
import type { StateMachines, StatusChange } from '../states/machines.ts'
import { type Operation, parameters } from '../states/operations.ts'
import { executionOf } from '../states/token.ts'
import type { Service } from './calls.ts'

const isOperation = (name: string): name is Operation => Object.hasOwn(parameters, name)

/** Step Functions as a service of the gateway. */
export const statesService = (machines: StateMachines): Service => ({
  async call(operation, input) {
    if (!isOperation(operation)) throw new NotRehearsed(`states:${operation}`)
    return machines.call(operation, input)
  },
})

/** The machine whose execution waits with a token; throws InvalidToken for what is no token. */
export function machineOfToken(token: string): string {
  const execution = executionOf(token)
  if (execution === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
  return execution.replace(/:execution:([^:]+):.*$/, ':stateMachine:$1')
}

/** What the default bus hears when an execution starts or ends. */
export function statusChangeEvent(change: StatusChange): NewEvent {
  const { executionArn, machineArn, name, status, startDate, stopDate, input, output, error, cause } = change
  const included = { included: true }
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn: machineArn,
      name,
      status,
      startDate,
      stopDate: stopDate ?? null,
      input,
      inputDetails: included,
      output: output ?? null,
      outputDetails: output === undefined ? null : included,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    },
  }
}
