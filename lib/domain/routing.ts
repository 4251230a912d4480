/** Who takes a message on a channel that leads to a telephone: by calling code without its `+`, and `other` for the rest. */
export type Routes = Readonly<Record<string, string>>

/** The services of AWS, where routes name providers. */
export const OF_AWS = 'aws'

/** A calling code has four digits at most (+1 242 is written 1242). */
const LONGEST_CODE = 4

/** Who takes a message to a number in E.164: the longest calling code that is named wins; undefined when nobody does. */
export function providerFor(routes: Routes, number: string): string | undefined {
  for (let digits = LONGEST_CODE; digits > 0; digits--) {
    const provider = routes[number.slice(1, 1 + digits)]
    if (provider !== undefined) return provider
  }
  return routes.other
}

/** The channels that lead to a telephone, with who takes each. */
export type ChannelRoutes = { readonly [Channel in 'sms' | 'whatsapp']?: Routes }

/** What of a company says who takes its messages to telephones. */
export interface Senders {
  readonly sms?: { readonly pinpointApplicationId?: string; readonly originationArn?: string }
  readonly whatsapp?: object
  readonly aggregators?: Readonly<Record<string, { readonly url: string }>>
  readonly routes?: ChannelRoutes
}

/** Which of these channels a service of AWS takes at all. */
export const sentByAws = ({ sms, whatsapp }: Senders): Record<'sms' | 'whatsapp', boolean> => ({
  sms: Boolean(sms?.pinpointApplicationId ?? sms?.originationArn),
  whatsapp: whatsapp !== undefined,
})

/** Who takes each channel; AWS everywhere where no route says otherwise, and a channel that nobody takes is absent. */
export function routesOf(company: Senders): ChannelRoutes {
  const byAws = sentByAws(company)
  const of = (channel: 'sms' | 'whatsapp'): Routes | undefined =>
    company.routes?.[channel] ?? (byAws[channel] ? { other: OF_AWS } : undefined)
  const [sms, whatsapp] = [of('sms'), of('whatsapp')]
  return { ...(sms && { sms }), ...(whatsapp && { whatsapp }) }
}
