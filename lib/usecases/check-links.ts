import { type AskedThere, type DeadLink, deadBecause, isAllowedLink, type Looked } from '../domain/payment-link.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import type { Clock, Meter } from '../ports.ts'

/** What looking at payment pages needs. */
export interface LinkChecking {
  /** Looks at a page of these hosts, and follows it nowhere else; never throws. */
  readonly look: (link: string, hosts: readonly string[]) => Promise<Looked>
  /** Hosts of the payment links of each legal entity. */
  readonly linkHosts: Readonly<Record<string, readonly string[]>>
  readonly clock: Clock
  readonly meter: Meter
}

/** Pages looked at side by side: a provider is no place for a burst. */
const AT_ONCE = 5

/** The first dead link of a message that is about to be claimed, and why; undefined while all are alive. */
export async function deadLinkIn(
  { look, linkHosts, clock, meter }: LinkChecking,
  joint: JointTouch,
): Promise<DeadLink | undefined> {
  const hosts = linkHosts[joint.entity] ?? []
  const asked = [...Map.groupBy(joint.members, ({ invoice }) => invoice.terms.paymentLink ?? '')].filter(([link]) =>
    isAllowedLink(link, hosts),
  )
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const found = await Promise.all(
      asked
        .slice(start, start + AT_ONCE)
        .map(async ([link, members]) => deadBecause(await look(link, hosts), askedBy(members, joint), clock.now())),
    )
    const dead = found.find((one) => one !== undefined)
    if (dead === undefined) continue
    meter.count('PaymentLinksDead')
    return dead
  }
  return undefined
}

function askedBy(members: readonly Member[], { currency }: JointTouch): AskedThere {
  const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
  return {
    currency,
    amounts: [sum(members.map(({ due }) => due.open)), sum(members.map(({ invoice }) => invoice.balance))],
  }
}
