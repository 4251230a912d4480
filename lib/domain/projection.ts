import { approvedThroughout } from './approval.ts'
import { supposedWarning } from './consequence.ts'
import type { Debtor } from './debtor.ts'
import { SHAPE } from './decision.ts'
import { gather } from './gathering.ts'
import type { Channel } from './policy.ts'
import { withReservation } from './recent-contacts.ts'
import type { Calendar } from './schedule.ts'
import { type Instant, iso } from './time.ts'
import { type Candidate, claimed } from './touch.ts'

/** A message that would leave. */
export interface ProjectedContact {
  readonly at: Instant
  readonly channel: Channel
  readonly level: number
  /** E-mail address or number: it says which country a text goes to. */
  readonly address: string
  readonly invoices: readonly string[]
}

/** An invoice that would be left to a person, and why. */
export interface ProjectedHandOver {
  readonly at: Instant
  readonly invoice: string
  readonly reason: string
}

/** What would happen with one debtor if nobody paid and nothing else were told. */
export interface Projection {
  readonly contacts: readonly ProjectedContact[]
  readonly handOvers: readonly ProjectedHandOver[]
}

/** More turns than any policy takes in a month; a projection that needs them is stopped instead of running for ever. */
const MOST_TURNS = 1_000

/**
 * Plays the journeys of one debtor's open invoices ahead, with the very rules that decide later: each asks when its wait is
 * over, one message takes everything that falls due, and every message spends the budget of those after it.
 */
export function projected(
  open: readonly Candidate[],
  debtor: Debtor,
  calendar: Calendar,
  from: Instant,
  until: Instant,
): Projection {
  const contacts: ProjectedContact[] = []
  const handOvers: ProjectedHandOver[] = []
  const candidates = new Map(open.map((one) => [one.invoice.id, { ...one, ...assumedOf(one) }]))
  const next = new Map(open.map(({ invoice }) => [invoice.id, from]))
  let recent = debtor.recent
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [id, at] = [...next].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))[0] ?? []
    const lead = candidates.get(id ?? '')
    if (id === undefined || at === undefined || at > until || !lead) break
    const others = [...next.keys()].flatMap((one) => (one === id ? [] : (candidates.get(one) ?? [])))
    const asking = { generation: lead.invoice.generation, shape: SHAPE, startedAt: at }
    const { decision, touch } = gather(asking, lead, others, { ...debtor, recent }, calendar, at)
    const [point] = touch?.points ?? []
    if (touch && point) {
      const name = `projected-${contacts.length}`
      const attempts = [{ channel: point.channel, at: iso(at) }]
      const members = touch.members.map(({ invoice }) => ({ invoice: invoice.id }))
      recent = withReservation({ recent }, { ...touch, id: name, claimedAt: iso(at), attempts, members })
      for (const one of touch.members) {
        const before = candidates.get(one.invoice.id)
        const invoice = claimed(one, name, at, touch.points)
        if (before)
          candidates.set(one.invoice.id, { ...before, invoice, ...supposedWarning(invoice.journey, point.id) })
        next.set(one.invoice.id, at + 1_000)
      }
      const invoices = touch.members.map(({ invoice }) => invoice.id)
      contacts.push({ at, channel: point.channel, level: touch.level, address: point.address, invoices })
    } else if (decision.kind === 'wait') next.set(id, at + decision.seconds * 1_000)
    else {
      next.delete(id)
      if (decision.kind === 'handOver') handOvers.push({ at, invoice: id, reason: decision.reason })
    }
  }
  return { contacts, handOvers }
}

/** A plan takes it that the warning before arrived, and that people approve what waits for them. */
const assumedOf = ({ invoice: { journey }, policy }: Candidate): Pick<Candidate, 'warning' | 'policy'> => ({
  policy: approvedThroughout(policy),
  ...supposedWarning(journey),
})
