import { isUnreachable, type Unreachable } from './delivery.ts'
import type { DebtorId, Hold, Stamp } from './invoice.ts'
import type { Channel, TouchClass } from './policy.ts'
import { dateAt, type Instant } from './time.ts'

/** A way to reach a debtor. `consent` follows the newest word of the person or the source. */
export interface ContactPoint {
  readonly id: string
  readonly channel: Channel
  /** An e-mail address, or a telephone number in E.164. */
  readonly address: string
  readonly active: boolean
  readonly stamp: Stamp
}

export interface Consent {
  readonly status: 'granted' | 'revoked'
  readonly stamp: Stamp
}

/** Money of the debtor that no invoice has taken yet, by where it came from; minor units, zero once it is used up. */
export interface UnappliedCash {
  readonly key: string
  readonly currency: string
  readonly amount: number
  /** ISO instant since which cash has lain there; of none left, since when. */
  readonly since: string
  readonly stamp: Stamp
  /** How often cash has come to lie there; each time is a task of its own. */
  readonly times?: number
  /** A payment that named only the debtor may still be applied to the next invoice. */
  readonly payment?: string
}

/** A message that counted against the debtor's patience. */
export interface RecentTouch {
  readonly touch: string
  readonly at: string
  readonly class: TouchClass
  readonly channel: Channel
  readonly entity: string
  readonly currency: string
}

/** What the upstream system says of the debtor. */
export interface DebtorProfile {
  readonly name: string
  readonly givenName?: string
  readonly kind: 'person' | 'company'
  readonly language: string
  readonly country: string
  /** ISO 3166-2, such as "BR-SP". */
  readonly region?: string
  readonly city?: string
  /** IANA zone; absent when only the place is known. */
  readonly zone?: string
  readonly segment?: string
  readonly policy?: string
  /** One of our own companies: nobody is reminded. */
  readonly internal: boolean
  readonly doNotContact: boolean
}

/** Everything about one debtor that a decision needs; `version` rises with each change and each claim. */
export interface Debtor {
  readonly id: DebtorId
  readonly version: number
  /** Absent while only other facts about the debtor have arrived. */
  readonly profile?: DebtorProfile
  readonly profileStamp: Stamp
  readonly holds: Readonly<Record<string, Hold>>
  /** Stops by channel, or `all`. */
  readonly consents: Readonly<Record<string, Consent>>
  readonly contactPoints: readonly ContactPoint[]
  readonly unapplied: readonly UnappliedCash[]
  readonly recent: readonly RecentTouch[]
  /** Addresses that do not work, whichever contact point has them. */
  readonly unreachable?: Readonly<Record<string, Unreachable>>
}

/** A debtor of whom nothing is known yet. */
export function unknownDebtor(id: DebtorId): Debtor {
  return { id, version: 0, profileStamp: '', holds: {}, consents: {}, contactPoints: [], unapplied: [], recent: [] }
}

/** The debtor's cash in `currency` that no invoice has taken, and since when. */
export function unappliedIn(debtor: Debtor, currency: string): { amount: number; since: string } | undefined {
  const held = debtor.unapplied.filter((cash) => cash.currency === currency && cash.amount > 0)
  if (held.length === 0) return undefined
  return {
    amount: held.reduce((sum, cash) => sum + cash.amount, 0),
    since: held.map((cash) => cash.since).sort()[0] ?? '',
  }
}

/** Whether the debtor may be written to at this contact point: it works, and no stop is on it, its channel or everything. */
export function mayUse(debtor: Debtor, point: ContactPoint): boolean {
  const stopped = [point.id, point.channel, 'all'].some((scope) => debtor.consents[scope]?.status === 'revoked')
  return point.active && !stopped && !isUnreachable(debtor.unreachable?.[point.address])
}

/** The contact points of a debtor for these channels, in the order of the channels, then of their ids. */
export function reachable(debtor: Debtor, channels: readonly Channel[]): ContactPoint[] {
  return channels.flatMap((channel) =>
    debtor.contactPoints
      .filter((point) => point.channel === channel && mayUse(debtor, point))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
}

/**
 * Whether the debtor has had a message of this class, entity and currency on the day of `now` in `zone`. One a day holds
 * for an invoice that comes later, and for one that a large claim has not reached yet.
 */
export function hasHeardToday(
  debtor: Debtor,
  kind: Pick<RecentTouch, 'class' | 'entity' | 'currency'>,
  zone: string,
  now: Instant,
): boolean {
  return debtor.recent.some(
    (touch) =>
      touch.class === kind.class &&
      touch.entity === kind.entity &&
      touch.currency === kind.currency &&
      dateAt(Date.parse(touch.at), zone) === dateAt(now, zone),
  )
}
