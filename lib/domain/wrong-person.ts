import type { ContactPoint, DebtorWords, WrongPerson } from './debtor.ts'
import type { Stamp } from './invoice.ts'
import { instantOfStamp } from './stamp.ts'

/** Of two words of one instant the careful one wins. */
export const WRONG_PERSON_RANK = { withdrawn: 0, reported: 1 } as const satisfies Record<WrongPerson['status'], number>

/**
 * The newest words on the addresses of these contact points.
 *
 * A word on a contact point is about every address it had been given by then, whichever word arrives first; one given
 * later is another address. No id of a contact point is an address, so both lie under one kind of key.
 */
export function wordsOnAddresses({
  wrongPersons,
  contactPoints,
}: Pick<DebtorWords, 'wrongPersons' | 'contactPoints'>): ReadonlyMap<string, WrongPerson> {
  const byAddress = new Map<string, WrongPerson>()
  const hear = (address: string, word: WrongPerson) => {
    if (word.stamp > (byAddress.get(address)?.stamp ?? '')) byAddress.set(address, word)
  }
  const points = new Map(contactPoints.map((point) => [point.id, point]))
  for (const [subject, word] of Object.entries(wrongPersons)) {
    const point = points.get(subject)
    if (!point) hear(subject, word)
    for (const [address, first] of Object.entries(point ? givenTo(point) : {}))
      if (instantOfStamp(first) <= instantOfStamp(word.stamp)) hear(address, word)
  }
  return byAddress
}

/** Every address a contact point has been given, with the first word of it. */
export const givenTo = ({ given, address, stamp }: ContactPoint): Readonly<Record<string, Stamp>> =>
  given ?? { [address]: stamp }

/** The address that a contact point had at an instant (ISO); the first it was given, if it had none yet. */
export function addressAt(point: ContactPoint, at: string): string {
  if (instantOfStamp(point.stamp) <= at) return point.address
  const given = Object.entries(givenTo(point)).sort(([, a], [, b]) => (a < b ? -1 : 1))
  const then = given.findLast(([, first]) => instantOfStamp(first) <= at) ?? given[0]
  return then?.[0] ?? point.address
}

/** The addresses of a contact point with one more; of the words that gave it the first is kept. */
export function withGiven(
  point: ContactPoint | undefined,
  address: string,
  stamp: Stamp,
): Readonly<Record<string, Stamp>> {
  const given = point ? givenTo(point) : {}
  const known = given[address]
  return known !== undefined && known <= stamp ? given : { ...given, [address]: stamp }
}
