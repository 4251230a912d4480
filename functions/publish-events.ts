import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { ASK_AGAIN } from '../lib/aws/asking-again.ts'
import { required } from '../lib/aws/environment.ts'
import { eventBus } from '../lib/aws/event-bus.ts'
import { newsOf } from '../lib/aws/ledger-news.ts'
import { observed } from '../lib/aws/observing.ts'
import { publishEvents } from '../lib/usecases/publish-events.ts'

const bus = eventBus(new EventBridgeClient(ASK_AGAIN), required('EVENT_BUS_NAME'))

export const handler = observed(async ({ Records }: DynamoDBStreamEvent) => {
  const news = Records.map(({ dynamodb: change }) => {
    const at = new Date((change?.ApproximateCreationDateTime ?? 0) * 1000).toISOString()
    return newsOf(image(change?.NewImage) ?? {}, image(change?.OldImage), at)
  })
  await publishEvents(
    bus,
    news.filter((one) => one !== undefined),
  )
})

/** The two packages type the same attributes apart. */
const image = (attributes: unknown) => attributes as Record<string, AttributeValue> | undefined
