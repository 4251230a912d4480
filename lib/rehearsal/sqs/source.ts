import { AwsError } from '../aws-error.ts'
import { isFields } from '../gateway/fields.ts'
import type { Functions, InvocationResult } from '../lambda/functions.ts'
import type { Timer, World } from '../world.ts'
import type { Message } from './message.ts'
import type { Queue } from './queue.ts'
import { recordOf } from './shapes.ts'

/** How Lambda reads a queue for a function; times in simulated milliseconds. */
export interface QueueSourceSpecification {
  readonly functionArn: string
  readonly batchSize: number
  readonly window: number
  readonly maximumConcurrency: number
  readonly reportsFailures: boolean
  /** Whether a record passes the filters; what does not is deleted unseen. */
  readonly passes: (record: unknown) => boolean
}

/** Lambda waits this long before it tries a throttled function again. */
const THROTTLED_FOR = 1_000

/** Lambda's poller of one queue: batches in, what succeeded deleted, what failed left to its visibility timeout. */
export class QueueSource {
  readonly #world: World
  readonly #queue: Queue
  readonly #functions: Functions
  readonly #specification: QueueSourceSpecification
  readonly #region: string
  #running = 0
  #polling = false
  #window: Timer | undefined

  constructor(options: {
    world: World
    queue: Queue
    functions: Functions
    specification: QueueSourceSpecification
    region: string
  }) {
    this.#world = options.world
    this.#queue = options.queue
    this.#functions = options.functions
    this.#specification = options.specification
    this.#region = options.region
    this.#queue.onVisible = () => this.#wake()
  }

  reset(): void {
    this.#running = 0
    this.#polling = false
    this.#window = undefined
  }

  /** Polls now, or when the batch is full or its window closes. */
  #wake(): void {
    if (this.#polling) return
    const { window, batchSize } = this.#specification
    if (window === 0 || this.#queue.counts().visible >= batchSize) {
      this.#window?.cancel()
      this.#window = undefined
      this.#poll()
      return
    }
    this.#window ??= this.#world.after(window, `batch window of ${this.#queue.specification.name}`, async () => {
      this.#window = undefined
      this.#poll()
    })
  }

  #poll(): void {
    this.#polling = true
    this.#world.soon(`poll ${this.#queue.specification.name}`, async () => {
      this.#polling = false
      if (this.#running >= this.#specification.maximumConcurrency) return
      const taken = this.#queue.receive(this.#specification.batchSize)
      if (taken.length === 0) return
      this.#running++
      if (this.#queue.counts().visible > 0) this.#wake()
      await this.#deliver(taken)
      this.#running--
      if (this.#queue.counts().visible > 0) this.#wake()
    })
  }

  async #deliver(taken: readonly Message[]): Promise<void> {
    const records = taken.map((message) => ({
      message,
      record: recordOf(message, this.#queue.specification.arn, this.#region),
    }))
    const passing = records.filter(({ record }) => this.#specification.passes(record))
    for (const { message } of records.filter((item) => !passing.includes(item))) this.#delete(message)
    if (passing.length === 0) return
    const result = await this.#invoke(passing.map(({ record }) => record))
    if (result === 'throttled') {
      for (const { message } of passing)
        if (message.receipt) this.#queue.changeVisibility(message.receipt, THROTTLED_FOR)
      return
    }
    const failed = failedIds(result, this.#specification.reportsFailures, new Set(taken.map(({ id }) => id)))
    for (const { message } of passing) if (!failed.has(message.id)) this.#delete(message)
  }

  async #invoke(Records: readonly unknown[]): Promise<InvocationResult | 'throttled'> {
    try {
      return await this.#functions.invoke(this.#specification.functionArn, { Records })
    } catch (error) {
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled'
      throw error
    }
  }

  #delete(message: Message): void {
    if (message.receipt) this.#queue.delete(message.receipt)
  }
}

/** The ids a batch failed for: all on an error or a malformed report, those named on a partial one. */
export function failedIds(result: InvocationResult, reports: boolean, ids: ReadonlySet<string>): ReadonlySet<string> {
  if ('error' in result) return ids
  if (!reports || result.payload === null || !isFields(result.payload)) return new Set()
  const failures = result.payload.batchItemFailures ?? []
  if (!Array.isArray(failures)) return ids
  const named = new Set<string>()
  for (const failure of failures) {
    const id: unknown = isFields(failure) ? failure.itemIdentifier : undefined
    if (typeof id !== 'string' || !ids.has(id)) return ids
    named.add(id)
  }
  return named
}
