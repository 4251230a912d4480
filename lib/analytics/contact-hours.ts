import type { CompiledLaw, CompiledPack } from '../contracts/compiled-law.ts'
import type { Medium, WeekHours } from '../domain/law/pack.ts'

/** Hours in which a country lets people be contacted: ISO weekdays and minutes past midnight, the last minute left out. */
export interface HourRow {
  /** ISO 3166 code, or `other` for countries without a pack. */
  readonly country: string
  /** `any`, where the hours are the same on every channel. */
  readonly channel: string
  readonly firstWeekday: number
  readonly lastWeekday: number
  readonly firstMinute: number
  readonly untilMinute: number
}

/** A day on which a country leaves people in peace, on a channel or `any`. */
export interface HolidayRow {
  readonly country: string
  readonly channel: string
  readonly day: string
}

/** The channels on which contacts are counted. */
const COUNTED = ['email', 'sms', 'whatsapp', 'call', 'visit', 'letter'] as const satisfies readonly Medium[]

/**
 * The hours and holidays of each country as the figures judge by: the statute's hours, where it sets any for the channel,
 * else those its pack recommends. States, cities, the company's own hours and decreed holidays are not among them:
 * `puntual verify` judges each contact by all of these. Source: `catalog/law`.
 */
export function contactHours({ unknown, packs, tables }: CompiledLaw): {
  readonly hours: readonly HourRow[]
  readonly holidays: readonly HolidayRow[]
} {
  const nations = packs.filter(({ id, zones }) => /^[A-Z]{2}$/.test(id) && zones.length > 0)
  const places = nations.flatMap((pack) => [pack.id, ...pack.territories].map((country) => ({ country, pack })))
  return {
    hours: [
      ...places.flatMap(({ country, pack }) => rowsOf(country, (channel) => ruleOf(pack, channel).week)),
      ...rowsOf('other', (channel) => (unknown.hours?.media.includes(channel) ? unknown.hours.week : undefined)),
    ],
    holidays: places.flatMap(({ country, pack }) => {
      const days = Object.keys(tables[pack.id]?.days ?? {})
      const silent = COUNTED.filter((channel) => ruleOf(pack, channel).isSilentOnHolidays)
      const channels = silent.length === COUNTED.length ? ['any'] : silent
      return channels.flatMap((channel) => days.map((day) => ({ country, channel, day })))
    }),
  }
}

/** What a pack says of a channel; without a week every hour is as good as another. */
function ruleOf({ statute, recommended }: CompiledPack, channel: Medium) {
  const own = statute.hours?.media.includes(channel) === true
  const layer = own ? statute : recommended
  const week = layer?.hours?.media.includes(channel) ? layer.hours.week : undefined
  const isSilentOnHolidays = [statute, layer].some((one) => one?.holidays?.includes(channel))
  return { week, isSilentOnHolidays }
}

/** One row for each run of weekdays with the same range. */
function rowsOf(country: string, weekOf: (channel: Medium) => WeekHours | undefined): HourRow[] {
  const weeks = COUNTED.map((channel) => [channel, JSON.stringify(weekOf(channel) ?? ALWAYS)] as const)
  const isOne = new Set(weeks.map(([, week]) => week)).size === 1
  const channels = isOne ? [['any', COUNTED[0]] as const] : COUNTED.map((one) => [one, one] as const)
  return channels.flatMap(([channel, medium]) => {
    const rows: HourRow[] = []
    for (const [index, ranges] of (weekOf(medium) ?? ALWAYS).entries())
      for (const [firstMinute, untilMinute] of ranges) {
        const same = rows.findIndex(
          (row) => row.lastWeekday === index && row.firstMinute === firstMinute && row.untilMinute === untilMinute,
        )
        const before = rows[same]
        if (before) rows[same] = { ...before, lastWeekday: index + 1 }
        else rows.push({ country, channel, firstWeekday: index + 1, lastWeekday: index + 1, firstMinute, untilMinute })
      }
    return rows
  })
}

const ALWAYS = Array.from({ length: 7 }, () => [[0, 1440] as const])
