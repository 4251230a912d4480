import { NotRehearsed } from '../aws-error.ts'

/** What a Task state calls, as its ARN says it. */
export interface Resource {
  readonly arn: string
  /** A plain function ARN: its history events are called LambdaFunction…, and carry no resource type. */
  readonly isFunction: boolean
  readonly waitsForToken: boolean
  /** For events: `lambda`, `sqs`, `aws-sdk:dynamodb`; a function's own ARN. */
  readonly type: string
  /** For events: `invoke`, `sendMessage.waitForTaskToken`. */
  readonly action: string
}

/** Reads a Task's resource; refuses activities, and whatever waits for a job to end. */
export function parseResource(arn: string): Resource {
  const parts = arn.split(':')
  if (parts[2] !== 'states') {
    if (arn.endsWith('.waitForTaskToken')) throw new NotRehearsed(`a task token for the plain function ${arn}`)
    return { arn, isFunction: true, waitsForToken: false, type: arn, action: '' }
  }
  const action = parts.at(-1) ?? ''
  const type = parts.slice(5, -1).join(':')
  const [, pattern] = action.split('.', 2)
  if (type === '' || parts[3] !== '' || (pattern !== undefined && pattern !== 'waitForTaskToken')) {
    throw new NotRehearsed(`the integration ${arn}`)
  }
  return { arn, isFunction: false, waitsForToken: pattern !== undefined, type, action }
}
