import type { AddressAs } from './address-as.ts'
import type { UnmadeCall } from './call-step.ts'
import type { Warning } from './consequence.ts'
import type { ContactPoint, Debtor } from './debtor.ts'
import type { DueNow } from './instalments.ts'
import type { Invoice, InvoiceId, IssuedInvoice } from './invoice.ts'
import type { Policy, Step, TouchClass } from './policy.ts'
import type { NeutralWording, PaymentMark } from './stale-data.ts'
import { type CalendarDate, type Instant, iso } from './time.ts'
import type { Suppressed } from './verdict.ts'

/** An open invoice with the policy its journey runs under. */
export interface Candidate {
  readonly invoice: Invoice
  readonly policy: Policy
  readonly paymentData?: readonly PaymentMark[]
  readonly warning?: Warning
  readonly call?: UnmadeCall
}

/** One invoice in a message: the step it uses up and the level that is thereby delivered for it. */
export interface Member {
  readonly invoice: IssuedInvoice
  readonly step: Step
  readonly position: number
  /** What the message asks for now; the balance may be more. */
  readonly due: DueNow
  /** Said once more: the contact points it went to already. */
  readonly again?: readonly string[]
}

/** An invoice whose step fell due today and that stays out of the message. */
export interface LeftOut extends Suppressed {
  readonly invoice: InvoiceId
  readonly generation: number
  /** What the message would have asked for is due then: the same step of the next instalment is another message. */
  readonly dueDate?: CalendarDate
}

/** What is kept back of one invoice. */
export function leftOutOf(
  { id: invoice, generation, terms, journey }: Invoice,
  suppressed: readonly Suppressed[],
): LeftOut[] {
  const dueDate = journey.anchor ?? terms.dueDate
  return suppressed.map((one) => ({ invoice, generation, ...(dueDate !== undefined && { dueDate }), ...one }))
}

/** One message to one debtor: everything of one class, currency, entity and language that falls due today. */
export interface JointTouch {
  readonly debtor: Debtor
  readonly entity: string
  readonly currency: string
  readonly language: string
  /** How the debtor is spoken to, where the policy says; one form in one message. */
  readonly addressAs?: AddressAs
  readonly class: TouchClass
  /** The highest among the members. */
  readonly level: number
  readonly template: string
  readonly members: readonly Member[]
  readonly leftOut: readonly LeftOut[]
  /** Where to try, best first. */
  readonly points: readonly ContactPoint[]
  /** Days within which somebody makes the call, if it becomes one; as the policy says. */
  readonly callWithinDays?: number
  /** Sum of the members' balances, minor units. */
  readonly total: number
  /** Payment data is too old to say that something is unpaid. */
  readonly neutral?: NeutralWording
}

/** What an invoice is once its step is in a message that was claimed for these contact points: it may become a call. */
export function claimed(one: Member, touch: string, at: Instant, points: readonly ContactPoint[]): IssuedInvoice {
  const { notBefore: _, tried: __, approval: ___, ...journey } = one.invoice.journey
  return {
    ...one.invoice,
    version: one.invoice.version + 1,
    journey: {
      ...journey,
      position: one.position,
      level: one.step.level,
      lastTouch: { touch, at: iso(at), class: one.step.class },
      ...(points.some(({ channel }) => channel === 'call') && { calls: [...(journey.calls ?? []), touch] }),
      ...(one.again && { tried: { step: one.step.id, points: one.again } }),
    },
  }
}
