import { type Calls, OPERATOR, type Principal } from './gateway/calls.ts'
import { asFields, optionalNumber, optionalText } from './gateway/fields.ts'
import type { Gateway } from './gateway/server.ts'
import type { Aggregators } from './mail/aggregators.ts'
import type { PaymentPages } from './payment-pages.ts'
import { answerAsExtension, EXTENSION_ORIGIN } from './secrets/extension.ts'

/** What of the world outside AWS functions may ask, and who of them has the extension that reads secrets. */
export interface Outside {
  readonly calls: Calls
  readonly aggregators: Aggregators
  readonly pages: PaymentPages
  readonly principalOf: (sessionToken: string) => Principal | undefined
}

/** Leads each request for a host outside AWS to whoever answers there: the extension beside a function, an aggregator, or a payment page. */
export function serveOutside(gateway: Gateway, { calls, aggregators, pages, principalOf }: Outside): void {
  aggregators.calls = calls
  gateway.outside = async (request, waiting) => {
    if (request.url.startsWith(`${EXTENSION_ORIGIN}/`)) return answerAsExtension(request, calls, principalOf, waiting)
    if (aggregators.at(request.url) === undefined) return pages.look(request.url)
    const told = asFields(await calls.perform(OPERATOR, 'aggregator', 'SendMessage', { ...request }, waiting))
    const body = optionalText(told, 'body')
    return { status: optionalNumber(told, 'status') ?? 500, ...(body !== undefined && { body }) }
  }
}
