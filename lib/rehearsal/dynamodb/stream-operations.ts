import { AwsError } from '../aws-error.ts'
import { accept } from './accept.ts'
import { invalid } from './refusal.ts'
import { type StreamRecord, sequenceNumber, streamArn, streamLabel } from './stream.ts'
import * as requests from './stream-requests.ts'
import type { Table } from './table.ts'
import type { Trail } from './trail.ts'

/** A table with a stream, and what the stream holds. */
export interface Streaming {
  readonly table: Table
  readonly trail: Trail
}

/** What the operations on streams need of the database around them. */
export interface Streams {
  now(): number
  /** How many records were written so far, to all streams. */
  sequence(): number
  /** All streams, by the name of their table. */
  all(): readonly Streaming[]
}

type Operation = (streams: Streams, input: unknown) => object

/** An iterator that nobody used for so long is refused; simulated milliseconds. */
const ITERATOR_LIFE = 15 * 60 * 1000
const MAXIMUM_BYTES = 1024 * 1024

/** The operations of the DynamoDBStreams API, by name. A stream has one shard here, and goes with its table. */
export const STREAM_OPERATIONS: Readonly<Record<string, Operation>> = {
  ListStreams(streams, input) {
    const request = accept('ListStreams', input, requests.LIST_STREAMS)
    const { TableName: name, Limit: limit = 100, ExclusiveStartStreamArn: after = '' } = request
    const arns = streams
      .all()
      .filter(({ table }) => (name === undefined || table.name === name) && streamArn(table) > after)
      .map(({ table }) => ({ StreamArn: streamArn(table), TableName: table.name, StreamLabel: streamLabel(table) }))
      .sort((a, b) => (a.StreamArn < b.StreamArn ? -1 : 1))
    const page = arns.slice(0, limit)
    return { Streams: page, ...(arns.length > limit ? { LastEvaluatedStreamArn: page.at(-1)?.StreamArn } : {}) }
  },

  DescribeStream(streams, input) {
    const request = accept('DescribeStream', input, requests.DESCRIBE_STREAM)
    const { table, trail } = streamOf(streams, request.StreamArn)
    const [first] = trail.content(streams.now())
    const shard = {
      ShardId: shardOf(table),
      SequenceNumberRange: {
        StartingSequenceNumber: first?.record.dynamodb.SequenceNumber ?? sequenceNumber(streams.sequence() + 1),
      },
    }
    return {
      StreamDescription: {
        StreamArn: request.StreamArn,
        StreamLabel: streamLabel(table),
        StreamStatus: 'ENABLED',
        StreamViewType: table.definition.StreamSpecification?.StreamViewType,
        CreationRequestDateTime: table.createdAt,
        TableName: table.name,
        KeySchema: table.definition.KeySchema,
        Shards: request.ExclusiveStartShardId === undefined ? [shard] : [],
      },
    }
  },

  GetShardIterator(streams, input) {
    const request = accept('GetShardIterator', input, requests.SHARD_ITERATOR)
    const { StreamArn: arn, ShardId: shard, ShardIteratorType: type, SequenceNumber: number } = request
    const { table, trail } = streamOf(streams, arn)
    if (shard !== shardOf(table)) throw notFound(`Shard does not exist: ${shard}`)
    const isNumbered = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
    if (isNumbered !== (number !== undefined))
      throw invalid(`SequenceNumber is ${isNumbered ? 'required' : 'not allowed'} with ShardIteratorType ${type}`)
    const from = (next: string): object => ({ ShardIterator: `${arn}|1|${next}|${streams.now()}` })
    if (type === 'TRIM_HORIZON') return from('')
    if (number === undefined) return from(sequenceNumber(streams.sequence() + 1))
    const [oldest] = trail.content(streams.now())
    if (number < (oldest?.record.dynamodb.SequenceNumber ?? ''))
      throw new AwsError('TrimmedDataAccessException', 'The operation attempted to read past the trim horizon.')
    return from(type === 'AT_SEQUENCE_NUMBER' ? number : following(number))
  },

  GetRecords(streams, input) {
    const request = accept('GetRecords', input, requests.RECORDS)
    const { arn, next, at } = readIterator(request.ShardIterator)
    const { trail } = streamOf(streams, arn)
    if (at < streams.now() - ITERATOR_LIFE)
      throw new AwsError('ExpiredIteratorException', 'Iterator expired. Get a new one with GetShardIterator.')
    const records: StreamRecord[] = []
    let bytes = 0
    for (const { record } of trail.content(streams.now())) {
      if (record.dynamodb.SequenceNumber < next) continue
      bytes += record.dynamodb.SizeBytes
      if (records.length === (request.Limit ?? 1000) || (bytes > MAXIMUM_BYTES && records.length > 0)) break
      records.push(record)
    }
    const last = records.at(-1)?.dynamodb.SequenceNumber
    const after = last === undefined ? next : following(last)
    return { Records: records.map(published), NextShardIterator: `${arn}|1|${after}|${streams.now()}` }
  },
}

function streamOf(streams: Streams, arn: string): Streaming {
  const found = streams.all().find(({ table }) => streamArn(table) === arn)
  if (!found) throw notFound(`Stream: ${arn} not found`)
  return found
}

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: ${what}`)

/** The one shard of a table's stream, named like AWS's: the instant it began, and digits. */
const shardOf = ({ createdAt }: Table): string => `shardId-${String(createdAt * 1000).padStart(20, '0')}-00000001`

/** The number after a sequence number; all have as many digits, so their texts sort like numbers. */
const following = (number: string): string => String(BigInt(number) + 1n)

function readIterator(iterator: string): { readonly arn: string; readonly next: string; readonly at: number } {
  const [, arn, next, at] = /^(.+)\|1\|(\d*)\|(\d+)$/.exec(iterator) ?? []
  if (arn === undefined || next === undefined) throw invalid('Invalid ShardIterator: Invalid format')
  return { arn, next, at: Number(at) }
}

/** A record as the API gives it: without the ARN, and with other capitals than a Lambda function sees. */
function published({ eventSourceARN: _, userIdentity, ...record }: StreamRecord): object {
  return {
    ...record,
    ...(userIdentity && { userIdentity: { PrincipalId: userIdentity.principalId, Type: userIdentity.type } }),
  }
}
