/** Where an invented debtor lives, with the money, the words and the telephone numbers of that place. */
export interface Place {
  readonly country: string
  /** ISO 3166-2 code, where the region has a contact law of its own or is known anyway. */
  readonly region?: string
  readonly city?: string
  readonly zone: string
  readonly language: string
  readonly currency: string
  /** Least and most of an invoice, in minor units. */
  readonly amounts: readonly [low: number, high: number]
  /** Prices are whole multiples of this, in minor units. */
  readonly roundTo: number
  /** What the telephone numbers that nobody has begin with, and how many digits follow. */
  readonly phone: { readonly prefix: string; readonly digits: number }
  readonly names: 'es' | 'en' | 'pt'
}

const PESOS = { currency: 'COP', amounts: [80_000_00, 4_000_000_00], roundTo: 100_00 } as const
const SOLES = { currency: 'PEN', amounts: [60_00, 3_000_00], roundTo: 10 } as const
const CHILEAN_PESOS = { currency: 'CLP', amounts: [20_000, 900_000], roundTo: 100 } as const
const ARGENTINE_PESOS = { currency: 'ARS', amounts: [30_000_00, 1_200_000_00], roundTo: 100_00 } as const
const REAIS = { currency: 'BRL', amounts: [100_00, 4_500_00], roundTo: 10 } as const
const DOLLARS = { currency: 'USD', amounts: [40_00, 1_500_00], roundTo: 1 } as const
const MEXICAN_PESOS = { currency: 'MXN', amounts: [5_000_00, 250_000_00], roundTo: 1 } as const

const BOGOTA: Place = {
  ...{ country: 'CO', region: 'CO-DC', city: 'Bogotá', zone: 'America/Bogota', language: 'es-CO', names: 'es' },
  ...PESOS,
  phone: { prefix: '+573000', digits: 6 },
}
const MEDELLIN: Place = { ...BOGOTA, region: 'CO-ANT', city: 'Medellín', phone: { prefix: '+573100', digits: 6 } }

/** Where consumers live: seven of twelve in Colombia. */
export const CONSUMER_PLACES: readonly Place[] = [
  BOGOTA,
  {
    ...{ country: 'PE', city: 'Lima', zone: 'America/Lima', language: 'es-PE', names: 'es' },
    ...SOLES,
    phone: { prefix: '+51900', digits: 6 },
  },
  MEDELLIN,
  {
    ...{ country: 'BR', region: 'BR-SP', city: 'São Paulo', zone: 'America/Sao_Paulo', language: 'pt-BR', names: 'pt' },
    ...REAIS,
    phone: { prefix: '+55119000', digits: 5 },
  },
  BOGOTA,
  BOGOTA,
  {
    ...{ country: 'CL', city: 'Santiago', zone: 'America/Santiago', language: 'es-CL', names: 'es' },
    ...CHILEAN_PESOS,
    phone: { prefix: '+56990', digits: 6 },
  },
  MEDELLIN,
  {
    ...{ country: 'AR', region: 'AR-C', zone: 'America/Argentina/Buenos_Aires', language: 'es-AR', names: 'es' },
    ...ARGENTINE_PESOS,
    phone: { prefix: '+54911500', digits: 5 },
  },
  BOGOTA,
  {
    ...{ country: 'US', region: 'US-FL', city: 'Miami', zone: 'America/New_York', language: 'en', names: 'en' },
    ...DOLLARS,
    phone: { prefix: '+1305555', digits: 4 },
  },
  MEDELLIN,
]

const mexican = (region: string, zone: string, area: string): Place => ({
  ...{ country: 'MX', region, zone, language: 'es-MX', names: 'es' },
  ...MEXICAN_PESOS,
  phone: { prefix: `+52${area}555`, digits: 7 - area.length },
})
const MONTERREY = mexican('MX-NLE', 'America/Monterrey', '81')

/** Where businesses are: eight of twelve in Mexico. */
export const BUSINESS_PLACES: readonly Place[] = [
  MONTERREY,
  mexican('MX-CMX', 'America/Mexico_City', '55'),
  mexican('MX-BCN', 'America/Tijuana', '664'),
  {
    ...{ country: 'ES', city: 'Madrid', zone: 'Europe/Madrid', language: 'es-ES', names: 'es' },
    ...{ currency: 'EUR', amounts: [300_00, 12_000_00], roundTo: 1 },
    phone: { prefix: '+346000', digits: 5 },
  },
  MONTERREY,
  {
    ...{ country: 'BR', region: 'BR-RJ', city: 'Rio de Janeiro', zone: 'America/Sao_Paulo', language: 'pt-BR' },
    ...{ names: 'pt', currency: 'BRL', amounts: [2_000_00, 90_000_00], roundTo: 1 },
    phone: { prefix: '+55219000', digits: 5 },
  },
  mexican('MX-SON', 'America/Hermosillo', '662'),
  {
    ...{ country: 'US', region: 'US-TX', city: 'Laredo', zone: 'America/Chicago', language: 'en', names: 'en' },
    ...{ currency: 'USD', amounts: [300_00, 12_000_00], roundTo: 1 },
    phone: { prefix: '+1956555', digits: 4 },
  },
  mexican('MX-ROO', 'America/Cancun', '998'),
  mexican('MX-CMX', 'America/Mexico_City', '55'),
  {
    ...{ country: 'GB', city: 'London', zone: 'Europe/London', language: 'en-GB', names: 'en' },
    ...{ currency: 'GBP', amounts: [250_00, 10_000_00], roundTo: 1 },
    phone: { prefix: '+447911000', digits: 3 },
  },
  MONTERREY,
]
