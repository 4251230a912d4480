/** What a quantity of a service costs: `micros` (whole millionths of the currency) for every `per` units. */
export interface UnitPrice {
  readonly micros: number
  readonly per: number
  /** Nobody has checked this price: it stands in for one that is not known. */
  readonly isAssumed: boolean
  /** The calendar day of its source, when it is known. */
  readonly asOf?: string
}

/** The services of a journey that are paid by use, with the unit in which each is counted. */
export const SERVICES = {
  stateTransitions: 'state transition',
  emails: 'e-mail',
  lambdaRequests: 'invocation',
  lambdaGbSeconds: 'GB-second',
  tableWriteUnits: 'write request unit',
  tableReadUnits: 'read request unit',
  queueRequests: 'queue request',
  busEvents: 'event published',
} as const
export type Service = keyof typeof SERVICES

/** Unit prices in one currency; parts of texts and messages on WhatsApp by the country they go to, `other` for any not named. */
export interface Prices {
  readonly currency: string
  readonly services: Readonly<Record<Service, UnitPrice>>
  readonly smsParts: Readonly<Record<string, UnitPrice>>
  readonly whatsappMessages: Readonly<Record<string, UnitPrice>>
}

/** How much of each service was used; texts count by their parts, they and WhatsApp by the country (ISO 3166) they went to. */
export type Usage = Readonly<Partial<Record<Service, number>>> & {
  readonly smsParts?: Readonly<Record<string, number>>
  readonly whatsappMessages?: Readonly<Record<string, number>>
}

/** One line of a bill, in whole millionths of the currency. */
export interface CostLine {
  readonly what: string
  readonly quantity: number
  readonly micros: number
  readonly isAssumed: boolean
}

/** What a usage costs, in whole millionths of `currency`; the total is the sum of the lines. */
export interface Cost {
  readonly currency: string
  readonly micros: number
  readonly lines: readonly CostLine[]
}

/**
 * Prices a usage, before free allowances, discounts and taxes. Each line is rounded to a whole millionth.
 *
 * Throws a RangeError on a quantity below zero, and on a country that has no price where there is none for `other`.
 */
export function costOf(usage: Usage, prices: Prices): Cost {
  const lines = [
    ...services.flatMap((service) => line(service, usage[service] ?? 0, prices.services[service])),
    ...BY_COUNTRY.flatMap((what) =>
      Object.entries(usage[what] ?? {}).flatMap(([country, count]) =>
        line(`${what} ${country}`, count, prices[what][country] ?? prices[what].other),
      ),
    ),
  ]
  return { currency: prices.currency, micros: lines.reduce((sum, { micros }) => sum + micros, 0), lines }
}

/** What costs another price in each country. */
const BY_COUNTRY = ['smsParts', 'whatsappMessages'] as const

/** Whether a name is that of a service which is paid by use. */
export const isService = (name: string): name is Service => Object.hasOwn(SERVICES, name)
const services = Object.keys(SERVICES).filter(isService)

function line(what: string, quantity: number, price: UnitPrice | undefined): CostLine[] {
  if (!Number.isFinite(quantity) || quantity < 0)
    throw new RangeError(`the quantity of "${what}" is ${quantity}; it must be zero or more`)
  if (quantity === 0) return []
  if (!price) throw new RangeError(`"${what}" has no price, and there is none for other countries`)
  return [{ what, quantity, micros: Math.round((quantity * price.micros) / price.per), isAssumed: price.isAssumed }]
}
