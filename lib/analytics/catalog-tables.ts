import type { CompiledLaw } from '../contracts/compiled-law.ts'
import type { Prices } from '../domain/cost.ts'
import { contactHours } from './contact-hours.ts'
import { messagePrices } from './message-prices.ts'
import type { CatalogTables } from './views/dims.ts'

/** What the figures take from a catalog; the targets are shares by segment. */
export const catalogTables = (
  prices: Prices,
  law: CompiledLaw,
  targets: Readonly<Record<string, number>>,
): CatalogTables => ({
  targets: Object.entries(targets).map(([segment, share]) => ({ segment, share })),
  prices: messagePrices(prices),
  ...contactHours(law),
})
