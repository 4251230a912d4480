import type { CompiledLaw } from '../contracts/compiled-law.ts'
import type { Prices } from '../domain/cost.ts'
import { contactHours } from './contact-hours.ts'
import { messagePrices } from './message-prices.ts'
import type { CatalogTables } from './views/dims.ts'

/** What the figures take from a catalog. */
export const catalogTables = (prices: Prices, law: CompiledLaw): CatalogTables => ({
  prices: messagePrices(prices),
  ...contactHours(law),
})
