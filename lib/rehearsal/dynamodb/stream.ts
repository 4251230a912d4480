import { itemBytes } from './size.ts'
import type { Table } from './table.ts'
import { copyItem, type Item } from './value.ts'
import type { Change } from './write.ts'

/** One change of one item as a Lambda function receives it from a table's stream. */
export interface StreamRecord {
  eventID: string
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  eventVersion: '1.1'
  eventSource: 'aws:dynamodb'
  awsRegion: string
  eventSourceARN: string
  /** Present when DynamoDB itself removed the item because its time to live had passed. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' }
  dynamodb: {
    /** Seconds since the epoch, simulated. */
    ApproximateCreationDateTime: number
    Keys: Item
    NewImage?: Item
    OldImage?: Item
    SequenceNumber: string
    SizeBytes: number
    StreamViewType: string
  }
}

/** The label of a table's stream: the instant of its creation. */
export const streamLabel = (table: Table): string => new Date(table.createdAt * 1000).toISOString().slice(0, -1)

/** The ARN of a table's stream. */
export const streamArn = (table: Table): string => `${table.arn}/stream/${streamLabel(table)}`

/** Real numbers have 21 digits and more, and grow: whoever reads one as a number loses digits here too. */
export const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(20, '0')}`

/** The record of a change, or undefined when the table has no stream. `sequence` counts from 1. */
export function recordOf(
  change: Change,
  sequence: number,
  now: number,
  region: string,
  expired: boolean,
): StreamRecord | undefined {
  const { table, previous, next } = change
  const view = table.definition.StreamSpecification?.StreamViewType
  const item = next ?? previous
  if (!view || !item) return undefined
  const showsNew = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES'
  const showsOld = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES'
  const images = {
    Keys: copyItem(table.keyAttributes(item)),
    ...(next && showsNew ? { NewImage: copyItem(next) } : {}),
    ...(previous && showsOld ? { OldImage: copyItem(previous) } : {}),
  }
  return {
    eventID: sequence.toString(16).padStart(32, '0'),
    eventName: !previous ? 'INSERT' : next ? 'MODIFY' : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: streamArn(table),
    ...(expired ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      ...images,
      SequenceNumber: sequenceNumber(sequence),
      SizeBytes: Object.values(images).reduce((sum, image) => sum + itemBytes(image), 0),
      StreamViewType: view,
    },
  }
}
