import { approvalGate } from './approval.ts'
import { waysOf } from './call-step.ts'
import { contactsOf, firstChance } from './chance.ts'
import { consequenceGate } from './consequence.ts'
import type { ContactPoint } from './debtor.ts'
import { throughGate, warnedFor } from './gated-step.ts'
import { dueDateOf, dueNow, nextInstalment } from './instalments.ts'
import { type IssuedInvoice, isIssued, type Outcome } from './invoice.ts'
import { judge } from './law/judge.ts'
import { demandOfStep, waysTo, whyUnreachable } from './reach.ts'
import type { PlannedTouch } from './schedule.ts'
import { suspension } from './suspension.ts'
import { addDays, DAY, dateAt, type Instant, instantOf, iso } from './time.ts'
import {
  ASK_AGAIN,
  type Asking,
  type Decision,
  finished,
  handOver,
  LONGEST_WAIT,
  plan,
  type Situation,
  type Suppressed,
  type Suppression,
  secondsUntil,
  type Verdict,
} from './verdict.ts'
import { nextOpening } from './window.ts'

/** The shape of journey this code understands; a definition that says less continues as new. */
export const SHAPE = 2
/** Executions end before Step Functions' own year is over. */
const OLD_AGE = 330 * DAY

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

/** The schedule of the policy, with the limits at which it stops. */
function reminder(invoice: IssuedInvoice, situation: Situation, now: Instant, horizon: Instant): Verdict {
  const { policy, debtor, calendar } = situation
  const { version } = invoice
  if (invoice.journey.undeliverable) return handOver(invoice, 'undeliverable')
  const next = plan(invoice, situation, now)
  if (!next) return afterLast(invoice, situation, now)
  const planned = next.at > horizon ? next : throughGate(next, invoice, situation, now)
  if (planned === 'person') return handOver(invoice, 'unwarned', next.step)
  const asked = dueNow(invoice, dateAt(now, calendar.zone)).open
  if (asked < (policy.minimumAmount[invoice.currency] ?? 0)) return belowMinimum(invoice, situation, now)
  const ways = waysTo(debtor, waysOf(planned.step), demandOfStep(invoice, planned.step, calendar.rules, planned.again))
  const chance = firstChance(ways.usable, wishOf(planned, invoice, now), calendar, contactsOf(debtor))
  if (planned.at > horizon)
    return { decision: waitForReminder(planned, chance?.at ?? planned.at, invoice, now), suppressed: [] }
  const limit = policy.personAbove[invoice.currency]
  if (limit !== undefined && asked > limit && planned.step.level > 0)
    return handOver(invoice, 'aboveLimit', planned.step)
  if (!chance) {
    const nobody = ways.usable.length === 0
    const reason = nobody ? whyUnreachable(ways) : 'hours'
    if (planned.step.level > 0) return handOver(invoice, nobody ? reason : 'noLawfulTime', planned.step)
    const late = instantOf(addDays(dueDateOf(invoice), 1), 0, calendar.zone)
    const overdue = nextOpening(late, calendar.zone, calendar.window) ?? late
    return {
      decision: {
        kind: 'wait',
        waitingFor: 'release',
        reason,
        version,
        seconds: secondsUntil(now, Math.min(overdue, now + ASK_AGAIN)),
      },
      suppressed: [{ step: planned.step.id, reason }],
    }
  }
  if (chance.at > horizon) return putOff(planned, chance.at, chance.refusal ?? 'hours', invoice, now)
  const waiting = unapproved(planned, invoice, now)
  if (waiting) return waiting
  return {
    decision: { kind: 'contact', step: planned.step.id, level: planned.step.level, reason: planned.step.id, version },
    suppressed: [
      ...planned.absorbed.map((step) => ({ step: step.id, reason: 'absorbed' as const })),
      ...missed(planned, chance.points, situation, now),
    ],
    touch: { ...planned, at: chance.at, points: chance.points },
  }
}

/** The step would leave now, and a person has not approved it. */
function unapproved({ step, position }: PlannedTouch, invoice: IssuedInvoice, now: Instant): Verdict | undefined {
  const { generation, version, journey } = invoice
  const about = { step: step.id, dueDate: dueDateOf(invoice), generation }
  const gate = approvalGate(step.approval, about, journey.approval, now)
  if (gate.kind === 'open') return undefined
  if (gate.kind === 'handOver') return handOver(invoice, 'notApproved', step)
  const wait = (reason: Suppression, seconds: number): Verdict => ({
    decision: { kind: 'wait', waitingFor: 'release', reason, version, seconds },
    suppressed: [{ step: step.id, reason }],
  })
  if (gate.kind === 'skip') return { ...wait('notApproved', 1), approval: { kind: 'skip', position } }
  const asked = wait('awaitingApproval', secondsUntil(now, gate.until))
  return gate.kind === 'ask' ? { ...asked, approval: { kind: 'ask', about, until: gate.until } } : asked
}

/** A holiday or a cap that kept the message from its own day, noted when it leaves after all. */
function missed(
  { step, day }: PlannedTouch,
  [point]: readonly ContactPoint[],
  { invoice, debtor, calendar: { rules, zone } }: Situation,
  now: Instant,
): readonly Suppressed[] {
  if (!point || day >= dateAt(now, zone)) return []
  const noon = instantOf(day, 12 * 60, zone)
  const before = contactsOf(debtor).filter(({ at }) => at <= noon)
  const verdict = judge(rules, { at: noon, medium: point.channel, class: step.class, about: [invoice.id] }, before)
  return verdict.kind === 'refused' && verdict.reason !== 'hours'
    ? [{ step: step.id, reason: verdict.reason, day }]
    : []
}

const wishOf = ({ at, step }: PlannedTouch, { id }: IssuedInvoice, now: Instant) => ({
  from: Math.max(now, at),
  class: step.class,
  about: [id],
})

/** Waits for the first instant that law, company and debtor allow; the kind of rule that put the message off is noted. */
export function putOff(
  planned: PlannedTouch,
  until: Instant,
  reason: Suppression,
  invoice: IssuedInvoice,
  now: Instant,
): Verdict {
  return {
    decision: { ...waitForReminder(planned, until, invoice, now), reason },
    suppressed: [{ step: planned.step.id, reason }],
  }
}

function waitForReminder({ step }: PlannedTouch, at: Instant, invoice: IssuedInvoice, now: Instant): Decision {
  const near = at - now <= LONGEST_WAIT
  return {
    kind: 'wait',
    waitingFor: isBetweenInstalments(invoice) ? 'instalment' : near ? 'reminderTime' : 'payment',
    reason: step.id,
    version: invoice.version,
    seconds: secondsUntil(now, at),
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
  if (policy.afterLast.then === 'exhaust') return finished(invoice, 'afterLastStep')
  const gate = consequenceGate(warnedFor(policy, invoice.journey.level + 1), situation.warning, false, now)
  return handOver(invoice, gate === 'open' ? 'afterLastStep' : 'unwarned')
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
