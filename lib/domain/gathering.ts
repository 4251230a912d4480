import { waysOf } from './call-step.ts'
import { contactsOf, firstChance } from './chance.ts'
import type { ContactPoint, Debtor } from './debtor.ts'
import { decide, SHAPE } from './decision.ts'
import { dueNow } from './instalments.ts'
import { isIssued } from './invoice.ts'
import type { Policy } from './policy.ts'
import { type Demand, demandOf, demandOfStep, waysTo } from './reach.ts'
import { type Calendar, endOfToday } from './schedule.ts'
import { sharedName } from './text-name.ts'
import { type CalendarDate, dateAt, type Instant } from './time.ts'
import { type Candidate, type JointTouch, type LeftOut, leftOutOf, type Member } from './touch.ts'
import type { Asking, Decision, Verdict } from './verdict.ts'
import { LOOKAHEAD, type Planned, yieldToUrgent } from './yielding.ts'

/** The touch's own record lists its members, and DynamoDB's items end at 400 KB; the rest follow the day after. */
const MOST_MEMBERS = 1000

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
 * `others` are the debtor's other open invoices as the ledger has them now. `alone` is the verdict on `lead` by its own
 * level, where the caller has it: it stands unless another invoice has been told more, and even then where that would leave
 * `lead` to a person, or have one approve it: its journey decides by its own level to contact, and would ask again for ever.
 */
export function gather(
  asking: Asking,
  lead: Candidate,
  others: readonly Candidate[],
  debtor: Debtor,
  calendar: Calendar,
  now: Instant,
  alone?: Verdict,
): Gathering {
  const own = lead.invoice.journey.level
  const delivered = deliveredLevel([lead, ...others])
  const ask = (other: Candidate, horizon: Instant, level = delivered) => {
    const theirs = { generation: other.invoice.generation, shape: SHAPE, startedAt: now }
    return decide(theirs, { ...other, debtor, calendar, delivered: level }, now, horizon)
  }
  const askLead = (level: number) => decide(asking, { ...lead, debtor, calendar, delivered: level }, now)
  const raised = (delivered === own ? alone : undefined) ?? askLead(delivered)
  const wanted = isForPeople(raised.decision) && delivered !== own ? (alone ?? askLead(own)) : raised
  const verdict = yieldToUrgent(wanted, lead.invoice, () => planned(others, ask, now), { debtor, calendar }, now)
  const today = dateAt(now, calendar.zone)
  const first = member(lead, verdict, today)
  if (!first || !verdict.touch)
    return { decision: verdict.decision, leftOut: leftOutOf(lead.invoice, verdict.suppressed) }
  const language = languageFor(debtor, lead.policy)
  const horizon = Math.max(now, endOfToday(calendar, now))
  const members = [first]
  const leftOut = leftOutOf(lead.invoice, verdict.suppressed)
  for (const other of others) {
    const theirs = ask(other, horizon)
    // What waits for people by its own level does not leave a level firmer because another invoice has been told more.
    const { level } = other.invoice.journey
    const byItself = level === delivered ? theirs : ask(other, horizon, level)
    if (isForPeople(byItself.decision)) {
      leftOut.push(...leftOutOf(other.invoice, byItself.suppressed))
      continue
    }
    const one = member(other, theirs, today)
    const together = one && travelTogether(first, one) && languageFor(debtor, other.policy) === language
    const among = together ? [...members, one] : []
    if (together && members.length < MOST_MEMBERS && mayLeave(topOf(among, first), among, debtor, calendar, now))
      members.push(one)
    if (!one || members.includes(one)) leftOut.push(...leftOutOf(other.invoice, theirs.suppressed))
  }
  const top = topOf(members, first)
  const points = members.length > 1 ? mayLeave(top, members, debtor, calendar, now) : undefined
  return {
    decision: verdict.decision,
    leftOut,
    touch: {
      debtor,
      entity: first.invoice.terms.entity,
      currency: first.invoice.currency,
      language,
      ...(lead.policy.addressAs && { addressAs: lead.policy.addressAs }),
      ...(lead.policy.calls && { callWithinDays: lead.policy.calls.withinDays }),
      class: first.step.class,
      level: top.step.level,
      template: sharedName(
        top.step.template,
        members.map(({ step }) => step.template),
      ),
      members,
      leftOut,
      // Nobody is taken along whom the firmest step's channels do not carry now.
      points: points ?? verdict.touch.points,
      total: members.reduce((sum, one) => sum + one.invoice.balance, 0),
    },
  }
}

/** Whose step the message speaks by: the firmest, the earliest of several. */
const topOf = (members: readonly Member[], first: Member): Member =>
  members.reduce((best, one) => (one.step.level > best.step.level ? one : best), first)

/** A person is to take the invoice over, or to approve the message. */
const isForPeople = ({ kind, reason }: Decision): boolean =>
  kind === 'handOver' || reason === 'awaitingApproval' || reason === 'notApproved'

/** The contact points, of those that the step of `top` names, that a message about these invoices may use now. */
function mayLeave(
  top: Member,
  members: readonly Member[],
  debtor: Debtor,
  calendar: Calendar,
  now: Instant,
): readonly ContactPoint[] | undefined {
  const about = members.map(({ invoice }) => invoice.id)
  const wish = { from: now, class: top.step.class, about }
  const chance = firstChance(
    waysTo(debtor, waysOf(top.step), demandOfAll(members, calendar)).usable,
    wish,
    calendar,
    contactsOf(debtor),
  )
  return chance?.at === now ? chance.points : undefined
}

/** No invoice of a joint message goes to where its own message did not arrive. */
function demandOfAll(members: readonly Member[], { rules }: Calendar): Demand {
  const tried = members.flatMap(({ invoice, step, again }) => demandOfStep(invoice, step, rules, again).tried ?? [])
  return tried.length === 0 ? demandOf(rules) : { ...demandOf(rules), tried }
}

/** What is planned about the other invoices for as long as any cap counts. */
function planned(
  others: readonly Candidate[],
  ask: (other: Candidate, horizon: Instant) => Verdict,
  now: Instant,
): Planned[] {
  return others.flatMap((other) => {
    const { touch } = ask(other, now + LOOKAHEAD)
    return touch ? [{ invoice: other.invoice.id, touch }] : []
  })
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
  const { step, position, again } = touch
  return { invoice, step, position, due: dueNow(invoice, today), ...(again && { again }) }
}

/** A message that brings something about is only about invoices whose own step brings that about, each past its own gate. */
const travelTogether = (a: Member, b: Member): boolean =>
  a.step.consequence === b.step.consequence &&
  a.step.class === b.step.class &&
  a.invoice.currency === b.invoice.currency &&
  a.invoice.terms.entity === b.invoice.terms.entity
