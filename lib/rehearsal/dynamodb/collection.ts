import type { Item } from './value.ts'

/** Where an item stands: its partition, its place in it, and (in an index, where places repeat) its primary key. */
export interface Position {
  readonly partition: string
  readonly sort: string
  readonly tie: string
}

/** An item at its place. Items are never changed once stored, so collections may share them. */
export interface Entry extends Position {
  readonly item: Item
}

/** Negative, zero or positive as `a` stands before, at or after `b` in one partition. */
export function compareInPartition(a: Omit<Position, 'partition'>, b: Omit<Position, 'partition'>): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1
  return a.tie === b.tie ? 0 : a.tie < b.tie ? -1 : 1
}

/** Items by partition, sorted within each: the storage of a table or of one of its indexes. */
export class Collection {
  #partitions = new Map<string, Entry[]>()
  #scanOrder: readonly string[] | undefined

  get(position: Position): Item | undefined {
    const entries = this.#partitions.get(position.partition)
    if (!entries) return undefined
    const entry = entries[firstAtOrAfter(entries, position)]
    return entry && compareInPartition(entry, position) === 0 ? entry.item : undefined
  }

  put(position: Position, item: Item): void {
    const entry = { ...position, item }
    const entries = this.#partitions.get(position.partition)
    if (!entries) {
      this.#partitions.set(position.partition, [entry])
      this.#scanOrder = undefined
      return
    }
    const index = firstAtOrAfter(entries, position)
    const present = entries[index]
    entries.splice(index, present && compareInPartition(present, position) === 0 ? 1 : 0, entry)
  }

  delete(position: Position): void {
    const entries = this.#partitions.get(position.partition)
    if (!entries) return
    const index = firstAtOrAfter(entries, position)
    const present = entries[index]
    if (!present || compareInPartition(present, position) !== 0) return
    if (entries.length > 1) entries.splice(index, 1)
    else {
      this.#partitions.delete(position.partition)
      this.#scanOrder = undefined
    }
  }

  /** The entries of one partition in ascending order. */
  partition(name: string): readonly Entry[] {
    return this.#partitions.get(name) ?? []
  }

  /** The partitions in the order a scan meets them: by hash, as in DynamoDB, so that nobody relies on another order. */
  scanOrder(): readonly string[] {
    this.#scanOrder ??= [...this.#partitions.keys()]
      .map((name) => ({ name, hash: scanHash(name) }))
      .sort((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name)
    return this.#scanOrder
  }

  /** A collection of these entries, in whatever order they come. */
  static of(entries: Iterable<Entry>): Collection {
    const collection = new Collection()
    for (const { item, ...position } of entries) collection.put(position, item)
    return collection
  }

  /** Another collection of the same items. */
  copy(): Collection {
    const copy = new Collection()
    for (const [name, entries] of this.#partitions) copy.#partitions.set(name, [...entries])
    return copy
  }

  /** Every entry, in no order that means anything. */
  *entries(): Iterable<Entry> {
    for (const entries of this.#partitions.values()) yield* entries
  }
}

/** The index of the first entry that does not stand before `position`. */
export function firstAtOrAfter(entries: readonly Entry[], position: Omit<Position, 'partition'>): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareInPartition(entries[middle]!, position) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** A partition's place in a scan, 0 to 2³²-1 (FNV-1a). */
export function scanHash(partition: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < partition.length; index++) {
    hash = Math.imul(hash ^ partition.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** Negative, zero or positive as partition `a` comes before, is or comes after `b` in a scan. */
export const compareForScan = (a: string, b: string): number =>
  scanHash(a) - scanHash(b) || (a < b ? -1 : a > b ? 1 : 0)
