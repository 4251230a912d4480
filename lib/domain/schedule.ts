import { dueDateOf } from './instalments.ts'
import type { IssuedInvoice } from './invoice.ts'
import { windowOf } from './law/contact-window.ts'
import type { ContactRules } from './law/pack.ts'
import { payDayFrom } from './pay-day.ts'
import type { Policy, Step } from './policy.ts'
import { addDays, type CalendarDate, dateAt, daysBetween, type Instant, instantOf, later, MINUTE } from './time.ts'
import { addBusinessDays, type ContactWindow, lastSend, nextContactDay, nextOpening } from './window.ts'

/** The next message an invoice's policy asks for, before anyone asks whether it may be sent. */
export interface PlannedTouch {
  readonly step: Step
  readonly position: number
  /** Steps whose day has passed too, and that this one stands for. */
  readonly absorbed: readonly Step[]
  readonly at: Instant
  /** The debtor's date that the policy alone would send it on. */
  readonly day: CalendarDate
  /** Said once more, because nobody knows that it arrived: the contact points it went to already. */
  readonly again?: readonly string[]
}

/** Where and when the debtor may be reached; `spread` delays the start of the day, so that not all send at opening. */
export interface Calendar {
  /** Whose midnight counts: the debtor's, or that of the place or the entity while it is not known. */
  readonly zone: string
  /** Everything that limits contact with this debtor. */
  readonly rules: ContactRules
  /** The hours and days of e-mail by law and company, which days are counted in. */
  readonly window: ContactWindow
  /** Milliseconds after opening, the same for all invoices of one debtor. */
  readonly spread: number
}

/**
 * The next step of a policy for one invoice, or undefined after the last.
 *
 * Steps whose day has passed are absorbed by the latest of them: never two messages where one was missed. The level
 * rises by one at a time above `delivered` (the highest level the debtor has had for what is open), so an invoice that
 * is first seen late, or comes out of a long hold, goes up the steps instead of jumping.
 */
export function nextTouch(
  policy: Policy,
  invoice: IssuedInvoice,
  delivered: number,
  calendar: Calendar,
  now: Instant,
): PlannedTouch | undefined {
  const today = dateAt(now, calendar.zone)
  const from = invoice.journey.position + 1
  if (from >= policy.steps.length) return undefined
  const wanted = isCold(policy, invoice, calendar)
    ? coldEntry(policy)
    : latestDue(policy, invoice, from, today, calendar)
  const position = lowered(policy, wanted, from, Math.max(delivered, invoice.journey.level) + 1)
  const step = policy.steps[position]
  if (!step) return undefined
  const day = earliestDay(policy, invoice, position, calendar)
  return {
    step,
    position,
    absorbed: policy.steps.slice(from, position),
    at: sendingTime(day, invoice, calendar, now),
    day,
  }
}

/** A step that is said again, from a date of the debtor on, and not too soon after what was said last. */
export function saidAgain(
  what: Pick<PlannedTouch, 'step' | 'position'>,
  from: CalendarDate,
  policy: Policy,
  invoice: IssuedInvoice,
  calendar: Calendar,
  now: Instant,
): PlannedTouch {
  const last = lastTouchDay(invoice, calendar)
  const day = last ? later(from, addDays(last, policy.minimumDaysBetween)) : from
  return { ...what, absorbed: [], at: sendingTime(day, invoice, calendar, now), day, again: [] }
}

/** The debtor's calendar date on which a step falls due by its offset alone. */
export function plannedDay(policy: Policy, invoice: IssuedInvoice, position: number, calendar: Calendar): CalendarDate {
  const offset: Step['offset'] = policy.steps[position]?.offset ?? { from: 'dueDate', days: 0, count: 'calendar' }
  const anchor =
    offset.from === 'previousTouch' ? (lastTouchDay(invoice, calendar) ?? dueDateOf(invoice)) : dueDateOf(invoice)
  const counted =
    offset.count === 'business' ? addBusinessDays(anchor, offset.days, calendar.window) : addDays(anchor, offset.days)
  const day = offset.until === 'payDay' ? payDayFrom(counted) : counted
  const overdue = policy.steps[position]?.level !== 0
  return overdue ? later(day, addDays(dueDateOf(invoice), policy.graceDays)) : day
}

/** First seen so late that the whole sequence would be one burst. */
function isCold(policy: Policy, invoice: IssuedInvoice, calendar: Calendar): boolean {
  const { firstSeen, lastTouch, position } = invoice.journey
  if (lastTouch || position >= 0 || !firstSeen) return false
  const seen = dateAt(Date.parse(firstSeen), calendar.zone)
  return daysBetween(dueDateOf(invoice), seen) > policy.coldStart.afterDays
}

function coldEntry(policy: Policy): number {
  const entry = policy.steps.findIndex((step) => step.level > 0 && step.level >= policy.coldStart.level)
  return entry === -1 ? policy.steps.length - 1 : entry
}

/** The last step whose day has come; a step before the due date does not outlive that date. */
function latestDue(
  policy: Policy,
  invoice: IssuedInvoice,
  from: number,
  today: CalendarDate,
  calendar: Calendar,
): number {
  let position = from
  const overdue = today > dueDateOf(invoice)
  while (position + 1 < policy.steps.length) {
    const next = policy.steps[position + 1]
    const expired = policy.steps[position]?.level === 0 && overdue
    if (
      !expired &&
      (next?.offset.from === 'previousTouch' || plannedDay(policy, invoice, position + 1, calendar) > today)
    )
      break
    position++
  }
  return position
}

/** The last step at or below `wanted` whose level is allowed. */
function lowered(policy: Policy, wanted: number, from: number, highest: number): number {
  for (let position = wanted; position > from; position--)
    if ((policy.steps[position]?.level ?? 0) <= highest) return position
  return from
}

function earliestDay(policy: Policy, invoice: IssuedInvoice, position: number, calendar: Calendar): CalendarDate {
  const planned = plannedDay(policy, invoice, position, calendar)
  const last = lastTouchDay(invoice, calendar)
  return last ? later(planned, addDays(last, policy.minimumDaysBetween)) : planned
}

function sendingTime(day: CalendarDate, invoice: IssuedInvoice, calendar: Calendar, now: Instant): Instant {
  const { zone, window, spread } = calendar
  const sendingDay = nextContactDay(day, window)
  const midnight = instantOf(sendingDay, 0, zone)
  const start = Math.max(now, (nextOpening(midnight, zone, window) ?? midnight) + spread)
  const notBefore = invoice.journey.notBefore ? Date.parse(invoice.journey.notBefore.at) : 0
  // Where nothing ever opens, the law's own answer is heard when the day has come.
  const from = Math.max(start, notBefore)
  return nextOpening(from, zone, window) ?? from
}

function lastTouchDay(invoice: IssuedInvoice, calendar: Calendar): CalendarDate | undefined {
  const touch = invoice.journey.lastTouch
  return touch && dateAt(Date.parse(touch.at), calendar.zone)
}

/** The last instant of today at which this debtor may still be written to. */
export function endOfToday(calendar: Calendar, now: Instant): Instant {
  return lastSend(now, calendar.zone, calendar.window)
}

/**
 * The calendar of a debtor under these rules. `common` are the rules without the debtor's own wish: they say which days
 * count as business days, whatever hours somebody asks for.
 */
export const calendarOf = (rules: ContactRules, zone: string, debtor: string, common = rules): Calendar => ({
  zone,
  rules,
  window: windowOf(common, 'email'),
  spread: spreadOf(debtor),
})

/** A debtor's place in the first three hours of the day, in milliseconds: spreads the load, the same every day. */
export function spreadOf(debtor: string): number {
  let hash = 0
  for (const character of debtor) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 180
  return hash * MINUTE
}
