import { adopted, type Version } from './adoption.ts'
import { type UnmadeCall, withCall } from './call-step.ts'
import { supposedWarning } from './consequence.ts'
import type { Debtor } from './debtor.ts'
import { decide, SHAPE } from './decision.ts'
import { type FollowedPolicy, type Invoice, isIssued } from './invoice.ts'
import type { Policy } from './policy.ts'
import type { Calendar } from './schedule.ts'
import { type CalendarDate, DAY, dateAt, type Instant, iso } from './time.ts'
import type { TouchRecord } from './touch-record.ts'
import { plan, type Situation } from './verdict.ts'

/** What is next for a journey; dates are the debtor's. `rests` says why nothing leaves meanwhile. */
export type Ahead =
  | { readonly kind: 'step'; readonly step: string; readonly on: CalendarDate; readonly rests?: string }
  | { readonly kind: 'afterLast'; readonly then: Policy['afterLast']['then']; readonly on: CalendarDate }
  | { readonly kind: 'handOver' | 'end'; readonly reason: string }

/** What following another policy would do to one journey. */
export interface Move {
  readonly invoice: string
  readonly from?: FollowedPolicy
  readonly to: FollowedPolicy
  readonly before: Ahead
  readonly after: Ahead
  /** Steps of the other policy that are not said: their level was reached, or their day has passed and a later one stands for them. */
  readonly skipped: readonly string[]
}

/** A journey that runs: its invoice, whose it is, when that person may be reached, and the policy it follows. */
export interface Running {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly calendar: Calendar
  readonly policy: Policy
  /** The last message about it, where that may be a call. */
  readonly last?: TouchRecord
}

/** Plays both policies for one journey, as it would decide at `now`. Law and caps may still put a step off. */
export function planMove(running: Running, to: Version, now: Instant): Move {
  const { invoice, policy } = running
  const ordered = { adoption: 'plan', stamp: '~' }
  const next = adopted(invoice, invoice.journey.policy && policy, to, ordered)?.after ?? invoice
  const moved = standing({ ...running, invoice: next, policy: to.policy })
  const known = new Set(policy.steps.slice(0, invoice.journey.position + 1).map(({ id }) => id))
  const said = to.policy.steps.slice(0, moved.invoice.journey.position + 1).filter(({ id }) => !known.has(id))
  return {
    invoice: invoice.id,
    ...(invoice.journey.policy && { from: invoice.journey.policy }),
    to: { id: to.policy.id, hash: to.hash },
    before: aheadOf(standing(running), now),
    after: aheadOf(moved, now),
    skipped: [...said, ...absorbedBy(moved, now)].map(({ id }) => id),
  }
}

/** The journey as its last message left it, where that is a call. */
const standing = (running: Running): Running & { readonly call?: UnmadeCall } =>
  running.last ? { ...running, ...withCall(running.invoice, running.last, running.policy) } : running

function aheadOf({ invoice, ...rest }: Running, now: Instant): Ahead {
  const situation = situationOf({ invoice, ...rest })
  const asking = { generation: invoice.generation, shape: SHAPE, startedAt: now }
  const { decision } = decide(asking, situation, now)
  if (decision.kind === 'handOver' || decision.kind === 'end') return { kind: decision.kind, reason: decision.reason }
  const { zone } = rest.calendar
  const next = isIssued(invoice) ? plan(invoice, situation, now) : undefined
  const rests = decision.kind === 'wait' && decision.waitingFor === 'release' && { rests: decision.reason }
  if (next) return { kind: 'step', step: next.step.id, on: dateAt(next.at, zone), ...rests }
  const { then, days } = rest.policy.afterLast
  const last = Date.parse(invoice.journey.lastTouch?.at ?? invoice.journey.firstSeen ?? iso(now))
  return { kind: 'afterLast', then, on: dateAt(last + days * DAY, zone) }
}

const absorbedBy = ({ invoice, ...rest }: Running, now: Instant) =>
  (isIssued(invoice) && plan(invoice, situationOf({ invoice, ...rest }), now)?.absorbed) || []

const situationOf = (running: Running): Situation => {
  const { journey } = running.invoice
  return { ...running, delivered: journey.level, ...supposedWarning(journey) }
}
