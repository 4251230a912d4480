import type { ContactPoint, Debtor, RecentTouch } from './debtor.ts'
import type { ContactClass } from './law/contact.ts'
import { windowOf } from './law/contact-window.ts'
import { type Contact, judge, type LawVerdict } from './law/judge.ts'
import type { Medium } from './law/pack.ts'
import { rememberedWith } from './remembered.ts'
import type { Calendar } from './schedule.ts'
import { dateAt, type Instant } from './time.ts'
import { isOpen, nextOpening } from './window.ts'

/** What somebody wants to say, and from when on; `about` are ids of invoices. */
export interface Wish {
  readonly from: Instant
  readonly class: ContactClass
  readonly about: readonly string[]
}

type Refusal = Extract<LawVerdict, { kind: 'refused' }>

/** When a debtor may be told, and through which of the contact points, best first. */
export interface Chance {
  readonly at: Instant
  readonly points: readonly ContactPoint[]
  /** What kind of rule forbade it earlier. */
  readonly refusal?: Refusal['reason']
}

/** Two refusals follow each other where hours, holidays and several caps take turns; more than this never end. */
const PATIENCE = 32

/** The contacts a debtor has had, as the law counts them. */
export const contactsOf = ({ recent }: Debtor): readonly Contact[] => contactsIn(recent)

const contactsIn = rememberedWith((recent: Debtor['recent']): readonly Contact[] => recent.map(contactOf))

/** Each list of contacts has the older ones again. */
const contactOf = rememberedWith(
  ({ at, channel, class: of, about, conversation }: RecentTouch): Contact => ({
    at: Date.parse(at),
    medium: channel,
    class: of,
    ...(about && { about }),
    ...(conversation && { conversation }),
  }),
)

/**
 * The first chance at or after `wish.from` to tell the debtor on any of these points, or undefined when law, company and
 * debtor leave none. Of several points that may be used then, the order given is the order of trying.
 */
export function firstChance(
  points: readonly ContactPoint[],
  wish: Wish,
  calendar: Calendar,
  history: readonly Contact[],
): Chance | undefined {
  let soonest: Omit<Chance, 'points'> | undefined
  const media: ContactPoint['channel'][] = []
  const usable: ContactPoint['channel'][] = []
  for (const { channel } of points) {
    if (media.includes(channel)) continue
    media.push(channel)
    const found = firstAllowed(channel, wish, calendar, history)
    if (!found || (soonest && found.at > soonest.at)) continue
    if (found.at === soonest?.at) usable.push(channel)
    else {
      soonest = found
      usable.splice(0, usable.length, channel)
    }
  }
  return soonest && { ...soonest, points: points.filter(({ channel }) => usable.includes(channel)) }
}

/** The first instant at or after `wish.from` at which nothing forbids a contact on a medium, or undefined. */
export function firstAllowed(
  medium: Medium,
  { from, class: of, about }: Wish,
  calendar: Calendar,
  history: readonly Contact[],
): Omit<Chance, 'points'> | undefined {
  const window = windowOf(calendar.rules, medium)
  const ask = (at: Instant) => judge(calendar.rules, { at, medium, class: of, about }, history)
  let first: Refusal | undefined
  for (let at = from, asked = 0; asked < PATIENCE; asked++) {
    const verdict = ask(at)
    const open = verdict.kind === 'allowed' && isOpen(at, calendar.zone, window)
    if (open) return { at, ...(first && { refusal: first.reason }) }
    if (verdict.kind === 'refused') first ??= verdict
    // The law may allow what the margin before closing does not: it would arrive late.
    const next = verdict.kind === 'refused' ? verdict.next : nextOpening(at, calendar.zone, window)
    if (next === undefined) return undefined
    // A later day begins for each debtor at another minute, so that not all messages leave at once.
    const isLater = dateAt(next, calendar.zone) > dateAt(at, calendar.zone)
    const spread = next + calendar.spread
    at = isLater && ask(spread).kind === 'allowed' && isOpen(spread, calendar.zone, window) ? spread : next
  }
  return undefined
}
