import type { Fields } from '../gateway/fields.ts'
import { type Message, md5, md5OfAttributes } from './message.ts'
import type { Queue } from './queue.ts'

const systemAttributes = (message: Message): Record<string, string> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.deadFrom ? { DeadLetterQueueSourceArn: message.deadFrom } : {}),
})

/** A message as ReceiveMessage answers it: system and own attributes only as far as they were asked for. */
export function received(message: Message, system: readonly string[], own: readonly string[]): Fields {
  const asked = Object.entries(systemAttributes(message)).filter(
    ([name]) => system.includes('All') || system.includes(name),
  )
  const wanted = [...message.attributes].filter(([name]) =>
    own.some((pattern) =>
      pattern === 'All' || pattern.endsWith('.*') ? name.startsWith(pattern.replace(/All|\.\*/, '')) : name === pattern,
    ),
  )
  const MD5OfMessageAttributes = md5OfAttributes(new Map(wanted))
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) }),
    ...(MD5OfMessageAttributes === undefined
      ? {}
      : {
          MD5OfMessageAttributes,
          MessageAttributes: Object.fromEntries(
            wanted.map(([name, { dataType, stringValue, binaryValue }]) => [
              name,
              {
                DataType: dataType,
                ...(stringValue === undefined ? { BinaryValue: binaryValue } : { StringValue: stringValue }),
              },
            ]),
          ),
        }),
  }
}

/** A message as a Lambda function finds it in `Records`. */
export const recordOf = (message: Message, queueArn: string, region: string): Fields => ({
  messageId: message.id,
  receiptHandle: message.receipt,
  body: message.body,
  attributes: systemAttributes(message),
  messageAttributes: Object.fromEntries(
    [...message.attributes].map(([name, { dataType, stringValue, binaryValue }]) => [
      name,
      { dataType, stringValue, binaryValue, stringListValues: [], binaryListValues: [] },
    ]),
  ),
  md5OfBody: md5(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
})

/** The attributes of a queue that were asked for, as GetQueueAttributes writes them. */
export function attributesOf(queue: Queue, names: readonly string[]): Record<string, string> {
  const { arn, visibilityTimeout, delay, retention, maximumBytes, redrive, keyId } = queue.specification
  const { visible, inFlight, delayed } = queue.counts()
  const all: Record<string, string> = {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(visibilityTimeout / 1000),
    DelaySeconds: String(delay / 1000),
    MessageRetentionPeriod: String(retention / 1000),
    MaximumMessageSize: String(maximumBytes),
    ReceiveMessageWaitTimeSeconds: '0',
    ...(keyId === undefined ? {} : { KmsMasterKeyId: keyId }),
    ...(redrive
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: redrive.deadLetterArn,
            maxReceiveCount: redrive.maxReceiveCount,
          }),
        }
      : {}),
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)))
}
