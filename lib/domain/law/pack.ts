import type { Channel } from '../policy.ts'
import type { CalendarDate } from '../time.ts'

/** Every way of reaching a person that a contact law speaks of; Puntual itself sends on some of them. */
export const MEDIA = ['email', 'sms', 'whatsapp', 'call', 'visit', 'letter', 'push'] as const
export type Medium = Channel | (typeof MEDIA)[number]

/** Minutes past midnight on the debtor's clock, half-open: the first is allowed, the second is not. */
export type Range = readonly [from: number, to: number]

/** Ranges by ISO weekday, Monday first; an empty list forbids the day. */
export type WeekHours = readonly [
  mon: readonly Range[],
  tue: readonly Range[],
  wed: readonly Range[],
  thu: readonly Range[],
  fri: readonly Range[],
  sat: readonly Range[],
  sun: readonly Range[],
]

/** Where a rule is written, and how sure we are of it. `how`: read in stored material, or recalled. */
export interface Citation {
  readonly law: string
  readonly article?: string
  readonly date?: string
  readonly url?: string
  readonly how: 'stored' | 'recalled'
}

/** How sure the pack's authors are of what it says. */
export type Confidence = 'high' | 'medium' | 'low'

/** The period a cap counts over, on the debtor's calendar; weeks run from Monday to Sunday. */
export interface CapWindow {
  readonly unit: 'day' | 'calendarWeek' | 'rollingDays' | 'hours'
  readonly n: number
}

/**
 * A limit on how often a person is contacted.
 *
 * `count`: at most `max` contacts in the window. `distinctChannels`: contacts of the window use at most `max` media.
 * `cooldown`: at most `max` contacts in the window after a conversation. `minimumGap` is in milliseconds.
 */
export interface Cap {
  readonly id: string
  readonly kind: 'count' | 'distinctChannels' | 'cooldown'
  readonly max: number
  readonly window: CapWindow
  /** Across everything the debtor owes, or for one invoice. */
  readonly per: 'debtor' | 'debt'
  readonly media: readonly Medium[]
  /** Whether each medium is counted by itself. */
  readonly eachMedium: boolean
  readonly minimumGap?: number
}

/** The dates on which a layer forbids contact, with their names. */
export interface HolidayTable {
  readonly media: readonly Medium[]
  readonly dates: ReadonlyMap<CalendarDate, string>
  readonly through: CalendarDate
}

/** A set of rules with one author: a statute, its recommended margin, the company, or the debtor's own wish. */
export interface Layer {
  /** Such as "CO", "CO recommended", "company", "preference". */
  readonly name: string
  /** Absent: this layer sets no hours. `media` are those the hours bind. */
  readonly hours?: { readonly media: readonly Medium[]; readonly week: WeekHours }
  /** Dates without contact on these media; `through` is the last date the table knows. Absent: holidays are like other days. */
  readonly holidays?: HolidayTable
  readonly caps: readonly Cap[]
  /** Media that need a person's recorded consent before they may be used. */
  readonly consentFor: readonly Medium[]
  /** Whether confirmations and receipts are contacts too. */
  readonly receiptsCount: boolean
  readonly citations: readonly Citation[]
  readonly confidence: Confidence
  /** First and last date on which the layer is in force; absent: no bound on that side. */
  readonly from?: CalendarDate
  readonly until?: CalendarDate
}

/** What holds for one debtor: every layer, kept apart, so that a verdict can name the rule that spoke. */
export interface ContactRules {
  /** The debtor's zone; every zone of the place when it is not known, and then all of them must agree. */
  readonly zones: readonly string[]
  readonly layers: readonly Layer[]
}
