import { addDays, type CalendarDate, MINUTE } from '../time.ts'
import type { ContactWindow } from '../window.ts'
import { ALWAYS, intersection, rangesOn } from './hours.ts'
import { isBeyond, isInForce, layersOn } from './in-force.ts'
import type { ContactRules, Medium, WeekHours } from './pack.ts'

/**
 * How long before closing nothing leaves any more, in milliseconds. A text may take half an hour to arrive, and
 * SendMessages has no time to live; the others need the request's timeout and a moment to be delivered.
 */
export const MARGINS: Readonly<Record<Medium, number>> = {
  sms: 30 * MINUTE,
  email: 5 * MINUTE,
  whatsapp: 5 * MINUTE,
  push: 5 * MINUTE,
  call: 5 * MINUTE,
  visit: 5 * MINUTE,
  letter: 5 * MINUTE,
}

const windows = new WeakMap<ContactRules, Map<Medium, ContactWindow>>()

/** The hours and days in which messages of a medium may leave: what every layer allows, less the margin before closing. */
export function windowOf(rules: ContactRules, medium: Medium): ContactWindow {
  const known = windows.get(rules) ?? new Map<Medium, ContactWindow>()
  windows.set(rules, known)
  const window = known.get(medium) ?? { ...lawfulWindow(rules, medium), margin: MARGINS[medium] }
  known.set(medium, window)
  return window
}

const lawful = new WeakMap<ContactRules, Map<Medium, ContactWindow>>()

/** The same to the last minute: a contact that takes no time. */
export function lawfulWindow(rules: ContactRules, medium: Medium): ContactWindow {
  const known = lawful.get(rules) ?? new Map<Medium, ContactWindow>()
  lawful.set(rules, known)
  const window = known.get(medium) ?? readTogether(rules, medium)
  known.set(medium, window)
  return window
}

function readTogether(rules: ContactRules, medium: Medium): ContactWindow {
  const spans = boundaries(rules).map((from) => ({ from, week: weekOn(rules, from, medium) }))
  // Business days are counted by the weeks that are known; beyond the table hours are shorter, and days no fewer.
  const known = spans.filter(({ from }) => !rules.layers.some((layer) => isBeyond(layer, from, medium)))
  return {
    days: [1, 2, 3, 4, 5, 6, 7].filter((day) => known.every(({ week }) => rangesOn(week, day).length > 0)),
    spans,
    holidays: new Set(
      rules.layers.flatMap((layer) =>
        layer.holidays?.media.includes(medium)
          ? [...layer.holidays.dates.keys()].filter((date) => isInForce(layer, date))
          : [],
      ),
    ),
    margin: 0,
    zones: rules.zones,
  }
}

/** The dates from which other layers may hold, the beginning of time first. */
function boundaries({ layers }: ContactRules): readonly CalendarDate[] {
  const dates = layers.flatMap(({ from, until, holidays }) => [
    ...(from === undefined ? [] : [from]),
    ...(until === undefined ? [] : [addDays(until, 1)]),
    ...(holidays === undefined ? [] : [addDays(holidays.through, 1)]),
  ])
  return ['', ...new Set(dates)].sort()
}

const weekOn = (rules: ContactRules, date: CalendarDate, medium: Medium): WeekHours =>
  layersOn(rules, date, medium).reduce(
    (week, { hours }) => (hours?.media.includes(medium) ? intersection(week, hours.week) : week),
    ALWAYS,
  )
