import type * as z from 'zod'
import type { ContactRequest } from '../contracts/journey.ts'
import { standingIn } from '../domain/adoption.ts'
import { decide } from '../domain/decision.ts'
import { firstContactOn } from '../domain/first-contacts.ts'
import { gather } from '../domain/gathering.ts'
import { type Invoice, type IssuedInvoice, isIssued, reachedBy, standingAt } from '../domain/invoice.ts'
import { isBeyondTable } from '../domain/law/judge.ts'
import { withReservation } from '../domain/recent-contacts.ts'
import { neutralWording } from '../domain/stale-data.ts'
import { type CalendarDate, DAY, dateAt, HOUR, type Instant, instantOf, iso, MINUTE } from '../domain/time.ts'
import { type Candidate, type JointTouch, type LeftOut, leftOutOf } from '../domain/touch.ts'
import type { Asking, Decision, Suppression } from '../domain/verdict.ts'
import type { SendOutcome } from '../ports.ts'
import { isHeldByLinks } from './check-links.ts'
import { closeDanglingClaims, closeUncounted, SINCE_THE_LAST } from './dangling-claims.ts'
import { passGate } from './pass-gate.ts'
import { release } from './release-touch.ts'
import { type ClaimedTouch, type Contacting, claim, send } from './send-touch.ts'
import { countStale, type Facts, lastSaid, paymentDataOf, readFacts } from './situation.ts'
import { openInvoicesOf } from './tell-debtor.ts'

/** A sender that loses the race for a debtor this often lets the others finish first. */
const TRIES = 3
const LET_OTHERS_FINISH = 10 * MINUTE
const PROVIDER_REST = HOUR
/**
 * A wait that the machine can park in right from here, whatever the invoice waits for by itself: any other answer is asked
 * of the brain, which would say to contact again.
 */
const parkable = (decision: Decision): Decision =>
  decision.kind === 'wait' ? { ...decision, waitingFor: 'reminderTime' } : decision

/** A payment page that is down is looked at again while it is still the same day. */
const LINK_REST = 2 * HOUR

/**
 * Sends the debtor's one message of today, if everything still speaks for it, and answers with the journey's next
 * decision. Decides again from the ledger, claims, and only then sends.
 */
export async function contactDebtor(outside: Contacting, request: z.output<typeof ContactRequest>): Promise<Decision> {
  const asking = { generation: request.generation, shape: request.shape, startedAt: Date.parse(request.startedAt) }
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const facts = await readFacts(outside, request.invoice, request.debtor)
    const now = outside.clock.now()
    // Of many invoices in one message each journey asks, and all but the first find it sent: they need not read the rest.
    const alone = decide(asking, situation(facts, facts.invoice), now)
    await closeDanglingClaims(outside, facts, alone.decision.kind === 'contact' ? SINCE_THE_LAST : undefined)
    if (alone.decision.kind !== 'contact') {
      countStale(outside, alone.decision)
      await note(outside, leftOutOf(facts.invoice, alone.suppressed), now)
      return alone.decision
    }
    const others = await othersOf(outside, facts)
    const gathering = gather(asking, facts, others, facts.debtor, facts.calendar, now, alone)
    if (!gathering.touch) {
      await note(outside, gathering.leftOut, now)
      return parkable(gathering.decision)
    }
    if (await isHeldByLinks(outside, gathering.touch))
      return holdBack(outside, facts, asking, { reason: 'deadLink', step: alone.decision.step, askAgain: LINK_REST })
    const turn = firstContactOn(outside.firstContacts, gathering.touch.debtor)
    if (turn !== undefined && dateAt(now, facts.calendar.zone) < turn)
      return holdBack(outside, facts, asking, {
        reason: 'canary',
        step: alone.decision.step,
        askAgain: untilMorningOf(turn, facts.calendar.zone, now),
      })
    // The switch and the counters of the whole house are no part of the claim: every sender would contend for them.
    const gate = await passGate(outside, gathering.touch.debtor.id)
    if (gate.kind === 'closed') return holdBack(outside, facts, asking, { ...gate, step: alone.decision.step })
    const neutral = neutralWording(inTouch(gathering.touch, [facts, ...others]), now)
    if (neutral) outside.meter.count('PaymentDataStale')
    const touch = await claim(outside, neutral ? { ...gathering.touch, neutral } : gathering.touch, now)
    if (!touch) continue
    if (touch.joint.points.some(({ channel }) => isBeyondTable(facts.calendar.rules, { at: now, medium: channel })))
      outside.meter.count('HolidayTablesEnded')
    await note(outside, gathering.leftOut, now)
    const sent = await send(outside, touch, facts.calendar)
    const own = await afterSending(outside, touch, sent, request.invoice)
    // What has just been spent of the debtor's budget counts for what comes next.
    const debtor = { ...facts.debtor, recent: withReservation(facts.debtor, touch.record) }
    // A call counts as said when it was made, which the touch alone tells.
    return own && !touch.record.callBy
      ? decide(asking, situation({ ...facts, debtor }, own), outside.clock.now()).decision
      : askAgain(outside, facts, asking)
  }
  return defer(outside, request.invoice, asking, LET_OTHERS_FINISH, 'contended')
}

/** Notes why a message that is due does not leave, and asks again later; nothing is claimed, and nothing counts as sent. */
async function holdBack(
  outside: Contacting,
  { invoice }: Facts,
  asking: Asking,
  { reason, step, askAgain }: { reason: Suppression; step: string; askAgain: number },
): Promise<Decision> {
  await note(outside, leftOutOf(invoice, [{ step, reason }]), outside.clock.now())
  return defer(outside, invoice.id, asking, askAgain, reason)
}

/** Whole seconds, in milliseconds, until a day begins; at most a day, because settings change. */
const untilMorningOf = (day: CalendarDate, zone: string, now: Instant): number =>
  Math.min(DAY, 1_000 * Math.ceil((instantOf(day, 0, zone) - now) / 1_000))

/** The debtor's other open invoices, as the ledger has them now. */
async function othersOf(outside: Contacting, { invoice, debtor }: Facts): Promise<Candidate[]> {
  if (!isIssued(invoice)) return []
  const own = await openInvoicesOf(outside, [debtor.id, ...debtor.aliases])
  const ids = own.filter((id) => id !== invoice.id)
  const open = (await outside.ledger.invoices(ids)).filter((one) => one.status === 'open' && isIssued(one))
  return Promise.all(
    open.map(async (one) => {
      await closeUncounted(outside, { debtor, invoice: one })
      const policy = await outside.policies.of(one, debtor)
      return { ...(await lastSaid(outside, one, policy)), policy, paymentData: await paymentDataOf(outside, one) }
    }),
  )
}

/** Of the invoices that were asked about, those the message speaks of. */
const inTouch = ({ members }: JointTouch, candidates: readonly Candidate[]): Candidate[] => {
  const ids = new Set(members.map(({ invoice }) => invoice.id))
  return candidates.filter(({ invoice }) => ids.has(invoice.id))
}

/** Puts the invoices right after a send that did not leave; answers with the asking invoice as it is now, if known. */
async function afterSending(
  outside: Contacting,
  { members, record }: ClaimedTouch,
  outcome: SendOutcome,
  asking: string,
): Promise<IssuedInvoice | undefined> {
  if (outcome.kind !== 'notSent') return members.find(({ after }) => after.id === asking)?.after
  const now = outside.clock.now()
  for (const member of members) {
    const notBefore = { at: iso(outcome.notBefore ?? now + PROVIDER_REST), reason: outcome.problem }
    const givenUp = record.level === 0 ? {} : { undeliverable: true }
    await putBack(outside, member, record.id, outcome.again ? { notBefore } : givenUp)
  }
  await release(outside, record.id, outcome)
  return undefined
}

/** Changes the progress of an invoice of a message that did not leave, whatever else happened to it meanwhile. */
async function putBack(
  outside: Contacting,
  member: ClaimedTouch['members'][number],
  touch: string,
  change: Pick<IssuedInvoice['journey'], 'notBefore' | 'undeliverable'>,
): Promise<void> {
  const entry = { key: `returned#${touch}`, kind: 'returned', amount: 0 } as const
  for (let attempt = 0, before: Invoice = member.after; attempt < TRIES; attempt++) {
    if (before.journey.lastTouch?.touch !== touch) return
    const journey = change.notBefore ? await unsaid(outside, before, member) : unheard(before.journey, member)
    const after = { ...before, version: before.version + 1, journey: { ...journey, ...change } }
    const at = iso(outside.clock.now())
    if ((await outside.ledger.record({ before, after, entries: [entry], at })) !== 'conflict') return
    before = await outside.ledger.invoice(member.after.id)
  }
}

/** The progress of an invoice whose message nobody took: its step is used up, and its level was not delivered. */
const unheard = (now: Invoice['journey'], { before, after }: ClaimedTouch['members'][number]): Invoice['journey'] =>
  now.anchor === after.journey.anchor ? { ...now, level: before.journey.level } : now

/**
 * The progress of an invoice without the message: in the schedule that it follows now, if an order came meanwhile; and of the
 * instalment that it was about, if that was paid meanwhile and another is reminded.
 */
async function unsaid(
  { policies }: Contacting,
  { journey: { lastTouch: _, ...now } }: Invoice,
  { before, after: claimed }: ClaimedTouch['members'][number],
): Promise<Invoice['journey']> {
  const { policy, anchor } = claimed.journey
  const { lastTouch, tried } = before.journey
  const isOrdered = now.adopted?.version !== claimed.journey.adopted?.version
  const ordered = isOrdered && policy && now.policy && { from: policy.hash, to: now.policy.hash }
  if (!ordered && now.anchor === anchor) return { ...now, ...before.journey }
  const stands = ordered
    ? standingIn(await policies.version(ordered.to), await policies.version(ordered.from), before.journey)
    : reachedBy(before.journey)
  const rest = { ...now, ...(lastTouch && { lastTouch }) }
  if (anchor && now.anchor !== anchor) return { ...rest, reached: { ...now.reached, [anchor]: stands } }
  return { ...standingAt(rest, stands), ...(tried && { tried }) }
}

/** Puts the next attempt off; the deferral is on the invoice before the journey hears of it. */
async function defer(outside: Contacting, id: string, asking: Asking, by: number, reason: string): Promise<Decision> {
  const facts = await readFacts(outside, id)
  const { invoice } = facts
  const now = outside.clock.now()
  if (!isIssued(invoice) || invoice.status !== 'open') return askAgain(outside, facts, asking)
  const journey = { ...invoice.journey, notBefore: { at: iso(now + by), reason } }
  const after = { ...invoice, version: invoice.version + 1, journey }
  const entry = { key: `deferred#${invoice.version}`, kind: 'deferred', amount: 0 } as const
  const written = await outside.ledger.record({ before: invoice, after, entries: [entry], at: iso(now) })
  if (written !== 'written')
    return { kind: 'wait', waitingFor: 'payment', reason, version: invoice.version, seconds: by / 1000 }
  return decide(asking, situation(facts, after), now).decision
}

async function askAgain(outside: Contacting, { invoice }: Facts, asking: Asking): Promise<Decision> {
  const facts = await readFacts(outside, invoice.id)
  return decide(asking, situation(facts, facts.invoice), outside.clock.now()).decision
}

const situation = (facts: Facts, invoice: Facts['invoice']) => ({ ...facts, invoice, delivered: invoice.journey.level })

const note = (outside: Contacting, leftOut: readonly LeftOut[], now: Instant): Promise<void> =>
  leftOut.length === 0 ? Promise.resolve() : outside.ledger.suppress(leftOut.map((one) => ({ ...one, at: iso(now) })))
