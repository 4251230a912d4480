import * as z from 'zod'
import { OF_AWS, type Senders, sentByAws } from '../domain/routing.ts'

const NAME = 'a name of 2 to 20 lower-case letters, digits and hyphens, other than "aws"'
const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,19}$/, NAME)
  .refine((name) => name !== OF_AWS, NAME)

const URL_OF = 'https:// with a host name and a path, without port, user, query or fragment'

/** An address that leads to one host and nowhere else: no port, no user, nothing that a redirect could change. */
function isOneAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, port, username, password, search, hash, hostname, href } = new URL(text)
  const isBare = port === '' && username === '' && password === '' && search === '' && hash === ''
  return protocol === 'https:' && isBare && /^([a-z0-9-]+\.)+[a-z]{2,}$/.test(hostname) && href === text
}

/** Names that nobody can have: they are reserved for examples and tests (RFC 2606, RFC 6761). */
export const isExampleHost = (host: string): boolean =>
  /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/.test(host)

/** Local companies that send texts or WhatsApp messages for us over HTTPS (docs/channels.md has what they must answer). */
export const Aggregators = z.record(
  Name,
  z.strictObject({
    /** Where messages are handed over. */
    url: z.string().refine(isOneAddress, URL_OF),
  }),
)

const CODE = 'a calling code without its +, such as "57", or "other"'
const To = z.record(z.string().regex(/^([1-9]\d{0,3}|other)$/, CODE), z.string())

/** Which provider takes which channel for which calling code; without a word on a channel, AWS takes it everywhere. */
export const ChannelRoutes = z.strictObject({ sms: To.exactOptional(), whatsapp: To.exactOptional() })

/** What is wrong with a company's routes: a provider that is not there, and an aggregator that nobody is led to. */
export function routeMistakes(company: Senders): { path: string[]; value: string; message: string }[] {
  const { aggregators = {}, routes = {} } = company
  const names = Object.keys(aggregators)
  const ofAws = sentByAws(company)
  const led = (['sms', 'whatsapp'] as const).flatMap((channel) =>
    Object.entries(routes[channel] ?? {}).map(([code, provider]) => ({ channel, code, provider })),
  )
  const unknown = led.flatMap(({ channel, code, provider }) => {
    const allowed = [...(ofAws[channel] ? [OF_AWS] : []), ...names]
    if (allowed.includes(provider)) return []
    const message = `one of ${allowed.join(', ') || 'aggregators'}: a name under aggregators, or "aws" where AWS takes the channel`
    return [{ path: ['routes', channel, code], value: provider, message }]
  })
  // A slip of the keys there is why nobody is led here.
  if (unknown.length > 0) return unknown
  const idle = names.filter((name) => !led.some(({ provider }) => provider === name))
  const message = 'an aggregator that routes leads some calling code to'
  return idle.map((name) => ({ path: ['aggregators', name], value: name, message }))
}
