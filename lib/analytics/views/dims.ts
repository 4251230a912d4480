import type { View } from '../view.ts'

/** The day that everything is told as of: on a laptop the simulated one, in the cloud the company's own. */
export const dimToday = (today: string): View => ({
  name: 'dim_today',
  means: 'the day that everything is told as of',
  columns: { today: 'date' },
  sql: `SELECT CAST(${today} AS date) AS today`,
})

/** What one message costs, in millionths of a US dollar; `country` is `other` where a channel or country is not priced apart. */
export interface MessagePrice {
  readonly channel: string
  readonly country: string
  readonly micros: number
}

/** The prices of the catalog as a table. */
export const dimPrices = (prices: readonly MessagePrice[]): View => ({
  name: 'dim_prices',
  means: 'what one message costs by channel and country, in millionths of a US dollar',
  columns: { channel: 'varchar', country: 'varchar', micros: 'double' },
  sql: `SELECT CAST(channel AS varchar) AS channel, CAST(country AS varchar) AS country, CAST(micros AS double) AS micros
FROM (VALUES ${prices.map(({ channel, country, micros }) => `('${channel}', '${country}', ${micros})`).join(', ')}) AS listed (channel, country, micros)`,
})
