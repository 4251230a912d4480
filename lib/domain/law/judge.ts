import type { Day } from '../day.ts'
import { type CalendarDate, DAY, dateAt, dayAt, type Instant, minuteOfDay, weekday } from '../time.ts'
import { isOpen, openingWithin } from '../window.ts'
import { capRelease } from './caps.ts'
import type { Asked, Contact } from './contact.ts'
import { lawfulWindow } from './contact-window.ts'
import { holds, rangesOn } from './hours.ts'
import { BEYOND_TABLE, layersOn } from './in-force.ts'
import type { Citation, ContactRules, Layer, Medium } from './pack.ts'

export type { Asked, Contact, ContactClass } from './contact.ts'

/** Whether a contact may be made, and if not, the rule that says so and the first instant that no rule forbids. */
export type LawVerdict =
  | {
      readonly kind: 'allowed'
      /** A holiday table ended before this date, so the strictest default held too; to be counted for an alarm. */
      readonly beyondTable?: true
    }
  | {
      readonly kind: 'refused'
      readonly reason: 'hours' | 'holiday' | 'cap'
      /** The layer and the rule in it: "CO", "co-1-per-day". */
      readonly layer: string
      readonly rule: string
      /** The name of the holiday. */
      readonly holiday?: string
      readonly citations: readonly Citation[]
      /** Undefined when no instant of the next year is allowed. */
      readonly next: Instant | undefined
      readonly beyondTable?: true
    }

/** Asks every layer; the first refusal in the order hours, holidays, caps is the answer. */
export type Judge = (rules: ContactRules, asked: Asked, history: readonly Contact[]) => LawVerdict

type Refusal = Pick<Extract<LawVerdict, { kind: 'refused' }>, 'reason' | 'layer' | 'rule' | 'holiday' | 'citations'>

/** How far ahead an allowed instant is looked for. */
const A_YEAR = 366 * DAY

const ALLOWED = { kind: 'allowed' } as const

/** Asks every layer whether a contact may be made; all zones of the place must agree. */
export const judge: Judge = (rules, asked, history) => {
  const layers = layersAt(rules, asked.at, asked.medium)
  const [first] = isPlainlyAllowed(rules, layers, asked, history) ? [] : refusals(rules, asked, history)
  const beyond = layers.includes(BEYOND_TABLE) ? { beyondTable: true as const } : {}
  if (!first) return 'beyondTable' in beyond ? { kind: 'allowed', ...beyond } : ALLOWED
  return { kind: 'refused', ...first, next: nextAllowed(rules, asked, history), ...beyond }
}

/** The ordinary case, without naming rules: the hours of all layers read together are open, and no cap holds anything back. */
function isPlainlyAllowed(
  rules: ContactRules,
  layers: readonly Layer[],
  asked: Asked,
  history: readonly Contact[],
): boolean {
  const window = lawfulWindow(rules, asked.medium)
  const [zone] = window.zones
  // A window is open when each of its zones agrees, whichever of them asks.
  if (zone !== undefined && !isOpen(asked.at, zone, window)) return false
  if (history.length === 0) return true
  for (const layer of layers)
    for (const { cap, counted } of capsFor(layer, asked, history))
      if (capRelease(cap, asked, counted, rules.zones) > asked.at) return false
  return true
}

/** Everything that forbids a contact at its instant: hours first, then holidays, then caps. */
export function refusals(rules: ContactRules, asked: Asked, history: readonly Contact[]): readonly Refusal[] {
  const layers = layersAt(rules, asked.at, asked.medium)
  return [
    ...layers.filter((layer) => isClosed(layer, asked, rules.zones)).map((layer) => refused(layer, 'hours', 'hours')),
    ...layers.flatMap((layer) => {
      const holiday = holidayAt(layer, asked, rules.zones)
      return holiday === undefined ? [] : [{ ...refused(layer, 'holiday', 'holidays'), holiday }]
    }),
    ...layers.flatMap((layer) =>
      capsFor(layer, asked, history)
        .filter(({ cap, counted }) => capRelease(cap, asked, counted, rules.zones) > asked.at)
        .map(({ cap }) => refused(layer, 'cap', cap.id)),
    ),
  ]
}

/**
 * The first instant at or after the one asked for that no rule forbids, with the history as it is; undefined when the
 * next year has none. It goes from opening to opening and from release to release, never minute by minute.
 */
export function nextAllowed(rules: ContactRules, asked: Asked, history: readonly Contact[]): Instant | undefined {
  const window = lawfulWindow(rules, asked.medium)
  const last = asked.at + A_YEAR
  for (let from = asked.at; from <= last; ) {
    const opens = openingWithin(from, last, window.zones, window)
    if (opens === undefined) return undefined
    const release = layersAt(rules, opens, asked.medium)
      .flatMap((layer) => capsFor(layer, asked, history))
      .reduce((latest, { cap, counted }) => Math.max(latest, capRelease(cap, asked, counted, rules.zones)), opens)
    if (release === opens) return opens
    from = release
  }
  return undefined
}

/** Whether a holiday table that counts for a contact had ended before its day: somebody has to bring it up to date. */
export const isBeyondTable = (rules: ContactRules, { at, medium }: Pick<Asked, 'at' | 'medium'>): boolean =>
  layersAt(rules, at, medium).includes(BEYOND_TABLE)

/** Days and media that are asked for again and again. */
const REMEMBERED = 5_000
const inForce = new WeakMap<ContactRules, Map<Medium, Map<Day | string, readonly Layer[]>>>()

/** The layers in force at an instant in any zone of the place. */
function layersAt(rules: ContactRules, at: Instant, medium: Medium): readonly Layer[] {
  const ofRules = inForce.get(rules) ?? new Map<Medium, Map<Day | string, readonly Layer[]>>()
  inForce.set(rules, ofRules)
  const known = ofRules.get(medium) ?? new Map<Day | string, readonly Layer[]>()
  ofRules.set(medium, known)
  const { zones } = rules
  const [zone] = zones
  const key = zone !== undefined && zones.length === 1 ? dayAt(at, zone) : zones.map((one) => dayAt(at, one)).join()
  const layers = known.get(key)
  if (layers !== undefined) return layers
  const found = [...new Set(zones.flatMap((one) => layersOn(rules, dateAt(at, one), medium)))]
  if (known.size >= REMEMBERED) known.clear()
  known.set(key, found)
  return found
}

const refused = ({ name, citations }: Layer, reason: Refusal['reason'], rule: string): Refusal => ({
  reason,
  layer: name,
  rule,
  citations,
})

const isClosed = ({ hours }: Layer, { at, medium }: Asked, zones: readonly string[]): boolean =>
  hours?.media.includes(medium) === true &&
  zones.some((zone) => !holds(rangesOn(hours.week, weekday(dateAt(at, zone))), minuteOfDay(at, zone)))

function holidayAt({ holidays }: Layer, { at, medium }: Asked, zones: readonly string[]): string | undefined {
  if (!holidays?.media.includes(medium)) return undefined
  const named = (date: CalendarDate) => {
    const name = holidays.dates.get(date)
    return name === undefined ? [] : [name]
  }
  return zones.flatMap((zone) => named(dateAt(at, zone)))[0]
}

/** The caps of a layer that a contact is subject to, with the contacts that count for them. */
function capsFor({ caps, receiptsCount }: Layer, asked: Asked, history: readonly Contact[]) {
  if (caps.length === 0) return []
  if (receiptsCount) return caps.map((cap) => ({ cap, counted: history }))
  if (asked.class === 'receipt') return []
  const counted = history.filter((contact) => contact.class !== 'receipt')
  return caps.map((cap) => ({ cap, counted }))
}
