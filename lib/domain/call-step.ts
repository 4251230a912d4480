import { standingIn } from './adoption.ts'
import type { Debtor } from './debtor.ts'
import type { Invoice, IssuedInvoice, JourneyProgress } from './invoice.ts'
import type { Channel, Policy, Step } from './policy.ts'
import { demandOfStep, waysTo } from './reach.ts'
import { type Calendar, type PlannedTouch, saidAgain } from './schedule.ts'
import { dateAt, type Instant } from './time.ts'
import type { TouchRecord } from './touch-record.ts'

/** Days within which somebody makes a call that a step asks for, unless its policy says otherwise. */
export const CALL_WITHIN_DAYS = 3

/** The last message about an invoice is a call of which nobody has said that it was made. */
export interface UnmadeCall {
  readonly touch: string
  readonly step: string
  /** The end of the days in which somebody is to make it. */
  readonly by: Instant
}

/** Whether the last message about an invoice may have been a call, whatever policy is followed since. */
export const mayBeCall = ({ lastTouch, calls = [] }: JourneyProgress): boolean =>
  lastTouch !== undefined && calls.includes(lastTouch.touch)

/**
 * An invoice as it stands with its last message, where that is a call: at the level of the call once somebody was reached or
 * a message was left, at the level before until then. A task is no message, and nobody has received what nobody said.
 *
 * An order to follow another policy may have come between, which takes every message for said. Once the call was made it is.
 * Until then it can be said in writing by the same step of that policy; where there is none, its own steps are next.
 */
export function withCall<Any extends Invoice>(
  invoice: Any,
  touch: TouchRecord,
  policy: Policy,
): { readonly invoice: Any; readonly call?: UnmadeCall } {
  const { journey, generation, id } = invoice
  const member = touch.members.find((one) => one.invoice === id && one.generation === generation)
  const isLast = member !== undefined && journey.lastTouch?.touch === touch.id && isAbout(journey, member)
  if (!isLast || !member.was || !touch.callBy || touch.attempts.at(-1)?.channel !== 'call') return { invoice }
  const isOrdered = isOrderedSince(journey, member)
  const own = policy.steps[journey.position]
  const isOwn = own?.id === member.step && own.level === member.level
  const at = (level: number, position = journey.position) => ({
    ...invoice,
    journey: { ...journey, level, position: isOrdered && !isOwn ? position : journey.position },
  })
  const upTo = (level: number) => standingIn(policy, undefined, { position: -1, level }).position
  if (wasMade(touch)) return { invoice: at(member.level, Math.max(journey.position, upTo(member.level))) }
  const { level } = member.was
  // Whatever was written since the order was written of an invoice at the level before the call.
  const invoiceBefore = journey.level === member.level ? at(level, upTo(level)) : at(level)
  if (!isOwn) return { invoice: invoiceBefore }
  return { invoice: invoiceBefore, call: { touch: touch.id, step: member.step, by: Date.parse(touch.callBy) } }
}

/** No provider reports on a call: whoever notes that somebody was reached, or that a message was left, does. */
const wasMade = ({ receipt }: TouchRecord): boolean => receipt?.deliveredAt !== undefined || receipt?.status === 'sent'

type Said = TouchRecord['members'][number]

/** Whether an order to follow another policy came after a message. */
const isOrderedSince = ({ adopted }: JourneyProgress, { version }: Said): boolean =>
  adopted !== undefined && version < adopted.version

/** Whether a journey still reminds of what a message was about: no step was left out since, and no instalment paid off. */
const isAbout = (journey: JourneyProgress, said: Said): boolean =>
  isOrderedSince(journey, said)
    ? journey.anchor === undefined || journey.anchor === said.dueDate
    : journey.position === said.was?.to

interface Known {
  readonly policy: Policy
  readonly debtor: Debtor
  readonly calendar: Calendar
  readonly call?: UnmadeCall
}

/** A call that nobody made, in writing once its days are over; undefined where there is none, or no way to write. */
export function inWriting(
  invoice: IssuedInvoice,
  { policy, debtor, calendar, call }: Known,
  now: Instant,
): PlannedTouch | undefined {
  const { position, lastTouch } = invoice.journey
  const step = policy.steps[position]
  if (!call || !step || step.id !== call.step || lastTouch?.touch !== call.touch) return undefined
  const letter = { ...step, channels: written(step) }
  if (waysTo(debtor, letter.channels, demandOfStep(invoice, step, calendar.rules)).usable.length === 0) return undefined
  return saidAgain({ step: letter, position }, dateAt(call.by, calendar.zone), policy, invoice, calendar, now)
}

/**
 * The ways a step may take. What has a consequence is written, whatever a version of a policy from before that rule says:
 * when somebody calls, if anybody does, the warning before may be long forgotten.
 */
export const waysOf = (step: Step): readonly Channel[] => (step.consequence ? written(step) : step.channels)

/** The channels on which something is said once more: nobody knows who will make a call. */
export const written = ({ channels }: Step): readonly Channel[] => channels.filter((one) => one !== 'call')
