import type { Schema } from 'dynalite/validations/index.js'

/** DescribeStream. */
export interface DescribeStreamInput {
  readonly StreamArn: string
  readonly Limit?: number
  readonly ExclusiveStartShardId?: string
}

/** GetShardIterator. */
export interface ShardIteratorInput {
  readonly StreamArn: string
  readonly ShardId: string
  readonly ShardIteratorType: 'TRIM_HORIZON' | 'LATEST' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER'
  readonly SequenceNumber?: string
}

/** GetRecords. */
export interface RecordsInput {
  readonly ShardIterator: string
  readonly Limit?: number
}

/** ListStreams. */
export interface ListStreamsInput {
  readonly TableName?: string
  readonly Limit?: number
  readonly ExclusiveStartStreamArn?: string
}

const needed = (from: number, to: number) => ({
  type: 'String',
  notNull: true,
  lengthGreaterThanOrEqual: from,
  lengthLessThanOrEqual: to,
})
const limit = (most: number) => ({ type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: most })

// What each operation on streams takes, in dynalite's notation, with the bounds of the API reference.

export const DESCRIBE_STREAM: Schema<DescribeStreamInput> = {
  StreamArn: needed(37, 1024),
  Limit: limit(100),
  ExclusiveStartShardId: 'String',
}
export const SHARD_ITERATOR: Schema<ShardIteratorInput> = {
  StreamArn: needed(37, 1024),
  ShardId: needed(28, 65),
  ShardIteratorType: {
    type: 'String',
    notNull: true,
    enum: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'],
  },
  SequenceNumber: { type: 'String', lengthGreaterThanOrEqual: 21, lengthLessThanOrEqual: 40 },
}
export const RECORDS: Schema<RecordsInput> = { ShardIterator: needed(1, 2048), Limit: limit(1000) }
export const LIST_STREAMS: Schema<ListStreamsInput> = {
  TableName: { type: 'String', lengthGreaterThanOrEqual: 3, lengthLessThanOrEqual: 255 },
  Limit: limit(100),
  ExclusiveStartStreamArn: { type: 'String', lengthGreaterThanOrEqual: 37, lengthLessThanOrEqual: 1024 },
}
