import { DAY } from './day.ts'
import { remembered } from './remembered.ts'

/** Milliseconds that a zone's clocks are ahead of UTC. */
type Offset = number

/** How far ahead a zone is during one UTC day: `before` until the instant `changesAt`, then `after`. */
interface DayOfZone {
  readonly before: Offset
  readonly changesAt: number
  readonly after: Offset
}

/** A company has few zones and looks at some years of each. */
const ZONES = 100
const DAYS = 4_000

/** How far ahead the clocks of `zone` (IANA name) are at `at` (instant); throws a RangeError for a zone that is none. */
export function offsetAt(at: number, zone: string): Offset {
  const { before, changesAt, after } = daysOf(zone)(Math.floor(at / DAY))
  return at < changesAt ? before : after
}

/** Clocks change on few days: where a day ends as it began, one answer serves all of it. */
const daysOf = remembered((zone: string) => {
  const read = reading(zone)
  return remembered((day: number): DayOfZone => {
    const [from, to] = [day * DAY, (day + 1) * DAY]
    const [before, after] = [read(from), read(to)]
    return { before, after, changesAt: before === after ? to : firstAfter(from, to, (at) => read(at) !== before) }
  }, DAYS)
}, ZONES)

/** The first instant after `from` that is `changed`, as `to` is. */
function firstAfter(from: number, to: number, changed: (at: number) => boolean): number {
  let [unchanged, found] = [from, to]
  while (found - unchanged > 1) {
    const middle = Math.floor((unchanged + found) / 2)
    if (changed(middle)) found = middle
    else unchanged = middle
  }
  return found
}

const OFFSET = /GMT(?:(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)(?::(?<seconds>\d\d))?)?$/

/** Reads the offset that the platform's zone data has: "GMT-05:00", and "GMT-04:56:02" before there was standard time. */
function reading(zone: string): (at: number) => Offset {
  const written = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at) => {
    const { sign, hours = 0, minutes = 0, seconds = 0 } = OFFSET.exec(written.format(at))?.groups ?? {}
    return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds))
  }
}

/** Whether the platform knows a zone of this name. Asking takes fifteen times as long as reading the rest of an event. */
export const isZone = remembered((zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}, 1_000)

/**
 * Whether this is the zone of a place, by a name that IANA has or had: Node lists America/Argentina/Buenos_Aires only
 * under its older name, and takes both.
 */
export const isZoneOfPlace = (zone: string): boolean => zone.includes('/') && isZone(zone)
