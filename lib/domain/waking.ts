import { consentKey } from './consent.ts'
import type { DebtorProfile, DebtorWords } from './debtor.ts'
import { type DebtorFact, stampOfFact } from './debtor-fact.ts'

/**
 * Whether the debtor's journeys must ask again at once: a fact ended a silence, opened a way, or raised a flag.
 *
 * `after` is `before` when the fact changed nothing. Then it matters whether it is this very fact that counts, because its
 * first delivery may have died between writing and waking; the same word said anew wakes nobody.
 */
export function wakes(fact: DebtorFact, after: DebtorWords, before: DebtorWords): boolean {
  const isRepeat = after === before
  const counts = (word: { readonly stamp: string } | undefined) => word?.stamp === stampOfFact(fact)
  switch (fact.kind) {
    case 'described':
      if (attitudeTo(after.profile) === 'silent') return false
      return isRepeat ? counts({ stamp: after.profileStamp }) : courseOf(after.profile) !== courseOf(before.profile)
    case 'contactPoint': {
      const known = before.contactPoints.find(({ id }) => id === fact.id)
      if (!fact.active) return false
      if (isRepeat) return counts(known)
      return !known?.active || known.channel !== fact.channel || known.address !== fact.address
    }
    case 'consent': {
      const known = before.consents[consentKey(fact.scope, fact.purpose)]
      return fact.status === 'granted' && (isRepeat ? counts(known) : known?.status !== 'granted')
    }
    case 'flag': {
      const known = before.flags[fact.flag]
      return isRepeat ? counts(known) : (known?.status ?? 'cleared') !== fact.status
    }
    case 'preference':
      return fact.hours !== undefined && (!isRepeat || counts(before.preference.hours))
    case 'wrongPerson': {
      const known = before.wrongPersons[fact.subject]
      // It opens an address that bounced, too.
      const isOpening = known?.status === 'reported' || Object.keys(before.bounces).length > 0
      return fact.status === 'withdrawn' && (isRepeat ? counts(known) : isOpening)
    }
    case 'bounce':
    case 'holdPlaced':
      return false
    case 'holdReleased': {
      const known = before.holds[fact.hold]
      if (known?.placedAt === undefined) return false
      return isRepeat ? known.releasedAt === fact.occurredAt : known.releasedAt === undefined
    }
  }
}

/** What a profile alone makes of a debtor's journeys: they wait, they end, or they go on. Zone and language do not. */
function attitudeTo(profile: DebtorProfile | undefined): 'unknown' | 'none of ours' | 'silent' | 'contact' {
  if (!profile) return 'unknown'
  if (profile.internal) return 'none of ours'
  return profile.doNotContact ? 'silent' : 'contact'
}

/** What a journey does by the profile alone; the policy matters to one that opened before its debtor was known. */
const courseOf = (profile: DebtorProfile | undefined): string =>
  [attitudeTo(profile), profile?.policy, profile?.segment].join(' ')
