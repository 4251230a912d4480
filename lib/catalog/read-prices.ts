import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as z from 'zod'
import type { Prices, Service, UnitPrice } from '../domain/cost.ts'
import { CatalogError } from './catalog-error.ts'
import { checkShape } from './check-shape.ts'
import { readYaml } from './yaml-source.ts'

const MICROS = 1_000_000
const MOST_DECIMALS = 'a price of zero or more with at most 6 decimals: raise "per" for a smaller one'

/** One price: `price` in the table's currency for every `per` units, where it was found, and how far to trust it. */
const Price = z.strictObject({
  price: z
    .number()
    .min(0, MOST_DECIMALS)
    .refine((price) => Number(price.toFixed(6)) === price, MOST_DECIMALS),
  per: z.int('a whole number of units').min(1, 'at least one unit').default(1),
  asOf: z.iso.date('a calendar date such as "2026-11-21"'),
  source: z.string().min(1, 'where the price was found'),
  /** listed: on the provider's own list; reported: by somebody who read it there; assumed: known to nobody. */
  confidence: z.enum(['listed', 'reported', 'assumed']),
})

const Country = z.string().regex(/^([A-Z]{2}|other)$/, 'an ISO 3166 country code such as "CO", or "other"')

/** A table of unit prices (`catalog/prices/<provider>.yaml`). */
export const PriceTable = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "USD"'),
  region: z.string().min(1, 'the region that the prices are for'),
  services: z.strictObject({
    stateTransitions: Price,
    emails: Price,
    lambdaRequests: Price,
    lambdaGbSeconds: Price,
    tableWriteUnits: Price,
    tableReadUnits: Price,
    queueRequests: Price,
    busEvents: Price,
  } satisfies Record<Service, typeof Price>),
  smsParts: z.record(Country, Price),
  whatsappMessages: z.record(Country, Price),
})
export type PriceTable = z.infer<typeof PriceTable>

/** Reads a price table for `costOf`; throws one CatalogError with every mistake in the file at its line. */
export function readPrices(path: string): Prices {
  const { source, mistakes } = readYaml(basename(path), readFileSync(path, 'utf8'))
  const shape = source && checkShape(source, PriceTable)
  if (shape?.kind !== 'sound') throw new CatalogError([...mistakes, ...(shape?.mistakes ?? [])])
  const { currency, services, smsParts, whatsappMessages } = shape.value
  const { stateTransitions, emails, lambdaRequests, lambdaGbSeconds } = services
  const { tableWriteUnits, tableReadUnits, queueRequests, busEvents } = services
  return {
    currency,
    services: {
      stateTransitions: unitPrice(stateTransitions),
      emails: unitPrice(emails),
      lambdaRequests: unitPrice(lambdaRequests),
      lambdaGbSeconds: unitPrice(lambdaGbSeconds),
      tableWriteUnits: unitPrice(tableWriteUnits),
      tableReadUnits: unitPrice(tableReadUnits),
      queueRequests: unitPrice(queueRequests),
      busEvents: unitPrice(busEvents),
    },
    smsParts: byCountry(smsParts),
    whatsappMessages: byCountry(whatsappMessages),
  }
}

/** What one aggregator charges (`catalog/prices/<aggregator>.yaml`), in the currency of AWS's table. */
const AggregatorTable = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "USD"'),
  smsParts: z.record(Country, Price).exactOptional(),
  whatsappMessages: z.record(Country, Price).exactOptional(),
})

/** The prices of one aggregator, by country; a channel that it does not take is absent. */
export type AggregatorPrices = Pick<Prices, 'currency'> & Partial<Pick<Prices, 'smsParts' | 'whatsappMessages'>>

/** Reads the table of an aggregator; throws one CatalogError with every mistake in the file at its line. */
export function readAggregatorPrices(path: string): AggregatorPrices {
  const { source, mistakes } = readYaml(basename(path), readFileSync(path, 'utf8'))
  const shape = source && checkShape(source, AggregatorTable)
  if (shape?.kind !== 'sound') throw new CatalogError([...mistakes, ...(shape?.mistakes ?? [])])
  const { currency, smsParts, whatsappMessages } = shape.value
  return {
    currency,
    ...(smsParts && { smsParts: byCountry(smsParts) }),
    ...(whatsappMessages && { whatsappMessages: byCountry(whatsappMessages) }),
  }
}

const byCountry = (prices: Readonly<Record<string, z.infer<typeof Price>>>): Record<string, UnitPrice> =>
  Object.fromEntries(Object.entries(prices).map(([country, price]) => [country, unitPrice(price)]))

const unitPrice = ({ price, per, asOf, confidence }: z.infer<typeof Price>): UnitPrice => ({
  micros: Math.round(price * MICROS),
  per,
  isAssumed: confidence === 'assumed',
  asOf,
})
