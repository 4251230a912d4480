import { dueNow } from '../domain/instalments.ts'
import { isIssued } from '../domain/invoice.ts'
import { type LinkHold, stillDead, toLookAt, withAlive, withDead } from '../domain/link-hold.ts'
import { type AskedThere, deadBecause, isAllowedLink, type Looked } from '../domain/payment-link.ts'
import { dateAt } from '../domain/time.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import type { Written } from '../ports.ts'
import type { Deciding } from './situation.ts'

/** What dead payment links keep back, by legal entity and host. */
export interface LinkHolds {
  /** Consistent. */
  of(entity: string, host: string): Promise<LinkHold>
  /** Writes the next word while nobody else has said one. */
  say(before: LinkHold, after: LinkHold): Promise<Written>
  /** Wherever a link was ever dead. */
  all(): Promise<LinkHold[]>
}

/** What looking at payment pages needs. */
export interface LinkChecking {
  /** Looks at a page of these hosts, and follows it nowhere else; never throws. */
  readonly look: (link: string, hosts: readonly string[]) => Promise<Looked>
  /** Hosts of the payment links of each legal entity; none where nobody is to look. */
  readonly linkHosts: Readonly<Record<string, readonly string[]>>
  readonly linkHolds: LinkHolds
}

type Checking = LinkChecking & Pick<Deciding, 'ledger' | 'clock' | 'meter'>

/** Pages looked at side by side: a provider is no place for a burst. */
const AT_ONCE = 5

/**
 * Whether a message that is about to be claimed is kept back for its payment links: one of them is dead, or another message
 * found one dead at the same host of the same legal entity. The first to find one holds them all; they leave again once it
 * is alive or asked for no more, which one of them looks at every few minutes, or when a person says so.
 */
export async function isHeldByLinks(outside: Checking, joint: JointTouch): Promise<boolean> {
  const asked = linksOf(joint, outside.linkHosts[joint.entity] ?? [])
  if (asked.length === 0) return false
  const hosts = [...new Set(asked.map(({ link }) => new URL(link).hostname))]
  for (const host of hosts)
    if ((await holdNow(outside, joint, host)).dead) {
      outside.meter.count('PaymentLinksDead')
      return true
    }
  const dead = await firstDead(outside, joint, asked)
  const alive = dead ? [] : asked.map(({ link }) => link)
  for (const host of dead ? [new URL(dead.link).hostname] : hosts) {
    const hold = await outside.linkHolds.of(joint.entity, host)
    const after = dead ? withDead(hold, dead, outside.clock.now()) : withAlive(hold, alive)
    // Whoever said something else at this moment has looked too.
    if (after !== hold) await outside.linkHolds.say(hold, after)
  }
  if (dead) outside.meter.count('PaymentLinksDead')
  return dead !== undefined
}

/** What is kept back at a host, after another look at what was dead there, if it is time for one. */
async function holdNow(outside: Checking, { entity }: JointTouch, host: string): Promise<LinkHold> {
  const hold = await outside.linkHolds.of(entity, host)
  const now = outside.clock.now()
  const found = toLookAt(hold, now)
  if (!found) return hold
  const invoice = await outside.ledger.invoice(found.invoice)
  const isAsked = invoice.status === 'open' && isIssued(invoice) && invoice.terms.paymentLink === found.link
  if (!isAsked) return said(outside, hold, withAlive(hold, [found.link]))
  const { amounts, currency } = found.asked
  const present = [dueNow(invoice, dateAt(now, 'UTC')).open, invoice.balance]
  const looked = await outside.look(found.link, outside.linkHosts[entity] ?? [])
  const because = deadBecause(looked, { currency, amounts: [...amounts, ...present] }, now, found.because)
  return said(outside, hold, because ? stillDead(hold, found, because, now) : withAlive(hold, [found.link]))
}

/** Writes a hold; where somebody else was faster theirs counts. */
async function said({ linkHolds }: Checking, before: LinkHold, after: LinkHold): Promise<LinkHold> {
  const written = await linkHolds.say(before, after)
  return written === 'written' ? after : linkHolds.of(before.entity, before.host)
}

interface AskedLink {
  readonly link: string
  readonly members: readonly Member[]
}

const linksOf = ({ members }: JointTouch, hosts: readonly string[]): AskedLink[] =>
  [...Map.groupBy(members, ({ invoice }) => invoice.terms.paymentLink ?? '')].flatMap(([link, those]) =>
    isAllowedLink(link, hosts) ? [{ link, members: those }] : [],
  )

/** The first dead link of a message, of which invoice, why, and what was to be asked there. */
async function firstDead({ look, linkHosts, clock }: Checking, joint: JointTouch, asked: readonly AskedLink[]) {
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const found = await Promise.all(
      asked.slice(start, start + AT_ONCE).map(async ({ link, members }) => {
        const there = askedBy(members, joint)
        const because = deadBecause(await look(link, linkHosts[joint.entity] ?? []), there, clock.now())
        return because && { link, invoice: members[0]?.invoice.id ?? '', because, asked: there }
      }),
    )
    const dead = found.find((one) => one !== undefined)
    if (dead) return dead
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
