import { AwsError } from '../aws-error.ts'
import { isFields } from '../gateway/fields.ts'
import { identifier } from '../gateway/identifier.ts'
import type { Timer, World } from '../world.ts'
import type { InvocationResult } from './functions.ts'

/** A record of a table's stream, as far as its reader looks at it. */
export interface StreamItem {
  readonly eventSourceARN: string
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime: number }
}

/** How a table's stream is read for a function; times in simulated milliseconds. */
export interface StreamSourceSpecification {
  readonly functionArn: string
  readonly streamArn: string
  readonly batchSize: number
  readonly window: number
  readonly bisect: boolean
  /** -1 is for as long as the record is in the stream. */
  readonly maximumAttempts: number
  /** -1 is the stream's own day. */
  readonly maximumAge: number
  readonly reportsFailures: boolean
  readonly passes: (record: unknown) => boolean
  /** Hands a batch to the function, and what it answers to whoever comes after it. */
  readonly handOver: (records: readonly StreamItem[]) => Promise<InvocationResult>
  /** Tells the failure destination which records were given up, and why. */
  readonly giveUp: ((message: string) => void) | undefined
}

const DAY = 86_400_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

interface Entry {
  readonly record: StreamItem
  readonly at: number
}

/** The reader of one stream, one shard, for Lambda or a pipe: batches in order, nothing overtakes what failed. */
export class StreamSource {
  readonly #world: World
  readonly #specification: StreamSourceSpecification
  #pending: Entry[] = []
  #running = false
  #epoch = 0
  #window: Timer | undefined

  constructor(world: World, specification: StreamSourceSpecification) {
    this.#world = world
    this.#specification = specification
  }

  /** Takes the records of one commit. */
  add(records: readonly StreamItem[]): void {
    const at = this.#world.now()
    const { streamArn, passes } = this.#specification
    // The filter stands before the batch: what does not pass is skipped, not counted.
    for (const record of records) {
      const own = { ...record, eventSourceARN: streamArn }
      if (passes(own)) this.#pending.push({ record: own, at })
    }
    this.#wake()
  }

  reset(): void {
    this.#epoch++
    this.#pending = []
    this.#running = false
    this.#window = undefined
  }

  #wake(): void {
    if (this.#running || this.#pending.length === 0) return
    const { window, batchSize } = this.#specification
    if (window > 0 && this.#pending.length < batchSize) {
      this.#window ??= this.#world.after(window, `batch window of ${this.#specification.streamArn}`, async () => {
        this.#window = undefined
        this.#start()
      })
      return
    }
    this.#window?.cancel()
    this.#window = undefined
    this.#start()
  }

  #start(): void {
    if (this.#running) return
    this.#running = true
    const epoch = this.#epoch
    this.#world.soon(`read ${this.#specification.streamArn}`, async () => {
      const batch = this.#pending.splice(0, this.#specification.batchSize)
      if (batch.length > 0) await this.#process(batch, 1, epoch)
      else this.#finish(epoch)
    })
  }

  #finish(epoch: number): void {
    if (epoch !== this.#epoch) return
    this.#running = false
    this.#wake()
  }

  /** Runs a batch, and again what failed of it, until it succeeds or is given up. */
  async #process(batch: readonly Entry[], attempt: number, epoch: number): Promise<void> {
    const { maximumAttempts, bisect, reportsFailures } = this.#specification
    const fresh = this.#withoutExpired(batch, attempt)
    if (fresh.length === 0) return this.#finish(epoch)
    const result = await this.#invoke(fresh)
    if (epoch !== this.#epoch) return
    const failedAt = result === 'throttled' ? 0 : firstFailure(result, reportsFailures, fresh)
    if (failedAt === undefined) return this.#finish(epoch)
    const left = fresh.slice(failedAt)
    if (maximumAttempts >= 0 && attempt > maximumAttempts && result !== 'throttled') {
      this.#giveUp(left, 'RetryAttemptsExhausted', attempt)
      return this.#finish(epoch)
    }
    const pause = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
    this.#world.after(pause, `read again ${this.#specification.streamArn}`, async () => {
      if (!bisect || left.length === 1 || failedAt > 0) return this.#process(left, attempt + 1, epoch)
      const middle = Math.ceil(left.length / 2)
      // The second half waits its turn at the head of the line; splitting a batch uses up no attempt.
      this.#pending.unshift(...left.slice(middle))
      return this.#process(left.slice(0, middle), attempt, epoch)
    })
  }

  async #invoke(batch: readonly Entry[]): Promise<InvocationResult | 'throttled'> {
    try {
      return await this.#specification.handOver(batch.map(({ record }) => record))
    } catch (error) {
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled'
      throw error
    }
  }

  #withoutExpired(batch: readonly Entry[], attempt: number): readonly Entry[] {
    const { maximumAge } = this.#specification
    const oldest = this.#world.now() - (maximumAge < 0 ? DAY : Math.min(maximumAge, DAY))
    const expired = batch.filter(({ at }) => at < oldest)
    if (expired.length > 0) this.#giveUp(expired, 'RecordAgeExceeded', attempt)
    return expired.length === 0 ? batch : batch.filter(({ at }) => at >= oldest)
  }

  #giveUp(batch: readonly Entry[], condition: string, attempts: number): void {
    const { functionArn, streamArn, giveUp } = this.#specification
    const [first, last] = [batch[0]!, batch.at(-1)!]
    if (!giveUp)
      throw new Error(
        `stream records are lost: ${functionArn} failed on ${batch.length} records (${condition}) and has no failure destination`,
      )
    giveUp(
      JSON.stringify({
        requestContext: {
          requestId: identifier(`failure of ${functionArn} on ${first.record.dynamodb.SequenceNumber}`, attempts),
          functionArn,
          condition,
          approximateInvokeCount: attempts,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: new Date(this.#world.now()).toISOString(),
        DDBStreamBatchInfo: {
          shardId: 'shardId-00000000000000000001-rehearsal',
          startSequenceNumber: first.record.dynamodb.SequenceNumber,
          endSequenceNumber: last.record.dynamodb.SequenceNumber,
          approximateArrivalOfFirstRecord: new Date(first.at).toISOString(),
          approximateArrivalOfLastRecord: new Date(last.at).toISOString(),
          batchSize: batch.length,
          streamArn,
        },
      }),
    )
  }
}

/** Where a batch must start again: the lowest reported sequence number, the whole batch on an error, undefined when all is well. */
function firstFailure(result: InvocationResult, reports: boolean, batch: readonly Entry[]): number | undefined {
  if ('error' in result) return 0
  if (!reports || result.payload === null || !isFields(result.payload)) return undefined
  const failures = result.payload.batchItemFailures ?? []
  if (!Array.isArray(failures)) return 0
  let first: number | undefined
  for (const failure of failures) {
    const id: unknown = isFields(failure) ? failure.itemIdentifier : undefined
    const index = batch.findIndex(({ record }) => record.dynamodb.SequenceNumber === id)
    if (index < 0) return 0
    if (first === undefined || index < first) first = index
  }
  return first
}
