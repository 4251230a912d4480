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

/** Reads a Task's resource; refuses activities, plain functions with a token, and whatever waits for a job to end. */
export function parseResource(arn: string): Resource {
  if (/^arn:[^:]+:lambda:[^.]+$/.test(arn)) {
    return { arn, isFunction: true, waitsForToken: false, type: arn, action: '' }
  }
  const [, type, action, token] = /^arn:[^:]+:states:::([\w-]+(?::[\w-]+)?):(\w+(\.waitForTaskToken)?)$/.exec(arn) ?? []
  if (type === undefined || action === undefined) throw new NotRehearsed(`the integration ${arn}`)
  return { arn, isFunction: false, waitsForToken: token !== undefined, type, action }
}
