import type { HistoryEvent } from './history.ts'
import type { Json } from './json.ts'

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

export type Variables = { readonly [name: string]: Json }

/** What a state is waiting for; instants are simulated milliseconds since the epoch. */
export type Pending =
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'retry'; readonly until: number }
  | {
      readonly kind: 'task'
      readonly token: string | undefined
      /** The service has answered the call that carries the token; the rest is up to whoever holds it. */
      submitted: boolean
      readonly timeoutAt: number | undefined
      readonly heartbeatMilliseconds: number | undefined
      heartbeatAt: number | undefined
    }

/** Where an execution stands in the machine, or in a Map's processor for one item. */
export interface Frame {
  state: string
  input: Json
  variables: Variables
  enteredAt: number
  /** Id of the event that entered the state, 0 before. */
  entry: number
  /** Id of the event that the next one follows. */
  previous: number
  /** Attempts already spent, by the position of the retrier. */
  retries: Record<number, number>
  retryCount: number
  pending: Pending | undefined
  map: { readonly items: readonly Json[]; readonly results: Json[]; tolerates: boolean } | undefined
}

/** Another record of the same execution. What it holds is frozen and shared, down to the frames that move. */
export const copyOf = (execution: Execution): Execution => ({
  ...execution,
  frames: execution.frames.map((frame) => ({
    ...frame,
    retries: { ...frame.retries },
    pending: frame.pending && { ...frame.pending },
    map: frame.map && { ...frame.map, results: [...frame.map.results] },
  })),
  history: [...execution.history],
})

/** One run of a state machine as plain data: JSON can hold it, so it can be kept and taken up again. */
export interface Execution {
  readonly arn: string
  readonly machineArn: string
  readonly name: string
  /** The text given at the start. */
  readonly input: string
  readonly startedAt: number
  readonly deadline: number | undefined
  status: Status
  stoppedAt: number | undefined
  output: Json | undefined
  error: string | undefined
  cause: string | undefined
  /** Each further frame is inside the Map state of the one before it. */
  readonly frames: Frame[]
  readonly history: HistoryEvent[]
}
