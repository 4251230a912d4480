import type { ContactPoint, Debtor } from './debtor.ts'
import { reachable } from './debtor.ts'
import { decide, SHAPE } from './decision.ts'
import { type DueNow, dueNow } from './instalments.ts'
import { type Invoice, type InvoiceId, type IssuedInvoice, isIssued } from './invoice.ts'
import type { Policy, Step, TouchClass } from './policy.ts'
import { type Calendar, endOfToday } from './schedule.ts'
import type { NeutralWording, PaymentMark } from './stale-data.ts'
import { type CalendarDate, dateAt, type Instant, iso } from './time.ts'
import type { Asking, Decision, Suppression, Verdict } from './verdict.ts'

/** An open invoice with the policy its journey runs under. */
export interface Candidate {
  readonly invoice: Invoice
  readonly policy: Policy
  readonly paymentData?: readonly PaymentMark[]
}

/** One invoice in a message: the step it uses up and the level that is thereby delivered for it. */
export interface Member {
  readonly invoice: IssuedInvoice
  readonly step: Step
  readonly position: number
  /** What the message asks for now; the balance may be more. */
  readonly due: DueNow
}

/** An invoice whose step fell due today and that stays out of the message. */
export interface LeftOut {
  readonly invoice: InvoiceId
  readonly generation: number
  readonly step: string
  readonly reason: Suppression
}

/** The touch's own record lists its members, and DynamoDB's items end at 400 KB; the rest follow the day after. */
const MOST_MEMBERS = 1000

/** One message to one debtor: everything of one class, currency, entity and language that falls due today. */
export interface JointTouch {
  readonly debtor: Debtor
  readonly entity: string
  readonly currency: string
  readonly language: string
  readonly class: TouchClass
  /** The highest among the members. */
  readonly level: number
  readonly template: string
  readonly members: readonly Member[]
  readonly leftOut: readonly LeftOut[]
  /** Where to try, best first. */
  readonly points: readonly ContactPoint[]
  /** Sum of the members' balances, minor units. */
  readonly total: number
  /** Payment data is too old to say that something is unpaid. */
  readonly neutral?: NeutralWording
}

export interface Gathering {
  /** What the asking journey itself is to do. */
  readonly decision: Decision
  readonly leftOut: readonly LeftOut[]
  readonly touch?: JointTouch
}

/** The highest level delivered for anything that is still open: paying one invoice must not move the others. */
export function deliveredLevel(open: readonly Candidate[]): number {
  return open.reduce((highest, { invoice }) => Math.max(highest, invoice.journey.level), 0)
}

/**
 * Gathers the one message of today for the debtor of `lead`, or says why `lead` is not to be sent now.
 *
 * `others` are the debtor's other open invoices as the ledger has them now.
 */
export function gather(
  asking: Asking,
  lead: Candidate,
  others: readonly Candidate[],
  debtor: Debtor,
  calendar: Calendar,
  now: Instant,
): Gathering {
  const delivered = deliveredLevel([lead, ...others])
  const verdict = decide(asking, { ...lead, debtor, calendar, delivered }, now)
  const today = dateAt(now, calendar.zone)
  const first = member(lead, verdict, today)
  if (!first) return { decision: verdict.decision, leftOut: leftOutOf(lead, verdict) }
  const language = languageFor(debtor, lead.policy)
  const horizon = Math.max(now, endOfToday(calendar, now))
  const members = [first]
  const leftOut = leftOutOf(lead, verdict)
  for (const other of others) {
    const own: Asking = { generation: other.invoice.generation, shape: SHAPE, startedAt: now }
    const theirs = decide(own, { ...other, debtor, calendar, delivered }, now, horizon)
    const one = member(other, theirs, today)
    const together = one && travelTogether(first, one) && languageFor(debtor, other.policy) === language
    if (together && members.length < MOST_MEMBERS) members.push(one)
    if (!one || members.includes(one)) leftOut.push(...leftOutOf(other, theirs))
  }
  const top = members.reduce((best, one) => (one.step.level > best.step.level ? one : best), first)
  return {
    decision: verdict.decision,
    leftOut,
    touch: {
      debtor,
      entity: first.invoice.terms.entity,
      currency: first.invoice.currency,
      language,
      class: first.step.class,
      level: top.step.level,
      template: top.step.template,
      members,
      leftOut,
      points: reachable(debtor, top.step.channels),
      total: members.reduce((sum, one) => sum + one.invoice.balance, 0),
    },
  }
}

/** What an invoice is once its step is in a claimed message. */
export function claimed(one: Member, touch: string, at: Instant): IssuedInvoice {
  const { notBefore: _, ...journey } = one.invoice.journey
  return {
    ...one.invoice,
    version: one.invoice.version + 1,
    journey: {
      ...journey,
      position: one.position,
      level: one.step.level,
      lastTouch: { touch, at: iso(at), class: one.step.class },
    },
  }
}

/** The debtor's language when the policy speaks it, else its nearest relative, else the policy's first. */
export function languageFor(debtor: Debtor, policy: Policy): string {
  const wanted = debtor.profile?.language ?? ''
  const base = wanted.split('-')[0]
  return (
    policy.languages.find((one) => one === wanted) ??
    policy.languages.find((one) => one.split('-')[0] === base) ??
    policy.languages[0] ??
    'es'
  )
}

function member({ invoice }: Candidate, { touch }: Verdict, today: CalendarDate): Member | undefined {
  if (!touch || !isIssued(invoice)) return undefined
  return { invoice, step: touch.step, position: touch.position, due: dueNow(invoice, today) }
}

const travelTogether = (a: Member, b: Member): boolean =>
  a.step.class === b.step.class &&
  a.invoice.currency === b.invoice.currency &&
  a.invoice.terms.entity === b.invoice.terms.entity

const leftOutOf = ({ invoice }: Candidate, { suppressed }: Verdict): LeftOut[] =>
  suppressed.map((one) => ({ invoice: invoice.id, generation: invoice.generation, ...one }))
