import { type ConsentVerdict, judgeConsent, type Purpose } from './consent.ts'
import type { ContactPoint, Debtor, Role } from './debtor.ts'
import type { Invoice } from './invoice.ts'
import type { ContactRules, Medium } from './law/pack.ts'
import { calledNow } from './own-name.ts'
import type { Channel, Step } from './policy.ts'

/** What is asked of a way to reach somebody. */
export interface Demand {
  /** Media on which only a recorded consent opens the way. */
  readonly consentFor: readonly Medium[]
  /** Media this deployment can send on; all of them unless told. */
  readonly configured?: readonly Medium[]
  readonly purpose?: Purpose
  /** Contact points at which this very message did not arrive, as they were called then. */
  readonly tried?: readonly string[]
}

/** Nothing but what the debtor said. */
export const NO_DEMAND: Demand = { consentFor: [] }

/** Why a contact point is not used; the first that applies is the one that is told. */
export type Unusable =
  | 'inactive'
  | 'wrongPerson'
  | 'bounced'
  | 'optedOut'
  | 'noConsent'
  | 'undeliverable'
  | 'notConfigured'

/** Nobody is written to elsewhere before the holder has been tried. */
const ROLES = ['holder', 'billing', 'coDebtor', 'guarantor'] as const satisfies readonly Role[]

/** What these contact rules demand: consent, where any layer of them does. */
export function demandOf(rules: ContactRules): Demand {
  const known = demands.get(rules) ?? { consentFor: [...new Set(rules.layers.flatMap(({ consentFor }) => consentFor))] }
  demands.set(rules, known)
  return known
}

/** The same for one step of an invoice, which goes nowhere twice. */
export function demandOfStep(
  { journey: { tried } }: Pick<Invoice, 'journey'>,
  step: Step,
  rules: ContactRules,
  again: readonly string[] = [],
): Demand {
  const points = [...(tried?.step === step.id ? tried.points : []), ...again]
  return points.length > 0 ? { ...demandOf(rules), tried: points } : demandOf(rules)
}

/** Every debtor of a place is under the same rules. */
const demands = new WeakMap<ContactRules, Demand>()

/** Whether the debtor lets a person of ours use a medium at all, such as a call; a number of its own may say otherwise. */
export function mayUseMedium(debtor: Debtor, medium: Medium, { consentFor, purpose }: Demand): ConsentVerdict {
  return judgeConsent(debtor.consents, [medium, 'all'], consentFor.includes(medium), purpose)
}

/** Why the debtor may not be written to at this contact point; undefined when they may. */
export function whyUnusable(debtor: Debtor, point: ContactPoint, demand: Demand): Unusable | undefined {
  if (!point.active) return 'inactive'
  if (point.barred) return point.barred
  const { consentFor, configured, purpose, tried } = demand
  const scopes = [point.id, point.channel, 'all']
  const consent =
    optIn(debtor, point) ?? judgeConsent(debtor.consents, scopes, consentFor.includes(point.channel), purpose)
  if (consent !== 'fine') return consent
  if (point.channel !== 'call' && tried && isTried(debtor, point, tried)) return 'undeliverable'
  return configured && !configured.includes(point.channel) ? 'notConfigured' : undefined
}

/** Whether a message went to the address of this contact point before, under whichever name. */
function isTried(debtor: Debtor, { address, channel }: ContactPoint, tried: readonly string[]): boolean {
  const names = tried.map((name) => calledNow(debtor, { id: debtor.id, name }))
  return debtor.contactPoints.some(
    (one) => one.address === address && one.channel === channel && names.includes(one.id),
  )
}

/**
 * On WhatsApp a business writes first only to people who agreed to hear from it there, whatever the law of the place asks
 * (WhatsApp Business Messaging Policy, "Opt-in"): a word on everything is no word on WhatsApp.
 */
function optIn({ consents }: Debtor, { id, channel }: ContactPoint): ConsentVerdict | undefined {
  if (channel !== 'whatsapp') return undefined
  const asked = judgeConsent(consents, [id, channel], true)
  return asked === 'noConsent' ? asked : undefined
}

/** The ways to a debtor on some channels: those that may be used, best first, and why each of the others may not. */
export interface Ways {
  readonly usable: readonly ContactPoint[]
  readonly unusable: readonly { readonly point: ContactPoint; readonly why: Unusable }[]
}

/**
 * Sorts a debtor's contact points of these channels. The holder comes before anybody else; then the channel the debtor
 * prefers, then the order of the channels, then that of the ids.
 */
export function waysTo(debtor: Debtor, channels: readonly Channel[], demand: Demand = NO_DEMAND): Ways {
  const preferred = debtor.preference.channel?.value
  const rank = ({ role, channel }: ContactPoint): number =>
    100 * ROLES.indexOf(role) + (channel === preferred ? 0 : 1 + channels.indexOf(channel))
  const points = [...debtor.contactPoints, ...(channels.includes('call') ? ringing(debtor) : [])]
    .filter(({ channel }) => channels.includes(channel))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
  const usable: ContactPoint[] = []
  const unusable: Ways['unusable'][number][] = []
  for (const point of points) {
    const why = whyUnusable(debtor, point, demand)
    if (why) unusable.push({ point, why })
    else usable.push(point)
  }
  return { usable, unusable }
}

/** A number for texts rings, whatever became of a text to it: it may be a landline that nobody could tell from a mobile. */
const ringing = ({ contactPoints }: Debtor): ContactPoint[] =>
  contactPoints
    .filter(({ channel }) => channel === 'sms')
    .map(({ barred, ...point }) => ({ ...point, channel: 'call', ...(barred === 'wrongPerson' && { barred }) }))

/** What is told when nobody can be reached: a word of the debtor's own before a lack of ours. */
const TOLD_FIRST = [
  'optedOut',
  'noConsent',
  'wrongPerson',
  'bounced',
  'undeliverable',
] as const satisfies readonly Unusable[]

/** Why nobody can be reached on these ways; `noContactPoint` when there is nothing that anybody stopped. */
export function whyUnreachable({ unusable }: Ways): 'noContactPoint' | (typeof TOLD_FIRST)[number] {
  return TOLD_FIRST.find((reason) => unusable.some(({ why }) => why === reason)) ?? 'noContactPoint'
}
