import { consentKey, scopeOfKey } from './consent.ts'
import type { ContactPoint, DebtorWords } from './debtor.ts'
import type { DebtorId, Hold, Stamp } from './invoice.ts'
import { ownName } from './own-name.ts'
import { givenTo, withGiven } from './wrong-person.ts'

type Words = Readonly<Record<DebtorId, DebtorWords>>
type Named<Word> = Readonly<Record<string, Word>>

/**
 * The words on the ids of one debtor, each under the id and the name where it belongs: one that came before its merge lies
 * under the name of the whole, which nobody could read then.
 */
export function filed(words: Words): Words {
  const points = regrouped(words, pointsById, asSaid, onePoint)
  const consents = regrouped(words, (one) => one.consents, asScope, newer)
  const wrongPersons = regrouped(words, (one) => one.wrongPersons, asSaid, newer)
  const holds = regrouped(words, (one) => one.holds, asSaid, oneHold)
  return Object.fromEntries(
    Object.entries(words).map(([id, one]) => [
      id,
      {
        ...one,
        contactPoints: Object.entries(points[id] ?? {})
          .map(([name, point]) => ({ ...point, id: name }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
        consents: consents[id] ?? {},
        wrongPersons: wrongPersons[id] ?? {},
        holds: holds[id] ?? {},
      },
    ]),
  )
}

/** How a key names its thing, and the key of the same thing by another name. */
type Naming = (key: string) => { readonly name: string; readonly keyOf: (own: string) => string }

const asSaid: Naming = (key) => ({ name: key, keyOf: (own) => own })
const asScope: Naming = (key) => {
  const { scope, purpose } = scopeOfKey(key)
  return { name: scope, keyOf: (own) => consentKey(own, purpose) }
}

function regrouped<Word>(
  words: Words,
  of: (words: DebtorWords) => Named<Word>,
  naming: Naming,
  both: (one: Word, other: Word) => Word,
): Readonly<Record<DebtorId, Named<Word>>> {
  const ids = Object.keys(words)
  const groups: Record<DebtorId, Record<string, Word>> = {}
  for (const [said, one] of Object.entries(words))
    for (const [key, word] of Object.entries(of(one))) {
      const { name, keyOf } = naming(key)
      const own = ownName(ids, { id: said, name })
      const group = groups[own.id] ?? {}
      const known = group[keyOf(own.name)]
      groups[own.id] = { ...group, [keyOf(own.name)]: known === undefined ? word : both(known, word) }
    }
  return groups
}

const newer = <Word extends { readonly stamp: Stamp }>(one: Word, other: Word): Word =>
  one.stamp >= other.stamp ? one : other

const pointsById = ({ contactPoints }: DebtorWords): Named<ContactPoint> =>
  Object.fromEntries(contactPoints.map((point) => [point.id, point]))

function onePoint(one: ContactPoint, other: ContactPoint): ContactPoint {
  const given = Object.entries(givenTo(other)).reduce(
    (known, [address, stamp]) => withGiven({ ...one, given: known }, address, stamp),
    givenTo(one),
  )
  return { ...newer(one, other), given }
}

const oneHold = (one: Hold, other: Hold): Hold => ({ ...one, ...other })
