import { isExampleHost } from '../../contracts/aggregators.ts'
import type { Company } from '../../contracts/company.ts'
import type { AggregatorSeen, Facts } from '../../domain/doctor/facts.ts'
import { routesOf } from '../../domain/routing.ts'
import { notAsked, readingDns } from './reading.ts'

/** Asks an address once, says nothing of ours, and gives the status of its answer. */
export type Knock = (url: string) => Promise<number>

/** Milliseconds that an aggregator has to answer. */
const PATIENCE = 5_000

/** Whatever answers has a name and a certificate; what HEAD means to it does not matter. */
export const knock: Knock = async (url) => {
  try {
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
    return answer.status
  } catch (cause) {
    // fetch wraps what went wrong on the network.
    throw cause instanceof TypeError && cause.cause ? cause.cause : cause
  }
}

/** Every aggregator of the company, beside what the stack has for it; without `ask` none of them is asked. */
export async function readAggregators(
  company: Company,
  outputs: ReadonlyMap<string, string>,
  ask: Knock | undefined,
): Promise<Facts['aggregators']> {
  const named = Object.entries(company.aggregators ?? {})
  if (named.length === 0) return notAsked('La empresa envía solo por AWS.', 'The company sends by AWS alone.')
  const secrets: unknown = JSON.parse(outputs.get('AggregatorSecrets') ?? '{}')
  const routes = Object.entries(routesOf(company))
  const value = await Promise.all(
    named.map(async ([name, { url }]): Promise<AggregatorSeen> => {
      const { hostname: host } = new URL(url)
      return {
        name,
        host,
        isExample: isExampleHost(host),
        takes: routes.flatMap(([channel, to]) =>
          Object.entries(to).flatMap(([code, who]) =>
            who === name ? [`${channel} ${code === 'other' ? code : `+${code}`}`] : [],
          ),
        ),
        hasSecret: typeof secrets === 'object' && secrets !== null && Object.hasOwn(secrets, name),
        answer: ask
          ? await readingDns(() => ask(url))
          : notAsked('Un ensayo hace de cada proveedor.', 'A rehearsal plays every provider.'),
      }
    }),
  )
  return { kind: 'seen', value }
}
