import type { EventSourceMappingOptions } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Names } from 'aws-cdk-lib/core'
import { allow } from './access.ts'
import { acknowledgeQueueSource } from './acknowledged.ts'
import type { JourneyFunction } from './journey-function.ts'

/**
 * What Lambda asks of a role to read a queue for its function (AWS Lambda, "Configuring an execution role" of SQS event
 * sources). CDK's own grant lets it also look the queue up by name and hold messages longer, which nobody asks for.
 */
const TO_READ = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'] as const

/** Lets Lambda read a queue for a function, which has the queue's key already. */
export function readsQueue(
  { function: fn, role }: JourneyFunction,
  queue: Queue,
  options: Omit<EventSourceMappingOptions, 'eventSourceArn'>,
): void {
  allow(role, TO_READ, [queue.queueArn])
  // The id that CDK's SqsEventSource gave it: under another, an update would make a second mapping and be refused.
  fn.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(queue.node)}`, {
    eventSourceArn: queue.queueArn,
    ...options,
  })
  acknowledgeQueueSource(fn)
}
