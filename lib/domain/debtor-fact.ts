import { CONSENT_RANK, type Consent, consentKey, type Evidence, type Purpose } from './consent.ts'
import type { Bounce, DebtorProfile, DebtorWords, Role, WrongPerson } from './debtor.ts'
import { FLAG_RANK, type Flag, type FlagKind } from './flag.ts'
import type { Hold, Stamp } from './invoice.ts'
import type { Channel } from './policy.ts'
import type { Hours } from './preference.ts'
import { stampOf, stampOfContent } from './stamp.ts'
import type { HoldCause } from './why-not.ts'
import { WRONG_PERSON_RANK, withGiven } from './wrong-person.ts'

/** One thing a source says of a debtor; `occurredAt` and the times of holds are ISO instants. */
export type DebtorFact = { readonly occurredAt: string } & (
  | { readonly kind: 'described'; readonly profile: DebtorProfile }
  | {
      readonly kind: 'contactPoint'
      readonly id: string
      readonly channel: Channel
      readonly address: string
      readonly role: Role
      readonly active: boolean
    }
  | {
      readonly kind: 'consent'
      readonly scope: string
      readonly purpose: Purpose
      readonly status: Consent['status']
      readonly evidence?: Evidence
    }
  | {
      readonly kind: 'flag'
      readonly flag: FlagKind
      readonly status: Flag['status']
      readonly reason: string
      readonly author: string
    }
  | {
      readonly kind: 'preference'
      readonly channel?: Channel | 'any'
      readonly hours?: Hours
      readonly language?: string
    }
  | {
      readonly kind: 'wrongPerson'
      /** An address, or the id of a contact point. */
      readonly subject: string
      readonly status: WrongPerson['status']
      readonly author: string
    }
  | {
      readonly kind: 'bounce'
      readonly address: string
      readonly status: Bounce['status']
      readonly reason: string
    }
  | {
      readonly kind: 'holdPlaced'
      readonly hold: string
      readonly reason: string
      readonly author: string
      readonly cause?: HoldCause
      readonly until?: string
    }
  | { readonly kind: 'holdReleased'; readonly hold: string }
)

/** The order of words on the same thing; holds have none, they are placed once and released once. */
export function stampOfFact(fact: DebtorFact): Stamp {
  const { occurredAt } = fact
  switch (fact.kind) {
    case 'described':
      return stampOfContent(occurredAt, fact.profile)
    case 'contactPoint': {
      const { channel, address, role, active } = fact
      return stampOfContent(occurredAt, { channel, address, role, active })
    }
    case 'consent':
      return stampOfContent(saidAt(fact), fact.evidence ?? '', CONSENT_RANK[fact.status])
    case 'flag':
      return stampOfContent(occurredAt, [fact.reason, fact.author], FLAG_RANK[fact.status])
    case 'preference': {
      const { channel, hours, language } = fact
      return stampOfContent(occurredAt, [channel, hours, language])
    }
    case 'wrongPerson':
      return stampOf(occurredAt, WRONG_PERSON_RANK[fact.status], fact.author)
    case 'bounce':
      return stampOf(occurredAt, 1, fact.reason)
    case 'holdPlaced':
    case 'holdReleased':
      return occurredAt
  }
}

/**
 * When a consent was given: by the day of its evidence, where that is earlier than the word. A nightly file that says an
 * old clause again, as of now, must not undo a stop of yesterday.
 */
function saidAt({ status, occurredAt, evidence }: Extract<DebtorFact, { kind: 'consent' }>): string {
  const morning = evidence?.date === undefined ? occurredAt : `${evidence.date}T00:00:00.000Z`
  return status === 'granted' && morning < occurredAt ? morning : occurredAt
}

/** The words on a debtor after a fact; undefined when it is old or known. The order of arrival never matters. */
export function told(words: DebtorWords, fact: DebtorFact): DebtorWords | undefined {
  const stamp = stampOfFact(fact)
  const isNews = (known: { readonly stamp: Stamp } | undefined) => stamp > (known?.stamp ?? '')
  switch (fact.kind) {
    case 'described':
      return isNews({ stamp: words.profileStamp })
        ? { ...words, profile: fact.profile, profileStamp: stamp }
        : undefined
    case 'contactPoint':
      return withPoint(words, fact, stamp)
    case 'consent': {
      const { scope, purpose, status, evidence } = fact
      const key = consentKey(scope, purpose)
      const consent = { status, stamp, ...(evidence && { evidence }) }
      return isNews(words.consents[key]) ? { ...words, consents: { ...words.consents, [key]: consent } } : undefined
    }
    case 'flag': {
      const { flag, status, reason, author } = fact
      return isNews(words.flags[flag])
        ? { ...words, flags: { ...words.flags, [flag]: { status, stamp, reason, author } } }
        : undefined
    }
    case 'preference': {
      const { preference: known } = words
      const channel = fact.channel && isNews(known.channel) ? { channel: { value: fact.channel, stamp } } : {}
      const hours = fact.hours && isNews(known.hours) ? { hours: { value: fact.hours, stamp } } : {}
      const language = fact.language && isNews(known.language) ? { language: { value: fact.language, stamp } } : {}
      const news = { ...channel, ...hours, ...language }
      return Object.keys(news).length > 0 ? { ...words, preference: { ...known, ...news } } : undefined
    }
    case 'wrongPerson': {
      const { subject, status, author } = fact
      return isNews(words.wrongPersons[subject])
        ? { ...words, wrongPersons: { ...words.wrongPersons, [subject]: { status, stamp, author } } }
        : undefined
    }
    case 'bounce': {
      const { address, status, reason } = fact
      return isNews(words.bounces[address])
        ? { ...words, bounces: { ...words.bounces, [address]: { status, stamp, reason } } }
        : undefined
    }
    case 'holdPlaced': {
      const { hold, reason, author, cause, until, occurredAt: placedAt } = fact
      const part = { placedAt, reason, author, ...(cause && { cause }), ...(until === undefined ? {} : { until }) }
      return words.holds[hold]?.placedAt === undefined ? withHold(words, hold, part) : undefined
    }
    case 'holdReleased': {
      const { hold, occurredAt: releasedAt } = fact
      return words.holds[hold]?.releasedAt === undefined ? withHold(words, hold, { releasedAt }) : undefined
    }
  }
}

function withPoint(
  words: DebtorWords,
  { id, channel, address, role, active }: DebtorFact & { readonly kind: 'contactPoint' },
  stamp: Stamp,
): DebtorWords | undefined {
  const known = words.contactPoints.find((one) => one.id === id)
  const given = withGiven(known, address, stamp)
  const kept = known && known.stamp >= stamp ? known : { id, channel, address, role, active, stamp }
  if (kept === known && given === known.given) return undefined
  const others = words.contactPoints.filter((one) => one !== known)
  return { ...words, contactPoints: [...others, { ...kept, given }].sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

const withHold = (words: DebtorWords, id: string, part: Hold): DebtorWords => ({
  ...words,
  holds: { ...words.holds, [id]: { ...words.holds[id], ...part } },
})
