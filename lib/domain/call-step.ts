import type { Debtor } from './debtor.ts'
import type { Invoice, IssuedInvoice } from './invoice.ts'
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

/**
 * An invoice as it stands with its last message, where that is a call: at the level of the call once somebody was reached or
 * a message was left, at the level before until then. A task is no message, and nobody has received what nobody said.
 */
export function withCall<Any extends Invoice>(
  invoice: Any,
  touch: TouchRecord,
): { readonly invoice: Any; readonly call?: UnmadeCall } {
  const { journey, generation, id } = invoice
  const member = touch.members.find((one) => one.invoice === id && one.generation === generation)
  const isLast = journey.lastTouch?.touch === touch.id && journey.position === member?.was?.to
  if (!member?.was || !isLast || !touch.callBy || touch.attempts.at(-1)?.channel !== 'call') return { invoice }
  const isMade = touch.receipt?.deliveredAt !== undefined
  const stands = { ...invoice, journey: { ...journey, level: isMade ? member.level : member.was.level } }
  return isMade
    ? { invoice: stands }
    : { invoice: stands, call: { touch: touch.id, step: member.step, by: Date.parse(touch.callBy) } }
}

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

/** The channels on which something is said once more: nobody knows who will make a call. */
export const written = ({ channels }: Step): readonly Channel[] => channels.filter((one) => one !== 'call')
