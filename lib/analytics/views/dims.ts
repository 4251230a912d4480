import type { HolidayRow, HourRow } from '../contact-hours.ts'
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

/** What share of what falls due a company means to collect from a segment, from 0 to 1. */
export interface CollectionTarget {
  readonly segment: string
  readonly share: number
}

/** What the figures take from the catalog: targets, prices of messages, and the hours of each country. */
export interface CatalogTables {
  readonly targets: readonly CollectionTarget[]
  readonly prices: readonly MessagePrice[]
  readonly hours: readonly HourRow[]
  readonly holidays: readonly HolidayRow[]
}

/** The prices of the catalog as a table. */
export const dimPrices = (prices: readonly MessagePrice[]): View => ({
  name: 'dim_prices',
  means: 'what one message costs by channel and country, in millionths of a US dollar',
  columns: { channel: 'varchar', country: 'varchar', micros: 'double' },
  sql: `SELECT CAST(channel AS varchar) AS channel, CAST(country AS varchar) AS country, CAST(micros AS double) AS micros
FROM (VALUES ${prices.map(({ channel, country, micros }) => `('${channel}', '${country}', ${micros})`).join(', ')}) AS listed (channel, country, micros)`,
})

/** The hours of each country as a table; the packs of `catalog/law` as they are when it is deployed. */
export const dimHours = (hours: readonly HourRow[]): View => ({
  name: 'dim_hours',
  means: 'when people may be contacted by country and channel: ISO weekdays, minutes past midnight (the last left out)',
  columns: {
    country: 'varchar',
    channel: 'varchar',
    first_weekday: 'bigint',
    last_weekday: 'bigint',
    first_minute: 'bigint',
    until_minute: 'bigint',
  },
  sql: `SELECT CAST(country AS varchar) AS country, CAST(channel AS varchar) AS channel, CAST(first_weekday AS bigint) AS first_weekday,
  CAST(last_weekday AS bigint) AS last_weekday, CAST(first_minute AS bigint) AS first_minute, CAST(until_minute AS bigint) AS until_minute
FROM (VALUES ${hours.map((row) => `('${row.country}', '${row.channel}', ${row.firstWeekday}, ${row.lastWeekday}, ${row.firstMinute}, ${row.untilMinute})`).join(', ')})
  AS listed (country, channel, first_weekday, last_weekday, first_minute, until_minute)`,
})

/** The holidays of each country as a table; one that is nowhere keeps it from being empty. */
export const dimHolidays = (holidays: readonly HolidayRow[]): View => ({
  name: 'dim_holidays',
  means: 'days on which a country leaves people in peace, by channel',
  columns: { country: 'varchar', channel: 'varchar', day: 'date' },
  sql: `SELECT CAST(country AS varchar) AS country, CAST(channel AS varchar) AS channel, CAST(day AS date) AS day
FROM (VALUES ${[...holidays, { country: 'nowhere', channel: 'any', day: '2000-01-01' }].map(({ country, channel, day }) => `('${country}', '${channel}', '${day}')`).join(', ')}) AS listed (country, channel, day)`,
})

/** The targets of the company as a table; one of no segment keeps it from being empty. */
export const dimTargets = (targets: readonly CollectionTarget[]): View => ({
  name: 'dim_targets',
  means: 'what share of what falls due the company means to collect, by segment; a segment without one has all of it',
  columns: { segment: 'varchar', share: 'double' },
  sql: `SELECT CAST(segment AS varchar) AS segment, CAST(share AS double) AS share
FROM (VALUES ${[...targets, { segment: '', share: 1 }].map(({ segment, share }) => `('${segment}', ${share})`).join(', ')}) AS listed (segment, share)`,
})
