import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { callingCodeOf, countriesOf } from '../contracts/calling-code.ts'
import type { Prices, UnitPrice } from '../domain/cost.ts'
import { providerFor, type Routes, routesOf, type Senders } from '../domain/routing.ts'
import { CatalogError, type Mistake } from './catalog-error.ts'
import { type AggregatorPrices, readAggregatorPrices, readPrices } from './read-prices.ts'

const PRICED = { sms: 'smsParts', whatsapp: 'whatsappMessages' } as const

/**
 * What a company pays by country: the prices of AWS, and in their place those of the aggregator that takes the country's
 * numbers. `folder` is the catalog; throws a CatalogError when an aggregator has no table, another currency than AWS's, or
 * no price for a country that is led to it.
 */
export function pricesOf(folder: string, company: Senders): Prices {
  const aws = readPrices(join(folder, 'prices', 'aws.yaml'))
  const names = Object.keys(company.aggregators ?? {})
  const tables = new Map(names.map((name) => [name, tableOf(folder, name, aws.currency)]))
  const routes = routesOf(company)
  const routed = (channel: 'sms' | 'whatsapp'): Readonly<Record<string, UnitPrice>> =>
    byProvider(routes[channel] ?? {}, aws[PRICED[channel]], tables, channel)
  return { ...aws, smsParts: routed('sms'), whatsappMessages: routed('whatsapp') }
}

function tableOf(folder: string, name: string, currency: string): AggregatorPrices {
  const path = join(folder, 'prices', `${name}.yaml`)
  if (!existsSync(path))
    throw problem(name, 'currency', 'no such file', 'a dated table of prices for each aggregator of company.yaml')
  const table = readAggregatorPrices(path)
  if (table.currency === currency) return table
  throw problem(name, 'currency', table.currency, `${currency}, the currency of aws.yaml: costs are summed`)
}

type Priced = Readonly<Record<string, UnitPrice>>

function byProvider(
  routes: Routes,
  aws: Priced,
  tables: ReadonlyMap<string, AggregatorPrices>,
  channel: 'sms' | 'whatsapp',
): Priced {
  const local = new Map([...tables].map(([name, table]) => [name, table[PRICED[channel]] ?? {}]))
  const countries = new Set([
    ...[aws, ...local.values()].flatMap((one) => Object.keys(one)),
    ...Object.keys(routes).flatMap(countriesOf),
  ])
  const priced = [...countries].sort().flatMap((country): [string, UnitPrice][] => {
    const provider = providerFor(routes, `+${callingCodeOf(country) ?? ''}`)
    const own = local.get(provider ?? '')
    // What nobody takes has the price of AWS: an estimate that lacks one would stop.
    const price = own ? (own[country] ?? own.other) : (aws[country] ?? aws.other)
    if (price) return [[country, price]]
    if (own && provider)
      throw problem(
        provider,
        PRICED[channel],
        'nothing',
        `a price for ${country}, or for "other": routes lead it there`,
      )
    return []
  })
  return Object.fromEntries(priced)
}

function problem(name: string, path: string, given: string, allowed: string): CatalogError {
  const mistake: Mistake = {
    ...{ file: `prices/${name}.yaml`, line: 1, column: 1, path, given, allowed },
    mend: `write it into catalog/prices/${name}.yaml, with its date and source`,
  }
  return new CatalogError([mistake])
}
