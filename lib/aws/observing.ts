import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import middy from '@middy/core'
import type { Context, SQSBatchResponse } from 'aws-lambda'
import type * as z from 'zod/mini'
import type { Meter } from '../ports.ts'
import { TransientFault } from '../usecases/faults.ts'

/** Structured logs; what is logged holds ids and reasons, never names, addresses or texts. */
export const logger = new Logger()
const metrics = new Metrics()

export const meter: Meter = {
  count: (what) => metrics.addMetric(what, MetricUnit.Count, 1),
}

/** A function with its logs and counts around it; a fault is logged with its name and thrown on. */
export function observed<Event, Result>(handle: (event: Event, context: Context) => Promise<Result>) {
  return middy(handle)
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .onError(({ error }) => {
      logger.error('failed', { error })
    })
}

/** Parses what a state machine hands over, and what is answered; each error names the field. */
export function asking<Asked extends z.ZodMiniType, Answer extends z.ZodMiniType>(
  asked: Asked,
  answer: Answer,
  handle: (asked: z.output<Asked>) => Promise<z.input<Answer>>,
) {
  return observed(async (event: unknown) => {
    const question = asked.parse(event)
    const said = await handle(question).catch((cause: unknown) => {
      throw isOfAws(cause) ? new TransientFault(`AWS: ${cause.name}`, { cause }) : cause
    })
    return answer.parse(said)
  })
}

/** A fault of AWS or the way there, not of ours: the state machine asks again, for an hour. */
const isOfAws = (cause: unknown): cause is Error =>
  cause instanceof Error &&
  ('$metadata' in cause || '$fault' in cause || 'code' in cause || cause.name === 'TimeoutError')

interface BatchRecord {
  readonly id: string
}

/** Handles each record on its own; those that failed are counted and named, so that only they come again. */
export async function eachOf<Entry extends BatchRecord>(
  records: readonly Entry[],
  handle: (record: Entry) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = []
  for (const record of records)
    try {
      await handle(record)
    } catch (error) {
      logger.error('a record failed and will come again', {
        record: record.id,
        error: error instanceof Error ? error : String(error),
      })
      meter.count('RecordsFailed')
      batchItemFailures.push({ itemIdentifier: record.id })
    }
  return { batchItemFailures }
}
