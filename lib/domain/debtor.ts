import type { Consent } from './consent.ts'
import type { Flag, FlagKind } from './flag.ts'
import type { DebtorId, Hold, Stamp } from './invoice.ts'
import type { ContactClass } from './law/contact.ts'
import type { Place } from './law/jurisdictions.ts'
import type { Medium } from './law/pack.ts'
import type { Channel } from './policy.ts'
import type { Preference } from './preference.ts'

/** Whose a contact point is; nobody else is ever contacted, so a reference (somebody who knows the debtor) has no role. */
export type Role = 'holder' | 'billing' | 'coDebtor' | 'guarantor'

/** A way to reach a debtor; it keeps the newest word on it. */
export interface ContactPoint {
  readonly id: string
  readonly channel: Channel
  /** An e-mail address, or a telephone number in E.164. */
  readonly address: string
  readonly role: Role
  readonly active: boolean
  readonly stamp: Stamp
  /** Every address it was ever given, with the first word that did; absent: the one it has. */
  readonly given?: Readonly<Record<string, Stamp>>
  /** Its address is somebody else's, or takes nothing; follows from the other words on the debtor. */
  readonly barred?: 'wrongPerson' | 'bounced'
}

/** The newest word on whether an address is somebody else's. */
export interface WrongPerson {
  readonly status: 'reported' | 'withdrawn'
  readonly stamp: Stamp
  readonly author: string
}

/** The newest word on whether an address takes messages. */
export interface Bounce {
  readonly status: 'bounced' | 'cleared'
  readonly stamp: Stamp
  readonly reason: string
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

/** Who is about to make a contact, about which task, to any of these contact points. */
export interface Reservation {
  readonly contact: string
  readonly task: string
  readonly author: string
  readonly contactPoints: readonly string[]
}

/** A message, or a contact of a person, that counted against the debtor's patience. */
export interface RecentTouch {
  readonly touch: string
  readonly at: string
  readonly class: ContactClass
  readonly channel: Medium
  /** Which attempt of the message this is, where it is not the first. */
  readonly attempt?: number
  /** Absent on a contact that a person made. */
  readonly entity?: string
  readonly currency?: string
  /** The debtor and a person of ours spoke with each other. */
  readonly conversation?: true
  /** A person is about to make it; what becomes of it takes its place. */
  readonly reserved?: Reservation
  /** Ids of the invoices it was about; absent when they were too many to list, and then it was about any. */
  readonly about?: readonly string[]
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
  /** Other places, which ids that were merged with this one had; their laws and clocks count too. */
  readonly elsewhere?: readonly Place[]
  readonly segment?: string
  readonly policy?: string
  /** One of our own companies: nobody is reminded. */
  readonly internal: boolean
  readonly doNotContact: boolean
}

/** What has been said of a debtor under one id; each part keeps its newest word, whatever the order of arrival. */
export interface DebtorWords {
  /** Absent while only other facts about the debtor have arrived. */
  readonly profile?: DebtorProfile
  readonly profileStamp: Stamp
  readonly contactPoints: readonly ContactPoint[]
  /** By scope (a contact point, a medium, or `all`), as `consentKey` writes it. */
  readonly consents: Readonly<Record<string, Consent>>
  readonly flags: Readonly<Partial<Record<FlagKind, Flag>>>
  readonly preference: Preference
  /** By address, or by the id of a contact point. */
  readonly wrongPersons: Readonly<Record<string, WrongPerson>>
  /** By address. */
  readonly bounces: Readonly<Record<string, Bounce>>
  readonly holds: Readonly<Record<string, Hold>>
  readonly unapplied: readonly UnappliedCash[]
}

/** Everything about one debtor that a decision needs; `version` rises with each change and each claim. */
export interface Debtor extends Omit<DebtorWords, 'profileStamp' | 'wrongPersons' | 'bounces'> {
  readonly id: DebtorId
  readonly version: number
  /** Other ids of the same debtor, which were merged with it. */
  readonly aliases: readonly DebtorId[]
  readonly recent: readonly RecentTouch[]
}

/** What is known of an id of which nothing was said. */
export const NO_WORDS: DebtorWords = {
  profileStamp: '',
  contactPoints: [],
  consents: {},
  flags: {},
  preference: {},
  wrongPersons: {},
  bounces: {},
  holds: {},
  unapplied: [],
}

/** A debtor of whom nothing is known yet. */
export function unknownDebtor(id: DebtorId): Debtor {
  const { profileStamp: _, wrongPersons: __, bounces: ___, ...words } = NO_WORDS
  return { ...words, id, version: 0, aliases: [], recent: [] }
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

/** Under which key a bounce is kept: a number without an account on WhatsApp may still take texts. */
export const bounceKey = ({ channel, address }: Pick<ContactPoint, 'channel' | 'address'>): string =>
  channel === 'whatsapp' ? `whatsapp:${address}` : address
