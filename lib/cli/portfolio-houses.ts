/** One of the two invented trades that the synthetic portfolio collects for; the entities are those of the catalog. */
export interface House {
  readonly entity: string
  readonly country: 'CO' | 'MX'
  readonly kind: 'person' | 'company'
  readonly segment: string
  readonly currency: string
  /** Least and most of an invoice, in minor units. */
  readonly amounts: readonly [number, number]
  /** Prices are whole multiples of this, in minor units. */
  readonly roundTo: number
  /** Calendar days from the issue to the due date. */
  readonly creditDays: readonly number[]
  /** Days before the end at which the last invoice falls due, so that its journey is over soon after the end. */
  readonly lastDueBeforeEnd: number
  /** Calendar days from the due date to about the first overdue reminder of the policy. */
  readonly firstReminderAfter: number
  readonly paymentHost: string
  readonly invoicePrefix: string
  readonly goods: readonly string[]
}

/** Consumers in Colombia who pay by instalments. */
export const CONSUMERS: House = {
  entity: 'comercial-andina',
  country: 'CO',
  kind: 'person',
  segment: 'consumer',
  currency: 'COP',
  amounts: [80_000_00, 4_000_000_00],
  roundTo: 100_00,
  creditDays: [15, 20, 30],
  // The policy hands over 30 days after the due date.
  lastDueBeforeEnd: 31,
  firstReminderAfter: 2,
  paymentHost: 'pagos.andina.example',
  invoicePrefix: 'FV-1',
  goods: ['Nevera', 'Lavadora', 'Televisor', 'Portátil', 'Estufa', 'Bicicleta', 'Sofá cama', 'Celular', 'Comedor'],
}

/** Businesses in Mexico with thirty days of credit. */
export const BUSINESSES: House = {
  entity: 'grupo-norteno',
  country: 'MX',
  kind: 'company',
  segment: 'business',
  currency: 'MXN',
  amounts: [5_000_00, 250_000_00],
  roundTo: 1,
  creditDays: [30],
  // The policy hands over 30 business days and 10 days after the due date.
  lastDueBeforeEnd: 53,
  firstReminderAfter: 1,
  paymentHost: 'pagos.norteno.andina.example',
  invoicePrefix: 'FN-2',
  goods: ['Tornillería', 'Cable eléctrico', 'Tubería PVC', 'Pintura', 'Lámina galvanizada', 'Herramienta', 'Cemento'],
}

/** An invoice in US dollars, in minor units: least and most. */
export const DOLLAR_AMOUNTS = [300_00, 12_000_00] as const

export const COLOMBIAN_GIVEN = [
  ...['Camila', 'Valentina', 'Mariana', 'Luz Dary', 'Yuliana', 'Paola', 'Marcela', 'Adriana', 'Natalia', 'Diana'],
  ...['Andrés', 'Julián', 'Camilo', 'Óscar', 'Jhon Jairo', 'Mauricio', 'Esteban', 'Hernán', 'Wilson', 'Fabián'],
] as const

export const COLOMBIAN_FAMILY = [
  ...['Gómez', 'Restrepo', 'Cárdenas', 'Ospina', 'Quintero', 'Zapata', 'Murillo', 'Peña', 'Beltrán', 'Arango'],
  ...['Castaño', 'Londoño', 'Rincón', 'Vargas', 'Mosquera', 'Salcedo', 'Hoyos', 'Tovar', 'Bermúdez', 'Giraldo'],
] as const

export const MEXICAN_TRADES = [
  ...['Ferretería', 'Constructora', 'Materiales', 'Refacciones', 'Distribuidora', 'Taller', 'Maderería'],
  ...['Instalaciones', 'Pinturas', 'Aceros', 'Plomería', 'Hidráulica'],
] as const

export const MEXICAN_PLACES = [
  ...['del Cerro', 'San Nicolás', 'La Huasteca', 'El Mezquite', 'Las Torres', 'Santa Lucía', 'del Bravo', 'El Nogal'],
  ...['Villa Alegre', 'Los Álamos', 'El Sabinal', 'Puerta Norte'],
] as const

export const ENGLISH_BUSINESSES = [
  ...['Lone Mesa Trading', 'Blue Agave Builders', 'Border Star Supply', 'Red Mesquite Homes'],
] as const

/** Time zones of Mexican businesses with the area code of a city there. */
export const MEXICAN_CITIES = [
  { zone: 'America/Monterrey', area: '81', digits: 8 },
  { zone: 'America/Monterrey', area: '81', digits: 8 },
  { zone: 'America/Mexico_City', area: '55', digits: 8 },
  { zone: 'America/Tijuana', area: '664', digits: 7 },
  { zone: 'America/Hermosillo', area: '662', digits: 7 },
  { zone: 'America/Cancun', area: '998', digits: 7 },
] as const
