import type { CatalogTables } from '../../lib/analytics/views/dims.ts'

/** The smallest tables that a catalog may have, for tests that are not about them. */
export const ONE_PRICE: CatalogTables = {
  targets: [],
  prices: [{ channel: 'email', country: 'other', micros: 100 }],
  hours: [{ country: 'other', channel: 'any', firstWeekday: 1, lastWeekday: 5, firstMinute: 480, untilMinute: 1080 }],
  holidays: [],
}
