import { AggregatorNews, eventsOf, type NewsRequest } from '../contracts/aggregator-news.ts'
import { problemsOf } from '../contracts/intake.ts'
import { parsed } from '../domain/parsed-json.ts'
import { MINUTE } from '../domain/time.ts'
import type { Clock, Publisher } from '../ports.ts'

/** What the webhook needs of the outside world. */
export interface HearingAggregators {
  readonly clock: Clock
  readonly publisher: Publisher
  /** Secrets by the names of aggregators. */
  readonly secrets: ReadonlyMap<string, () => Promise<string>>
  readonly isSigned: (signature: string, secret: string, seconds: number, body: string) => boolean
}

/** What the aggregator is told: an HTTP status, and in words what was wrong. */
export interface Told {
  readonly status: 202 | 400 | 401 | 404 | 405 | 413
  readonly problems: readonly { readonly path: string; readonly allowed: string }[]
}

/** A clock that is off by more belongs to nobody we work with; and whoever records a call cannot repeat it later. */
const WINDOW = 5 * MINUTE
/** A hundred reports and a hundred answers fit; characters. */
const LONGEST_BODY = 500_000

const told = (status: Told['status'], allowed?: string, path = ''): Told => ({
  status,
  problems: allowed === undefined ? [] : [{ path, allowed }],
})

/**
 * Takes what an aggregator tells, if it is signed with its secret within the last five minutes, and puts it on our bus.
 * A call that is repeated within them changes nothing: reports and answers are kept by their own ids. Nothing of what was
 * sent stands in the answer, and a wrong signature is told like a wrong time.
 */
export async function hearAggregator(outside: HearingAggregators, request: NewsRequest): Promise<Told> {
  if (!request.isPost) return told(405, 'must be POST')
  const secret = outside.secrets.get(request.aggregator)
  if (secret === undefined) return told(404, 'the path must be the name of an aggregator of catalog/company.yaml')
  const { signature, seconds, body } = request
  if (body.length > LONGEST_BODY) return told(413, `must have at most ${LONGEST_BODY} characters`)
  const isRecent = Math.abs(outside.clock.now() - seconds * 1000) <= WINDOW
  if (!isRecent || !outside.isSigned(signature, await secret(), seconds, body))
    return told(401, 'must be signed over "<puntual-timestamp>.<body>", at most five minutes ago')
  const news = AggregatorNews.safeParse(parsed(body))
  if (!news.success)
    return { status: 400, problems: problemsOf(news.error, {}).map(({ path, allowed }) => ({ path, allowed })) }
  await outside.publisher.publish(eventsOf(request.aggregator, news.data))
  return told(202)
}
