import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { type Decreed, withDecreed } from '../domain/law/book.ts'
import { wishOf } from '../domain/preference.ts'
import { remembered } from '../domain/remembered.ts'
import type { Instant } from '../domain/time.ts'
import type { TouchRecord } from '../domain/touch-record.ts'
import type { Evidence, OnRecord } from '../domain/verify/evidence.ts'
import { pastDebtor } from '../domain/verify/past-debtor.ts'
import type { PinnedPolicy } from '../ports.ts'
import { REMEMBERED } from './law-in-force.ts'
import { limitsBy, placesOf, shippedBook } from './limits.ts'

/** What records are held against besides the catalog, where it is at hand: decreed holidays, and what providers accepted. */
export interface Beside {
  readonly decreed?: readonly Decreed[]
  readonly acceptedOf?: Evidence['acceptedOf']
  readonly words?: Evidence['words']
}

/** The rules of a catalog: contact law, what the company decided, and its policies. */
export type Rules = Pick<CompiledCatalog, 'company' | 'law'> & {
  readonly policies: Readonly<Record<string, PinnedPolicy>>
}

/** Holds records against the rules of a catalog, as of an instant; a decree counts for what was claimed once all knew of it. */
export function heldAgainst(
  { company, law, policies }: Rules,
  asOf: Instant,
  { decreed = [], acceptedOf, words = [] }: Beside = {},
): (record: OnRecord) => Promise<Evidence> {
  const shipped = shippedBook(law, company)
  const limitsAfter = remembered(
    (count: number) => limitsBy(withDecreed(shipped, decreed.slice(0, count)), company),
    decreed.length + 1,
  )
  const byHash = new Map(Object.values(policies).map(({ hash, policy }) => [hash, policy]))
  const { firstContacts } = company
  const knownAt = (at: Instant) => decreed.filter((entry) => Date.parse(entry.at) + REMEMBERED <= at).length
  return async (record) => {
    const seen = {
      ...{ ...record, asOf, words, policies: byHash },
      ...(firstContacts && { firstContacts }),
      ...(acceptedOf && { acceptedOf }),
    }
    const rulesFor = (touch: TouchRecord) => {
      const { profile, preference } = pastDebtor(touch, seen)
      return limitsAfter(knownAt(Date.parse(touch.claimedAt)))(placesOf(profile), wishOf(preference))
    }
    return { ...seen, rulesFor }
  }
}
