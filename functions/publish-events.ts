import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { outbox } from '../lib/aws/composition.ts'
import { newsOf } from '../lib/aws/ledger-news.ts'
import { observed } from '../lib/aws/observing.ts'
import { publishEvents } from '../lib/usecases/publish-events.ts'

const bus = outbox()

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
