import type { Job } from '../world.ts'
import type { Json } from './json.ts'

/** A call that a Task state makes; the resource is its ARN as written, the arguments are evaluated. */
export interface TaskCall {
  readonly resource: string
  readonly arguments: Json
  readonly execution: { readonly arn: string; readonly machineArn: string; readonly roleArn: string }
  readonly state: string
}

/**
 * Does what a Task state asks for and answers with its result, or throws TaskFailure.
 * The world stands still meanwhile; a runner whose answer needs time to pass, or never comes, lets the
 * job rest, and resumes it in the very step that brings the answer.
 */
export type TaskRunner = (call: TaskCall, job: Job) => Promise<unknown>
