import { mayBeCall, type UnmadeCall, withCall } from '../domain/call-step.ts'
import type { Warning } from '../domain/consequence.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import { isConsequenceAhead } from '../domain/gated-step.ts'
import { type Invoice, isIssued } from '../domain/invoice.ts'
import { lasting } from '../domain/own-name.ts'
import type { Channel, Policy } from '../domain/policy.ts'
import { arrivalOf } from '../domain/receipt.ts'
import type { Calendar } from '../domain/schedule.ts'
import type { PaymentMark } from '../domain/stale-data.ts'
import { textNamed } from '../domain/text-name.ts'
import type { Instant } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import type { Decision } from '../domain/verdict.ts'
import type { Clock, Debtors, Ledger, TouchRecord } from '../ports.ts'
import type { PaymentMarks } from './complete-source.ts'
import { calendarFor, type Limits } from './limits.ts'
import type { Guarded } from './pass-gate.ts'
import type { Policies } from './policies.ts'

/** What deciding needs of the outside world; it only reads, but for the why-not log. */
export interface Deciding extends Guarded {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly policies: Policies
  readonly limits: Limits
  /** Channels this deployment can send on; the others do not exist for any decision. */
  readonly configured: readonly Channel[]
  /** Legal entities with the zone that stands in for a debtor's while nobody knows it. */
  readonly zones: Readonly<Record<string, string>>
  readonly paymentMarks: PaymentMarks
  /** The payment sources that each legal entity must know up to date. */
  readonly paymentSources: Readonly<Record<string, readonly string[]>>
}

/** The facts about one invoice that its next decision rests on. */
export interface Facts {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly policy: Policy
  readonly calendar: Calendar
  readonly paymentData: readonly PaymentMark[]
  readonly warning?: Warning
  readonly call?: UnmadeCall
}

/**
 * Reads the facts of one invoice; a debtor nobody has described yet counts as unknown, in the entity's zone. Whoever
 * knows whose it was when they last looked saves a read.
 */
export async function readFacts(outside: Deciding, id: string, lastDebtor?: string): Promise<Facts> {
  const { invoice: read, known } = await readBoth(outside, id, lastDebtor)
  const debtor = reachableOn(outside.configured, known)
  const policy = await outside.policies.of(read, debtor)
  const said = await lastSaid(outside, read, policy)
  const { invoice } = said
  return {
    ...said,
    debtor,
    policy,
    calendar: await calendarFor(outside.limits, debtor, outside.zones[invoice.terms.entity ?? '']),
    paymentData: await paymentDataOf(outside, invoice),
  }
}

/** The debtor as this deployment can reach them. */
function reachableOn(channels: readonly Channel[], debtor: Debtor): Debtor {
  const isReachable = ({ channel }: ContactPoint) => channels.includes(channel)
  if (debtor.contactPoints.every(isReachable)) return debtor
  return { ...debtor, contactPoints: debtor.contactPoints.filter(isReachable) }
}

/**
 * The debtor is never older than the invoice: what a debtor-wide fact changes is written before it raises the version of
 * the debtor's invoices, so a decision on the old debtor rests on an old version and cannot park.
 */
async function readBoth({ ledger, debtors }: Deciding, id: string, lastDebtor = '') {
  const both = lastDebtor === '' ? undefined : await ledger.invoiceWith(id, lastDebtor)
  const invoice = both?.invoice ?? (await ledger.invoice(id))
  const { debtor = '' } = invoice.terms
  return {
    invoice,
    known:
      both && debtor === lastDebtor && !both.record.mergedInto ? united(both.record) : await debtors.debtor(debtor),
  }
}

/** How far the payments are known that the invoice's legal entity must know. */
export const paymentDataOf = (
  { paymentMarks, paymentSources }: Deciding,
  { terms }: Invoice,
): Promise<readonly PaymentMark[]> => paymentMarks.read(paymentSources[terms.entity ?? ''] ?? [])

/**
 * An invoice beside the last message about it, which is read only where it matters: a consequence is ahead, or it may have
 * been a call. In neutral words, or in those of another step that it travelled with, a message has warned of nothing.
 */
export async function lastSaid<Any extends Invoice>(
  { ledger, clock }: { readonly ledger: Pick<Ledger, 'touch'>; readonly clock: Clock },
  invoice: Any,
  policy: Policy,
): Promise<{ readonly invoice: Any; readonly warning?: Warning; readonly call?: UnmadeCall }> {
  const { lastTouch } = invoice.journey
  if (!isIssued(invoice) || !lastTouch) return { invoice }
  if (!isConsequenceAhead(policy, invoice) && !mayBeCall(invoice.journey)) return { invoice }
  const touch = await ledger.touch(lastTouch.touch)
  const member = touch?.members.find((one) => one.invoice === invoice.id)
  if (!touch || !member) return { invoice }
  const stands = withCall(invoice, touch, policy)
  const { text } = textNamed(touch.template)
  const isInOtherWords = policy.steps.some(
    ({ id, template }) => id === member.step && textNamed(template).text !== text,
  )
  if (touch.neutral || isInOtherWords) return stands
  const [name, arrivedAt] = [
    touch.attempts.at(-1)?.contactPoint,
    await arrivalOfWarning(ledger, touch, member, clock.now()),
  ]
  const warning = {
    level: member.level,
    ...(name !== undefined && { contactPoint: lasting({ id: touch.debtor, name }) }),
    ...(arrivedAt !== undefined && { arrivedAt }),
  }
  return { ...stands, warning }
}

/** When a warning is known to have arrived: this message, or one that it said once more and whose report came late. */
async function arrivalOfWarning(
  ledger: Pick<Ledger, 'touch'>,
  touch: TouchRecord,
  { invoice, step, again, was }: TouchRecord['members'][number],
  now: Instant,
): Promise<string | undefined> {
  const arrivedAt = arrivalOf(touch, now)
  if (arrivedAt !== undefined || !again || !was?.lastTouch) return arrivedAt
  const before = await ledger.touch(was.lastTouch.touch)
  const member = before?.members.find((one) => one.invoice === invoice && one.step === step)
  if (!before || !member || before.neutral || before.template !== touch.template) return undefined
  return arrivalOfWarning(ledger, before, member, now)
}

/** Counts a message that payment data keeps back, for the alarm. */
export function countStale({ meter }: Deciding, { reason }: Decision): void {
  if (reason === 'staleData') meter.count('PaymentDataStale')
}
