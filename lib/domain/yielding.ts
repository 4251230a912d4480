import { contactsOf, firstChance } from './chance.ts'
import type { Debtor } from './debtor.ts'
import { putOff } from './decision.ts'
import { type Invoice, isIssued } from './invoice.ts'
import { type Asked, type Contact, judge } from './law/judge.ts'
import type { TouchClass } from './policy.ts'
import type { Calendar } from './schedule.ts'
import { DAY, type Instant } from './time.ts'
import type { LawfulTouch, Verdict } from './verdict.ts'

/** What goes first when a debtor may not be told everything: the lower number. */
const URGENCY = { formalNotice: 0, arrangement: 1, overdue: 2, beforeDue: 3 } as const satisfies Record<
  TouchClass,
  number
>

/** No cap of any law counts over a longer time, so no later message can be in the way. */
export const LOOKAHEAD = 31 * DAY

/** A message that is planned for a debtor, and the invoice it is about. */
export interface Planned {
  readonly invoice: string
  readonly touch: LawfulTouch
}

/**
 * The verdict on a message beside what else is planned for its debtor: it waits for a more urgent one that it would push
 * off, that is, one that may be sent at its own time now and might no longer once this one had been sent.
 */
export function yieldToUrgent(
  verdict: Verdict,
  invoice: Invoice,
  others: () => readonly Planned[],
  { debtor, calendar }: { readonly debtor: Debtor; readonly calendar: Calendar },
  now: Instant,
): Verdict {
  const { touch } = verdict
  const mine = touch && contactOf({ invoice: invoice.id, touch }, now)
  if (!mine || !isIssued(invoice)) return verdict
  const history = contactsOf(debtor)
  const allows = (asked: Asked, had: readonly Contact[]) => judge(calendar.rules, asked, had).kind === 'allowed'
  const urgent = (URGENCY[touch.step.class] > 0 ? others() : [])
    .filter((other) => URGENCY[other.touch.step.class] < URGENCY[touch.step.class])
    .flatMap((other) => contactOf(other, other.touch.at) ?? [])
    .find((theirs) => allows(theirs, history) && !allows(theirs, [...history, mine]))
  if (!urgent) return verdict
  const wish = { from: urgent.at + 1, class: touch.step.class, about: mine.about }
  const left = firstChance(touch.points, wish, calendar, [...history, urgent])
  // Without any later chance it is decided anew then, by its own level: a person takes over there.
  return putOff(touch, left?.at ?? urgent.at + 1, 'cap', invoice, now)
}

function contactOf({ invoice, touch }: Planned, at: Instant): (Asked & Contact) | undefined {
  const [point] = touch.points
  return point && { at, medium: point.channel, class: touch.step.class, about: [invoice] }
}
