import type { DebtorFact } from './debtor-fact.ts'
import type { DebtorId } from './invoice.ts'

/** A contact point, a hold or a deposit by the id of the debtor under which it is kept, and its name there. */
export interface OwnName {
  readonly id: DebtorId
  readonly name: string
}

/** What it is called in the debtor as a whole: plainly under the id that goes on, after its own id under every other. */
export const unitedName = (survivor: DebtorId, { id, name }: OwnName): string =>
  id === survivor ? name : `${id}/${name}`

/**
 * What a name said under `id` stands for, `ids` being one debtor: messages and staff call things as in the debtor as a
 * whole, and whatever is said of one of them belongs where it is kept. Of ids that begin alike the longest is meant.
 */
export function ownName(ids: readonly DebtorId[], { id, name }: OwnName): OwnName {
  const [owner] = ids
    .filter((one) => name.startsWith(`${one}/`) && name.length > one.length + 1)
    .sort((a, b) => b.length - a.length)
  return owner === undefined ? { id, name } : ownName(ids, { id: owner, name: name.slice(owner.length + 1) })
}

/** The debtor as a whole, by the ids that are known to be one now. */
interface Whole {
  readonly id: DebtorId
  readonly aliases: readonly DebtorId[]
}

/**
 * What something is called in the debtor as a whole today, by what it was called under `id` when it was written down: ids
 * that are found to be one later, or that go on under another, change the names of what lies under them.
 */
export const calledNow = ({ id, aliases }: Whole, said: OwnName): string =>
  unitedName(id, ownName([id, ...aliases], said))

/** A name of today as it is written down, so that it can be found whatever the debtor is called later. */
export const lasting = ({ id, name }: OwnName): string => `${id}/${name}`

/** The id under which a fact is kept, with the fact as it is worded there. */
export function ownFact(ids: readonly DebtorId[], id: DebtorId, fact: DebtorFact): { id: DebtorId; fact: DebtorFact } {
  switch (fact.kind) {
    case 'contactPoint': {
      const own = ownName(ids, { id, name: fact.id })
      return { id: own.id, fact: { ...fact, id: own.name } }
    }
    case 'consent': {
      const own = ownName(ids, { id, name: fact.scope })
      return { id: own.id, fact: { ...fact, scope: own.name } }
    }
    case 'wrongPerson': {
      const own = ownName(ids, { id, name: fact.subject })
      return { id: own.id, fact: { ...fact, subject: own.name } }
    }
    case 'holdPlaced':
    case 'holdReleased': {
      const own = ownName(ids, { id, name: fact.hold })
      return { id: own.id, fact: { ...fact, hold: own.name } }
    }
    case 'described':
    case 'flag':
    case 'preference':
    case 'bounce':
      return { id, fact }
  }
}
