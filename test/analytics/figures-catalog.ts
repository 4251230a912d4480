import { contactHours } from '../../lib/analytics/contact-hours.ts'
import type { CatalogTables } from '../../lib/analytics/views/dims.ts'
import { house } from '../simulation/house.ts'

/** Prices that are easy to add up, one of them a country's own and none for WhatsApp, a target, and the hours of the shipped law packs. */
export const FIGURES: CatalogTables = {
  targets: [{ segment: 'consumer', share: 0.9 }],
  prices: [
    { channel: 'email', country: 'other', micros: 100 },
    { channel: 'sms', country: 'other', micros: 50_000 },
    { channel: 'sms', country: 'CO', micros: 1_700 },
  ],
  ...contactHours(house.law),
}
