import { AwsError, NotRehearsed } from '../aws-error.ts'
import { asFields, optionalFields, optionalNumber, optionalText, text } from '../gateway/fields.ts'
import { type Around, type Source, tableOfStream } from './deploy-sources.ts'
import type { InvocationResult } from './functions.ts'
import { type StreamItem, StreamSource } from './stream-source.ts'

/** Takes what a pipe's function made of a batch; throws an AwsError when there is no room, as a delivery stream does. */
export type Target = (answered: readonly unknown[]) => void

/**
 * Connects the pipes of a stack from a table's stream through their function to `target`. A batch whose function or
 * target fails is halved until the record that cannot be read stands alone, and that goes to the dead letters; a batch
 * that is tried again may reach the target twice.
 */
export const deployPipes = (around: Around, target: Target): readonly Source[] =>
  around.deployed.ofType('AWS::Pipes::Pipe').map(({ properties, logicalId }) => {
    const { world, functions, queues, dynamo, deployed } = around
    const streamArn = text(properties, 'Source')
    const functionArn = text(properties, 'Enrichment')
    const parameters = asFields(properties.SourceParameters, `the source of the pipe ${logicalId}`)
    const stream = optionalFields(parameters, 'DynamoDBStreamParameters')
    if (!stream) throw new NotRehearsed(`a pipe from ${streamArn} (${logicalId})`)
    const role = text(properties, 'RoleArn')
    const deadLetters = text(asFields(stream.DeadLetterConfig, `the dead letters of ${logicalId}`), 'Arn')
    const source = new StreamSource(world, {
      functionArn,
      streamArn,
      handOver: async (records) => passedOn(await functions.invoke(functionArn, ownOf(records)), target),
      batchSize: optionalNumber(stream, 'BatchSize') ?? 100,
      window: (optionalNumber(stream, 'MaximumBatchingWindowInSeconds') ?? 0) * 1000,
      bisect: optionalText(stream, 'OnPartialBatchItemFailure') === 'AUTOMATIC_BISECT',
      maximumAttempts: optionalNumber(stream, 'MaximumRetryAttempts') ?? -1,
      maximumAge: (optionalNumber(stream, 'MaximumRecordAgeInSeconds') ?? 86_400) * 1000,
      reportsFailures: false,
      passes: () => true,
      giveUp: (message) => queues.byArn(deadLetters).send(message, new Map(), role),
    })
    dynamo.onRecords(tableOfStream(streamArn, deployed), (records) => source.add(records))
    return source
  })

/** Whoever reads a batch has records of its own: the outbox reads the same stream. */
const ownOf = (records: readonly StreamItem[]): readonly StreamItem[] => records.map((record) => ({ ...record }))

function passedOn(result: InvocationResult, target: Target): InvocationResult {
  if ('error' in result) return result
  if (!Array.isArray(result.payload)) throw new NotRehearsed('a pipe whose function answers no list')
  try {
    target(result.payload)
    return result
  } catch (fault) {
    if (!(fault instanceof AwsError)) throw fault
    return { error: { errorType: fault.code, errorMessage: fault.message } }
  }
}
