import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ASK_AGAIN } from '../lib/aws/asking-again.ts'
import { clock, required } from '../lib/aws/environment.ts'
import { eventBus } from '../lib/aws/event-bus.ts'
import { observed } from '../lib/aws/observing.ts'
import { readSecret, secretArns } from '../lib/aws/secrets.ts'
import { isSignatureOf } from '../lib/aws/signature.ts'
import { AGGREGATOR_SOURCE, NewsRequestOfUrl } from '../lib/contracts/aggregator-news.ts'
import { hearAggregator } from '../lib/usecases/hear-aggregator.ts'

const secrets = new Map([...secretArns()].map(([name, arn]) => [name, () => readSecret(arn)]))
const publisher = eventBus(new EventBridgeClient(ASK_AGAIN), required('EVENT_BUS_NAME'), AGGREGATOR_SOURCE)
const outside = { clock, publisher, secrets, isSigned: isSignatureOf }

export const handler = observed(async (event: unknown) => {
  const { status, problems } = await hearAggregator(outside, NewsRequestOfUrl.parse(event))
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { statusCode: status, headers, body: JSON.stringify({ problems }) }
})
