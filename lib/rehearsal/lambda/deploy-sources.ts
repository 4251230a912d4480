import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Dynamo } from '../dynamodb/dynamo.ts'
import { compileFilters } from '../events/pattern.ts'
import {
  type Fields,
  only,
  optionalFields,
  optionalFlag,
  optionalNumber,
  optionalText,
  text,
  textList,
} from '../gateway/fields.ts'
import type { Queues } from '../sqs/queues.ts'
import { QueueSource } from '../sqs/source.ts'
import type { Deployed, Resource } from '../template/deploy.ts'
import type { World } from '../world.ts'
import type { Functions } from './functions.ts'
import { StreamSource } from './stream-source.ts'

/** Something Lambda reads for a function. */
export interface Source {
  reset(): void
}

/** What sources connect. */
export interface Around {
  readonly world: World
  readonly deployed: Deployed
  readonly functions: Functions
  readonly queues: Queues
  readonly dynamo: Dynamo
}

const COMMON = [
  'FunctionName',
  'EventSourceArn',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'Enabled',
  'FilterCriteria',
  'FunctionResponseTypes',
  'Tags',
]
const OF_STREAMS = [
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'StartingPosition',
]

/** Connects the event source mappings of a stack. */
export const deploySources = (around: Around): readonly Source[] =>
  around.deployed
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => optionalFlag(properties, 'Enabled') !== false)
    .map(({ properties, logicalId }) => {
      const sourceArn = text(properties, 'EventSourceArn')
      const target = functionOf(text(properties, 'FunctionName'), around.deployed)
      const principal = text(target.properties, 'Role')
      return sourceArn.includes(':sqs:')
        ? queueSource(around, properties, logicalId, target)
        : streamSource(around, properties, logicalId, target, principal)
    })

function queueSource(
  { world, deployed, functions, queues }: Around,
  properties: Fields,
  logicalId: string,
  target: Resource,
): Source {
  only(properties, `the event source mapping ${logicalId}`, [...COMMON, 'ScalingConfig'])
  const queue = queues.byArn(text(properties, 'EventSourceArn'))
  const timeout = (optionalNumber(target.properties, 'Timeout') ?? 3) * 1000
  if (queue.specification.visibilityTimeout < timeout)
    throw new AwsError(
      'InvalidParameterValueException',
      `Queue visibility timeout: ${queue.specification.visibilityTimeout / 1000} seconds is less than Function timeout: ${timeout / 1000} seconds`,
    )
  const scaling = optionalFields(properties, 'ScalingConfig') ?? {}
  const specification = {
    functionArn: target.arn ?? '',
    batchSize: optionalNumber(properties, 'BatchSize') ?? 10,
    window: (optionalNumber(properties, 'MaximumBatchingWindowInSeconds') ?? 0) * 1000,
    maximumConcurrency: optionalNumber(scaling, 'MaximumConcurrency') ?? 1_000,
    reportsFailures: textList(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    passes: compileFilters(properties.FilterCriteria),
  }
  return new QueueSource({ world, queue, functions, specification, region: deployed.region })
}

function streamSource(
  { world, functions, queues, dynamo, deployed }: Around,
  properties: Fields,
  logicalId: string,
  target: Resource,
  principal: string,
): Source {
  only(properties, `the event source mapping ${logicalId}`, [...COMMON, ...OF_STREAMS])
  const streamArn = text(properties, 'EventSourceArn')
  const position = text(properties, 'StartingPosition')
  if (position !== 'TRIM_HORIZON' && position !== 'LATEST')
    throw new NotRehearsed(`the starting position ${position} (${logicalId})`)
  const onFailure = optionalFields(optionalFields(properties, 'DestinationConfig') ?? {}, 'OnFailure')
  const destination = onFailure && optionalText(onFailure, 'Destination')
  const age = optionalNumber(properties, 'MaximumRecordAgeInSeconds') ?? -1
  const functionArn = target.arn ?? ''
  const source = new StreamSource(world, {
    functionArn,
    handOver: (Records) => functions.invoke(functionArn, { Records }),
    streamArn,
    batchSize: optionalNumber(properties, 'BatchSize') ?? 100,
    window: (optionalNumber(properties, 'MaximumBatchingWindowInSeconds') ?? 0) * 1000,
    bisect: optionalFlag(properties, 'BisectBatchOnFunctionError') ?? false,
    maximumAttempts: optionalNumber(properties, 'MaximumRetryAttempts') ?? -1,
    maximumAge: age < 0 ? -1 : age * 1000,
    reportsFailures: textList(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    passes: compileFilters(properties.FilterCriteria),
    giveUp:
      destination === undefined
        ? undefined
        : (message) => queues.byArn(destination).send(message, new Map(), principal),
  })
  dynamo.onRecords(tableOfStream(streamArn, deployed), (records) => source.add(records))
  return source
}

/** The name of the table whose stream it is. */
export function tableOfStream(streamArn: string, deployed: Deployed): string {
  const tableArn = streamArn.replace(/\/stream\/.*$/, '')
  const table = deployed.byArn(tableArn)
  if (!table) throw new NotRehearsed(`a stream of ${tableArn}, which is not in the template`)
  return table.name
}

function functionOf(which: string, deployed: Deployed): Resource {
  const found = deployed.ofType('AWS::Lambda::Function').find(({ arn, name }) => which === arn || which === name)
  if (!found) throw new NotRehearsed(`an event source mapping of ${which}, which is not in the template`)
  return found
}
