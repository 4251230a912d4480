import type { Answered, Asked } from './direct-request.ts'

/** What a sandbox is born with. */
export interface SandboxBirth {
  readonly sandbox: string
  /** file:// address of the module, and the name it exports the handler under. */
  readonly module: string
  readonly handler: string
  /** One float64: simulated milliseconds since the epoch, written by the world alone. */
  readonly clock: SharedArrayBuffer
  readonly gateway: { readonly host: string; readonly port: number }
}

/** What the handler sees as its context, apart from the clock. */
export interface InvocationContext {
  readonly awsRequestId: string
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly logGroupName: string
  readonly logStreamName: string
}

/** An error of a function as Lambda's Node.js runtime reports it. */
export interface FunctionFault {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

export type ToSandbox =
  | {
      readonly kind: 'invoke'
      readonly payload: string
      readonly context: InvocationContext
      readonly deadline: number
    }
  /** The clock has moved: run the timers that are due. */
  | { readonly kind: 'wake' }
  /** The gateway will not answer this call before the clock moves. */
  | { readonly kind: 'hung'; readonly call: number }
  | { readonly kind: 'answer'; readonly call: number; readonly answered: Answered }
  /** The connection of this call broke. */
  | { readonly kind: 'lost'; readonly call: number }

export type FromSandbox =
  /** Nothing moves until the clock reaches `next` (undefined: only an answer can wake it). */
  | { readonly kind: 'rest'; readonly next: number | undefined; readonly lines: readonly string[] }
  | { readonly kind: 'done'; readonly payload: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly fault: FunctionFault
      readonly fatal: boolean
      readonly lines: readonly string[]
    }
  /** A call of the gateway; calls of one sandbox are numbered from 1. */
  | { readonly kind: 'call'; readonly call: number; readonly asked: Asked }
  /** A call that was given up before the gateway answered it. */
  | { readonly kind: 'abandoned'; readonly call: number }
