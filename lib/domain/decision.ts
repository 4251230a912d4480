import { type Debtor, hasHeardToday, reachable, unappliedIn } from './debtor.ts'
import { dueDateOf, dueNow, nextInstalment } from './instalments.ts'
import { activeHold, type Invoice, type IssuedInvoice, isIssued, type Outcome } from './invoice.ts'
import type { Policy, Step } from './policy.ts'
import { type Calendar, nextTouch, type PlannedTouch, startOfNextDay } from './schedule.ts'
import { addDays, type CalendarDate, DAY, dateAt, type Instant, instantOf, iso } from './time.ts'

/** The shape of journey this code understands; a definition that says less continues as new. */
export const SHAPE = 2
/** Executions end before Step Functions' own year is over. */
const OLD_AGE = 330 * DAY
/** No wait is longer, so that no fact can be missed for longer. */
const LONGEST_WAIT = 30 * DAY
/** Waits on facts about the whole debtor are asked again this often. */
const ASK_AGAIN = DAY
/** How long an invoice waits for its debtor's record before a person looks. */
const UNKNOWN_DEBTOR_DAYS = 5

/** Why a message that was planned was not sent. */
export type Suppression =
  | 'paid'
  | 'voided'
  | 'writtenOff'
  | 'hold'
  | 'debtorHold'
  | 'unappliedCash'
  | 'paymentScheduled'
  | 'belowMinimum'
  | 'noContactPoint'
  | 'doNotContact'
  | 'debtorUnknown'
  | 'absorbed'
  | 'handedOver'

/** A message that will not be sent, with its reason: one line of the why-not log. */
export interface Suppressed {
  readonly step: string
  readonly reason: Suppression
}

/**
 * What the journey does next. `version` is the invoice's version the decision rests on; whatever is done about it is
 * conditional on that version. `seconds` is how long to wait at the most.
 */
export type Decision = { readonly version: number; readonly reason: string } & (
  | {
      readonly kind: 'wait'
      readonly waitingFor: 'reminderTime' | 'instalment' | 'payment' | 'release'
      readonly seconds: number
    }
  | { readonly kind: 'contact'; readonly step: string; readonly level: number }
  | { readonly kind: 'end'; readonly outcome: Outcome }
  | { readonly kind: 'handOver'; readonly outcome: 'handedOver'; readonly debtor: string }
  | { readonly kind: 'continueAsNew' }
  | { readonly kind: 'leave' }
)

/** The facts a decision rests on. */
export interface Situation {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly policy: Policy
  readonly calendar: Calendar
  /** The highest level delivered for anything this debtor still owes, as far as the caller knows. */
  readonly delivered: number
}

/** Which execution asks. */
export interface Asking {
  readonly generation: number
  readonly shape: number
  /** When the execution began. */
  readonly startedAt: Instant
}

export interface Verdict {
  readonly decision: Decision
  readonly suppressed: readonly Suppressed[]
  /** The message to send, when the decision is to contact. */
  readonly touch?: PlannedTouch
}

/**
 * Decides what one journey does next at `now`. A touch counts as due up to `horizon` (instant), so that whatever falls
 * due before today's window closes can travel in one message.
 */
export function decide(asking: Asking, situation: Situation, now: Instant, horizon: Instant = now): Verdict {
  const { invoice } = situation
  const { version } = invoice
  const just = (decision: Decision): Verdict => ({ decision, suppressed: [] })
  if (!isIssued(invoice) || invoice.status !== 'open' || invoice.generation !== asking.generation)
    return just({ kind: 'leave', version, reason: 'notMine' })
  if (asking.shape < SHAPE || now - asking.startedAt > OLD_AGE)
    return just({ kind: 'continueAsNew', version, reason: asking.shape < SHAPE ? 'newerShape' : 'oldAge' })
  return (
    ending(invoice, situation, now) ??
    suspension(invoice, situation, now, horizon) ??
    reminder(invoice, situation, now, horizon)
  )
}

/** Nothing is owed any more, or nobody is to ask for it. */
function ending(invoice: IssuedInvoice, situation: Situation, now: Instant): Verdict | undefined {
  const end = (outcome: Outcome, reason: Suppression): Verdict => {
    const planned = plan(invoice, situation, now)
    return {
      decision: { kind: 'end', outcome, reason, version: invoice.version },
      suppressed: planned ? [{ step: planned.step.id, reason }] : [],
    }
  }
  if (invoice.voided) return end('cancelled', 'voided')
  if (invoice.writtenOff) return end('writtenOff', 'writtenOff')
  if (invoice.balance <= 0) return end('settled', 'paid')
  return undefined
}

/** Somebody or something asks for silence. */
function suspension(invoice: IssuedInvoice, situation: Situation, now: Instant, horizon: Instant): Verdict | undefined {
  const { debtor, policy, calendar } = situation
  const silence = (reason: Suppression, until: Instant): Verdict => {
    const planned = plan(invoice, situation, now)
    return {
      decision: {
        kind: 'wait',
        waitingFor: 'release',
        reason,
        version: invoice.version,
        seconds: secondsUntil(now, until),
      },
      suppressed: planned && planned.at <= horizon ? [{ step: planned.step.id, reason }] : [],
    }
  }
  const held = activeHold(invoice.holds, iso(now))
  if (held) return silence('hold', held.until ? Date.parse(held.until) : now + LONGEST_WAIT)
  if (!debtor.profile) {
    const since = invoice.journey.firstSeen ? Date.parse(invoice.journey.firstSeen) : now
    const patience = since + UNKNOWN_DEBTOR_DAYS * DAY
    return now >= patience
      ? handOver(invoice, 'debtorUnknown')
      : silence('debtorUnknown', Math.min(patience, now + ASK_AGAIN))
  }
  if (debtor.profile.internal) return finished(invoice, 'internalDebtor')
  if (debtor.profile.doNotContact) {
    const overdue = instantOf(addDays(dueDateOf(invoice), policy.graceDays + 1), 0, calendar.zone)
    return now >= overdue
      ? handOver(invoice, 'doNotContact')
      : silence('doNotContact', Math.min(overdue, now + ASK_AGAIN))
  }
  const debtorHold = activeHold(debtor.holds, iso(now))
  if (debtorHold)
    return silence('debtorHold', Math.min(now + ASK_AGAIN, debtorHold.until ? Date.parse(debtorHold.until) : Infinity))
  const scheduled = lastExpectedDay(invoice)
  // A bank may need the day after to say whether it went through.
  const toldBy = scheduled === undefined ? now : instantOf(addDays(scheduled, 2), 0, calendar.zone)
  if (now < toldBy) {
    const planned = plan(invoice, situation, now)
    // Asked at the time of the reminder, so that its silence is noted.
    return silence('paymentScheduled', planned && planned.at > now ? Math.min(planned.at, toldBy) : toldBy)
  }
  const cash = unappliedIn(debtor, invoice.currency)
  // Change that would not pay a reminder does not stop one either.
  if (!cash || cash.amount < Math.min(policy.minimumAmount[invoice.currency] ?? 0, invoice.balance)) return undefined
  // A person is asked for an invoice that is late, not for one that merely meets old money.
  const late = instantOf(addDays(invoice.terms.dueDate, policy.graceDays + 1), 0, calendar.zone)
  const patience = Math.max(Date.parse(cash.since), late) + policy.unappliedCashDays * DAY
  return now >= patience
    ? handOver(invoice, 'unappliedCash')
    : silence('unappliedCash', Math.min(patience, now + ASK_AGAIN))
}

/** The schedule of the policy, with the limits at which it stops. */
function reminder(invoice: IssuedInvoice, situation: Situation, now: Instant, horizon: Instant): Verdict {
  const { policy, debtor, calendar } = situation
  const { version } = invoice
  if (invoice.journey.undeliverable) return handOver(invoice, 'undeliverable')
  const planned = plan(invoice, situation, now)
  if (!planned) return afterLast(invoice, situation, now)
  const asked = dueNow(invoice, dateAt(now, calendar.zone)).open
  if (asked < (policy.minimumAmount[invoice.currency] ?? 0)) return belowMinimum(invoice, situation, now)
  if (planned.at > horizon) return { decision: waitForReminder(planned, invoice, now), suppressed: [] }
  const tomorrow = afterToday(planned, invoice, situation, now)
  if (tomorrow !== undefined) {
    const seconds = secondsUntil(now, tomorrow)
    return {
      decision: { kind: 'wait', waitingFor: 'reminderTime', reason: 'spokenToday', version, seconds },
      suppressed: [],
    }
  }
  const limit = policy.personAbove[invoice.currency]
  if (limit !== undefined && asked > limit && planned.step.class !== 'beforeDue')
    return handOver(invoice, 'aboveLimit', planned.step)
  if (reachable(debtor, planned.step.channels).length === 0) {
    if (planned.step.class !== 'beforeDue') return handOver(invoice, 'noContactPoint', planned.step)
    const overdue = instantOf(addDays(dueDateOf(invoice), 1), calendar.window.opens, calendar.zone)
    return {
      decision: {
        kind: 'wait',
        waitingFor: 'release',
        reason: 'noContactPoint',
        version,
        seconds: secondsUntil(now, Math.min(overdue, now + ASK_AGAIN)),
      },
      suppressed: [{ step: planned.step.id, reason: 'noContactPoint' }],
    }
  }
  return {
    decision: { kind: 'contact', step: planned.step.id, level: planned.step.level, reason: planned.step.id, version },
    suppressed: planned.absorbed.map((step) => ({ step: step.id, reason: 'absorbed' as const })),
    touch: planned,
  }
}

/** The start of the next contact day, when the debtor has had today's message of this kind. */
function afterToday({ step }: PlannedTouch, invoice: IssuedInvoice, { debtor, calendar }: Situation, now: Instant) {
  const kind = { class: step.class, entity: invoice.terms.entity, currency: invoice.currency }
  return hasHeardToday(debtor, kind, calendar.zone, now) ? startOfNextDay(calendar, now) : undefined
}

function waitForReminder(planned: PlannedTouch, invoice: IssuedInvoice, now: Instant): Decision {
  const near = planned.at - now <= LONGEST_WAIT
  return {
    kind: 'wait',
    waitingFor: isBetweenInstalments(invoice) ? 'instalment' : near ? 'reminderTime' : 'payment',
    reason: planned.step.id,
    version: invoice.version,
    seconds: secondsUntil(now, planned.at),
  }
}

/** An instalment is paid, and the next one has not been reminded yet. */
const isBetweenInstalments = ({ terms, journey }: IssuedInvoice): boolean =>
  terms.instalments !== undefined && journey.anchor !== terms.instalments[0]?.dueDate && journey.position === -1

/** The schedule is used up: the debtor gets the policy's last days, then a person or the end. */
function afterLast(invoice: IssuedInvoice, situation: Situation, now: Instant): Verdict {
  const { policy } = situation
  const last = invoice.journey.lastTouch?.at ?? invoice.journey.firstSeen ?? iso(now)
  const over = Date.parse(last) + policy.afterLast.days * DAY
  if (now < over) return waitForPayment(invoice, 'afterLastStep', secondsUntil(now, over))
  return policy.afterLast.then === 'handOver' ? handOver(invoice, 'afterLastStep') : finished(invoice, 'afterLastStep')
}

/** Too little to write about: the journey waits for the next instalment, or as long as its schedule takes, and ends. */
function belowMinimum(invoice: IssuedInvoice, { policy, calendar }: Situation, now: Instant): Verdict {
  const next = nextInstalment(invoice, dateAt(now, calendar.zone))
  if (next !== undefined)
    return waitForPayment(invoice, 'belowMinimum', secondsUntil(now, instantOf(next, 0, calendar.zone)))
  const days = policy.steps.reduce((sum, step) => Math.max(sum, step.offset.days), 0) + policy.afterLast.days
  const over = instantOf(addDays(dueDateOf(invoice), days), 0, calendar.zone)
  if (now < over) return waitForPayment(invoice, 'belowMinimum', secondsUntil(now, over))
  const first = policy.steps[invoice.journey.position + 1]
  return { ...finished(invoice, 'belowMinimum'), suppressed: first ? [{ step: first.id, reason: 'belowMinimum' }] : [] }
}

const waitForPayment = (invoice: IssuedInvoice, reason: string, wait: number): Verdict => ({
  decision: { kind: 'wait', waitingFor: 'payment', reason, version: invoice.version, seconds: wait },
  suppressed: [],
})

const finished = (invoice: IssuedInvoice, reason: string): Verdict => ({
  decision: { kind: 'end', outcome: 'exhausted', reason, version: invoice.version },
  suppressed: [],
})

const handOver = (invoice: IssuedInvoice, reason: string, step?: Step): Verdict => ({
  decision: { kind: 'handOver', outcome: 'handedOver', reason, version: invoice.version, debtor: invoice.terms.debtor },
  suppressed: step ? [{ step: step.id, reason: 'handedOver' }] : [],
})

const plan = (invoice: IssuedInvoice, { policy, delivered, calendar }: Situation, now: Instant) =>
  nextTouch(policy, invoice, delivered, calendar, now)

/** The last day on which an announced payment is due. */
const lastExpectedDay = (invoice: IssuedInvoice): CalendarDate | undefined =>
  Object.values(invoice.announced)
    .flatMap(({ on }) => on ?? [])
    .sort()
    .at(-1)

/** Whole seconds from `now` to `until`, at least one, at most the longest wait. */
const secondsUntil = (now: Instant, until: Instant): number =>
  Math.max(1, Math.ceil(Math.min(until - now, LONGEST_WAIT) / 1000))
