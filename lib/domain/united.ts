import { CONSENT_RANK, type Consent, consentKey, scopeOfKey, WIDE_SCOPES } from './consent.ts'
import { bounceKey, type ContactPoint, type Debtor, type DebtorProfile, type DebtorWords, NO_WORDS } from './debtor.ts'
import { type DebtorRecord, idsOf, unitedSince } from './debtor-record.ts'
import { FLAG_KINDS, FLAG_RANK, type Flag, type FlagKind } from './flag.ts'
import type { DebtorId, Hold, Stamp } from './invoice.ts'
import { type Place, placeOf } from './law/jurisdictions.ts'
import { unitedName } from './own-name.ts'
import { hoursInBoth, type Preference } from './preference.ts'
import { rememberedWith } from './remembered.ts'
import { instantOfStamp } from './stamp.ts'
import { addressAt, WRONG_PERSON_RANK, wordsOnAddresses } from './wrong-person.ts'

type WishedHours = NonNullable<Preference['hours']>

/** The words on one id of a debtor, with how its contact points, holds and deposits are called in the debtor as a whole. */
interface Part extends DebtorWords {
  readonly id: DebtorId
  readonly nameOf: (own: string) => string
}

/**
 * The debtor a record describes, every id together, as decisions see it.
 *
 * Where the ids disagree, a word from after they were known to be one debtor counts for all of them; among the words from
 * before, the strictest. What names a contact point counts for every contact point of the same address.
 */
export const united = rememberedWith((record: DebtorRecord): Debtor => {
  const { id, version, recent } = record
  const [own, ...aliases] = idsOf(record).map((one): Part => {
    return { ...(record.words[one] ?? NO_WORDS), id: one, nameOf: (own) => unitedName(id, { id: one, name: own }) }
  })
  const parts = own ? [own, ...aliases] : []
  const since = unitedSince(record.merges)
  const contactPoints = pointsOf(parts, since)
  const preference = preferenceOf(parts, since)
  const profile = profileOf(parts, since, preference)
  return {
    id,
    version,
    aliases: aliases.map((one) => one.id),
    ...(profile && { profile }),
    contactPoints,
    consents: consentsOf(parts, contactPoints, since),
    flags: flagsOf(parts, since),
    preference,
    holds: holdsOf(parts),
    unapplied: parts.flatMap(({ unapplied, nameOf }) => unapplied.map((cash) => ({ ...cash, key: nameOf(cash.key) }))),
    recent,
  }
})

/** The word that counts among those of several ids; undefined when nobody said anything. */
function decisive<Word extends { readonly stamp: Stamp }>(
  words: readonly Word[],
  rank: (word: Word) => number,
  since: string,
): Word | undefined {
  if (words.length < 2) return words[0]
  const newestFirst = words.toSorted((a, b) => (a.stamp > b.stamp ? -1 : 1))
  const [newest] = newestFirst
  if (!newest || instantOfStamp(newest.stamp) > since) return newest
  return newestFirst.reduce((strictest, word) => (rank(word) > rank(strictest) ? word : strictest))
}

function pointsOf(parts: readonly Part[], since: string): ContactPoint[] {
  const wrong = parts.map((part) => wordsOnAddresses(part))
  return parts.flatMap(({ contactPoints, nameOf }) =>
    contactPoints.map(({ given: _, ...point }) => {
      const words = wrong.flatMap((byAddress) => byAddress.get(point.address) ?? [])
      const isWrong = decisive(words, ({ status }) => WRONG_PERSON_RANK[status], since)?.status === 'reported'
      const bounce = decisive(
        parts.flatMap((part) => part.bounces[bounceKey(point)] ?? []),
        () => 0,
        '',
      )
      // Whoever says later that the address is the right one has asked the debtor.
      const isRightAfter = (stamp: Stamp) =>
        words.some((word) => word.status === 'withdrawn' && instantOfStamp(word.stamp) > instantOfStamp(stamp))
      const bounced = bounce !== undefined && !isRightAfter(bounce.stamp)
      const barred = isWrong ? 'wrongPerson' : bounced ? 'bounced' : undefined
      return { ...point, id: nameOf(point.id), ...(barred && { barred }) }
    }),
  )
}

const isWide = (scope: string): boolean => WIDE_SCOPES.some((wide) => wide === scope)

function consentsOf(parts: readonly Part[], points: readonly ContactPoint[], since: string): Record<string, Consent> {
  const said = new Map<string, Consent[]>()
  const hear = (key: string, word: Consent) => said.set(key, [...(said.get(key) ?? []), word])
  for (const part of parts)
    for (const [key, word] of Object.entries(part.consents)) {
      const { scope, purpose } = scopeOfKey(key)
      const point = part.contactPoints.find(({ id }) => id === scope)
      if (isWide(scope)) hear(key, word)
      else if (!point || isAboutItsAddress(point, word))
        for (const one of sameAddress(part.nameOf(scope), points)) hear(consentKey(one, purpose), word)
    }
  for (const key of said.keys()) if (isUnsaidElsewhere(key, parts)) hear(key, UNSAID)
  return Object.fromEntries(
    [...said].flatMap(([key, words]) => {
      const word = decisive(words, ({ status }) => CONSENT_RANK[status], since)
      return word ? [[key, word]] : []
    }),
  )
}

/** A grant is about the address that its contact point had by then; a stop about any that it ever has. */
const isAboutItsAddress = (point: ContactPoint, { status, stamp }: Consent): boolean =>
  status !== 'granted' || addressAt(point, instantOfStamp(stamp)) === point.address

/** What an id that said nothing adds to the word of another on everything or on a medium. */
const UNSAID: Consent = { status: 'unknown', stamp: '' }

/** Whether a word on everything or on a medium would reach an address of an id under which nobody said it. */
function isUnsaidElsewhere(key: string, parts: readonly Part[]): boolean {
  const { scope } = scopeOfKey(key)
  if (parts.length < 2 || !isWide(scope)) return false
  const covered = (part: Part) => part.contactPoints.filter(({ channel }) => reaches(scope, channel))
  const saying = parts.filter(({ consents }) => Object.hasOwn(consents, key))
  const theirs = new Set(saying.flatMap(covered).map(({ address }) => address))
  return parts.some((part) => !saying.includes(part) && covered(part).some(({ address }) => !theirs.has(address)))
}

/** A number for texts is called too. */
const reaches = (scope: string, channel: ContactPoint['channel']): boolean =>
  scope === 'all' || scope === channel || (scope === 'call' && channel === 'sms')

/** The ids of the contact points that are the same address as this one; itself alone while it is not known. */
function sameAddress(id: string, points: readonly ContactPoint[]): string[] {
  const known = points.find((point) => point.id === id)
  if (!known) return [id]
  return points
    .filter(({ address, channel }) => address === known.address && channel === known.channel)
    .map((point) => point.id)
}

function flagsOf(parts: readonly Part[], since: string): Partial<Record<FlagKind, Flag>> {
  const flags: Partial<Record<FlagKind, Flag>> = {}
  for (const kind of FLAG_KINDS) {
    const words = parts.flatMap((part) => part.flags[kind] ?? [])
    const flag = decisive(words, ({ status }) => FLAG_RANK[status], since)
    if (flag) flags[kind] = flag
  }
  return flags
}

/** The survivor's profile, or the newest of the others while it has none; a language the debtor asked for goes before. */
function profileOf(parts: readonly Part[], since: string, { language }: Preference): DebtorProfile | undefined {
  const described = parts.flatMap(({ profile, profileStamp: stamp }) => (profile ? [{ profile, stamp }] : []))
  const newest = described.toSorted((a, b) => (a.stamp > b.stamp ? -1 : 1))[0]?.profile
  const profile = parts[0]?.profile ?? newest
  if (!profile) return undefined
  const silent = decisive(described, (one) => (one.profile.doNotContact ? 1 : 0), since)
  const elsewhere = otherPlaces(
    profile,
    described.map((one) => one.profile),
  )
  return {
    ...profile,
    ...(elsewhere.length > 0 && { elsewhere }),
    internal: described.some((one) => one.profile.internal),
    doNotContact: silent?.profile.doNotContact ?? false,
    ...(language && { language: language.value }),
  }
}

/** Where the other ids live: which of the places is the debtor's nobody said, so the law of each counts. */
function otherPlaces(profile: DebtorProfile, all: readonly DebtorProfile[]): Place[] {
  if (all.length < 2) return []
  const own = JSON.stringify(placeOf(profile))
  const places = new Map(all.map(placeOf).map((place) => [JSON.stringify(place), place]))
  places.delete(own)
  return [...places.values()]
}

function preferenceOf(parts: readonly Part[], since: string): Preference {
  const newest = <Word extends { readonly stamp: Stamp }>(words: readonly (Word | undefined)[]) =>
    decisive(
      words.flatMap((word) => word ?? []),
      () => 0,
      '',
    )
  const channel = newest(parts.map(({ preference }) => preference.channel))
  const hours = hoursOf(
    parts.flatMap(({ preference }) => preference.hours ?? []),
    since,
  )
  const language = newest(parts.map(({ preference }) => preference.language))
  return { ...(channel && { channel }), ...(hours && { hours }), ...(language && { language }) }
}

/** The newest wish when it is about the one debtor; of those from before, the hours that all of them allow. */
function hoursOf(wishes: readonly WishedHours[], since: string): WishedHours | undefined {
  const newest = decisive(wishes, () => 0, '')
  if (!newest || instantOfStamp(newest.stamp) > since) return newest
  return { value: wishes.map(({ value }) => value).reduce(hoursInBoth), stamp: newest.stamp }
}

const holdsOf = (parts: readonly Part[]): Record<string, Hold> =>
  Object.fromEntries(
    parts.flatMap(({ holds, nameOf }) => Object.entries(holds).map(([name, hold]) => [nameOf(name), hold])),
  )
