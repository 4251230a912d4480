import { NotRehearsed } from '../aws-error.ts'
import { asFields, only, optionalFlag, optionalNumber, optionalText, text } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'
import { MAXIMUM_BYTES } from './message.ts'
import type { Queues } from './queues.ts'

const KNOWN = [
  ...[
    'QueueName',
    'VisibilityTimeout',
    'DelaySeconds',
    'MessageRetentionPeriod',
    'MaximumMessageSize',
    'RedrivePolicy',
  ],
  ...[
    'RedriveAllowPolicy',
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
    'Tags',
    'FifoQueue',
  ],
  'ReceiveMessageWaitTimeSeconds',
]

/** Makes the queues of a stack; a FIFO queue is refused. */
export function deployQueues(deployed: Deployed, queues: Queues): void {
  for (const { properties, name, physicalId, arn = '', logicalId } of deployed.ofType('AWS::SQS::Queue')) {
    only(properties, `the queue ${logicalId}`, KNOWN)
    if (optionalFlag(properties, 'FifoQueue')) throw new NotRehearsed(`FIFO queues (${logicalId})`)
    const seconds = (property: string, usual: number) => (optionalNumber(properties, property) ?? usual) * 1000
    const written = properties.RedrivePolicy
    const redrive =
      written === undefined
        ? undefined
        : asFields(typeof written === 'string' ? JSON.parse(written) : written, `the RedrivePolicy of ${logicalId}`)
    queues.create({
      arn,
      name,
      url: physicalId,
      visibilityTimeout: seconds('VisibilityTimeout', 30),
      delay: seconds('DelaySeconds', 0),
      retention: seconds('MessageRetentionPeriod', 345_600),
      maximumBytes: optionalNumber(properties, 'MaximumMessageSize') ?? MAXIMUM_BYTES,
      redrive: redrive && {
        deadLetterArn: text(redrive, 'deadLetterTargetArn'),
        maxReceiveCount: optionalNumber(redrive, 'maxReceiveCount') ?? 10,
      },
      keyId: optionalText(properties, 'KmsMasterKeyId'),
    })
  }
}
