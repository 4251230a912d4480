import { addDays, type CalendarDate, dateAt, HOUR, type Instant, instantOf, weekday } from '../time.ts'
import type { Asked, Contact } from './contact.ts'
import type { Cap, CapWindow, Medium } from './pack.ts'

/** When nothing holds a contact back. */
const AT_ONCE = Number.NEGATIVE_INFINITY

/**
 * The first instant from which a cap, taken alone, lets a contact pass; one in the past means that it passes now.
 *
 * A contact counts until its own window has passed in every one of `zones`, so what counts only ever becomes less.
 * `history` may hold contacts of any kind and time.
 */
export function capRelease(cap: Cap, asked: Asked, history: readonly Contact[], zones: readonly string[]): Instant {
  if (!cap.media.includes(asked.medium)) return AT_ONCE
  const longest = longestSpan(cap)
  const oldest = asked.at - longest
  const counted = history.filter((contact) => contact.at > oldest && counts(cap, asked, contact))
  if (counted.length === 0) return AT_ONCE
  return Math.max(gapOver(cap, counted), RELEASES[cap.kind](cap, asked, counted, zones))
}

type Release = (cap: Cap, asked: Asked, counted: readonly Contact[], zones: readonly string[]) => Instant

const RELEASES: Readonly<Record<Cap['kind'], Release>> = {
  count: (cap, _, counted, zones) =>
    nthLatest(
      counted.map((contact) => countsUntil(contact.at, cap.window, zones)),
      cap.max,
    ),
  distinctChannels: (cap, asked, counted, zones) => {
    const others = new Map<Medium, Instant>()
    for (const { medium, at } of counted) {
      const until = countsUntil(at, cap.window, zones)
      if (medium !== asked.medium) others.set(medium, Math.max(others.get(medium) ?? AT_ONCE, until))
    }
    // The medium asked for takes a place of its own.
    return nthLatest([...others.values()], cap.max)
  },
  cooldown: (cap, _, counted, zones) =>
    counted
      .filter(({ conversation, at }) => conversation && counted.filter((other) => other.at > at).length >= cap.max)
      .reduce((latest, { at }) => Math.max(latest, countsUntil(at, cap.window, zones)), AT_ONCE),
}

/** The n-th latest of some instants: at that moment fewer than n of them are still to come. */
function nthLatest(instants: readonly Instant[], n: number): Instant {
  return [...instants].sort((a, b) => b - a)[n - 1] ?? AT_ONCE
}

function gapOver({ minimumGap }: Cap, counted: readonly Contact[]): Instant {
  if (minimumGap === undefined) return AT_ONCE
  return counted.reduce((latest, { at }) => Math.max(latest, at + minimumGap), AT_ONCE)
}

/** A contact older than this counts no more, whatever the zone and its clock changes; milliseconds. */
function longestSpan({ window: { unit, n }, minimumGap = 0 }: Cap): number {
  const days = { hours: n / 24, rollingDays: n, day: n, calendarWeek: 7 * n }[unit]
  return Math.max((days + 2) * 24 * HOUR, minimumGap)
}

/** Whether a contact counts against what is asked: same medium where each counts by itself, same debt where debts do. */
function counts({ media, eachMedium, per }: Cap, asked: Asked, { medium, about }: Contact): boolean {
  if (!media.includes(medium) || (eachMedium && medium !== asked.medium)) return false
  return per === 'debtor' || about === undefined || about.some((invoice) => asked.about.includes(invoice))
}

/** The instant at which a contact made at `at` stops counting, in the zone where that is latest. */
function countsUntil(at: Instant, { unit, n }: CapWindow, zones: readonly string[]): Instant {
  switch (unit) {
    case 'hours':
      return at + n * HOUR
    case 'rollingDays':
      return at + n * 24 * HOUR
    case 'day':
      return midnight(zones, (zone) => addDays(dateAt(at, zone), n), at)
    case 'calendarWeek':
      return midnight(zones, (zone) => addDays(mondayOf(dateAt(at, zone)), 7 * n), at)
  }
}

const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - weekday(date))

const midnight = (zones: readonly string[], dateIn: (zone: string) => CalendarDate, at: Instant): Instant =>
  zones.reduce((latest, zone) => Math.max(latest, instantOf(dateIn(zone), 0, zone)), at)
