import type { Prices, UnitPrice } from '../domain/cost.ts'
import type { MessagePrice } from './views/dims.ts'

/** What one message costs by channel and country, from the prices of the catalog; of a text, what one part costs. */
export function messagePrices({ services, smsParts, whatsappMessages }: Prices): MessagePrice[] {
  const each = ({ micros, per }: UnitPrice): number => micros / per
  return [
    { channel: 'email', country: 'other', micros: each(services.emails) },
    ...Object.entries(smsParts).map(([country, price]) => ({ channel: 'sms', country, micros: each(price) })),
    ...Object.entries(whatsappMessages).map(([country, price]) => ({
      channel: 'whatsapp',
      country,
      micros: each(price),
    })),
  ]
}
