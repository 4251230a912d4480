import type { DebtorWords, RecentTouch } from './debtor.ts'
import { NO_WORDS } from './debtor.ts'
import { filed } from './filed.ts'
import type { DebtorId, Stamp } from './invoice.ts'
import { instantOfStamp, stampOf } from './stamp.ts'

/** What sources say of two ids being one debtor: the first word of it, and the newest. */
export interface Merge {
  readonly survivor: DebtorId
  readonly merged: DebtorId
  readonly first: Stamp
  readonly last: Stamp
}

/**
 * A debtor as it is kept: the words on each of its ids apart, so that no word depends on when the ids were merged.
 * `version` rises with each change and each claim.
 */
export interface DebtorRecord {
  readonly id: DebtorId
  readonly version: number
  readonly words: Readonly<Record<DebtorId, DebtorWords>>
  readonly merges: readonly Merge[]
  readonly recent: readonly RecentTouch[]
  /** Everything about this id lies in that record, and nothing here any more. */
  readonly mergedInto?: DebtorId
}

/** What becomes of one record. */
export interface DebtorChange {
  readonly before: DebtorRecord
  readonly after: DebtorRecord
}

/** The record of an id nobody has mentioned. */
export const unknownRecord = (id: DebtorId): DebtorRecord => ({ id, version: 0, words: {}, merges: [], recent: [] })

/** The record with other words on one of its ids. */
export const withWords = (record: DebtorRecord, id: DebtorId, words: DebtorWords): DebtorRecord => ({
  ...record,
  version: record.version + 1,
  words: { ...record.words, [id]: words },
})

/** All ids of a debtor, the record's own first. */
export const idsOf = ({ id, words }: DebtorRecord): DebtorId[] => [
  id,
  ...Object.keys(words)
    .filter((one) => one !== id)
    .sort(),
]

/** The word of a source that `merged` is the same debtor as `survivor`. */
export function mergeSaid(survivor: DebtorId, merged: DebtorId, occurredAt: string): Merge {
  const stamp = stampOf(occurredAt, 0, `${survivor} ${merged}`)
  return { survivor, merged, first: stamp, last: stamp }
}

/**
 * One record of two, under the id that the newest merge of the whole group names as its survivor; so a chain or a circle
 * of merges ends in the same place whatever the order. Undefined when all of it is known.
 */
export function mergedRecord(
  one: DebtorRecord,
  other: DebtorRecord,
  said: Merge,
): Omit<DebtorRecord, 'version'> | undefined {
  const merges = withMerge(one.id === other.id ? one.merges : [...one.merges, ...other.merges], said)
  if (one.id === other.id && merges === one.merges) return undefined
  const newest = merges.reduce((best, merge) => (merge.last > best.last ? merge : best))
  const named = { [said.survivor]: NO_WORDS, [said.merged]: NO_WORDS }
  const touches = new Map([...one.recent, ...other.recent].map((touch) => [touch.touch, touch]))
  return {
    id: newest.survivor,
    words: filed({ ...named, ...other.words, ...one.words }),
    merges,
    recent: [...touches.values()].sort((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

/** The words on merges with one more; the same list when it says nothing new. */
function withMerge(merges: readonly Merge[], said: Merge): readonly Merge[] {
  const known = merges.find(({ survivor, merged }) => survivor === said.survivor && merged === said.merged)
  if (!known) return [...merges, said]
  if (known.first <= said.first && known.last >= said.last) return merges
  const first = known.first < said.first ? known.first : said.first
  const last = known.last > said.last ? known.last : said.last
  return merges.map((one) => (one === known ? { ...known, first, last } : one))
}

/** The instant (ISO) since which all ids have been known to be one debtor: words after it are about all of them. */
export function unitedSince(merges: readonly Merge[]): string {
  if (merges.length === 0) return ''
  const pairs = Object.values(
    Object.groupBy(merges, ({ survivor, merged }) => [survivor, merged].sort().join(' ')),
  ).map((words = []) => words.map(({ first }) => instantOfStamp(first)).sort()[0] ?? '')
  return pairs.sort().at(-1) ?? ''
}
