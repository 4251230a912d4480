import type { Stamp } from './invoice.ts'

/**
 * Orders the words on one replaceable thing: the newest effective instant wins; of one instant, the higher rank; of one
 * rank, the id. Where a source gives no id, what it says decides, so that the order of arrival never does.
 */
export function stampOf(occurredAt: string, rank: number, id: string): Stamp {
  return `${occurredAt}#${rank}#${id}`
}

/** The instant (ISO) at which a stamped word was true at its source. */
export const instantOfStamp = (stamp: Stamp): string => stamp.split('#')[0] ?? ''

/** The stamp of what follows from a versioned record: a word of the source of that instant or before does not beat it. */
export function stampOfVersion(effectiveAt: string, version: number): Stamp {
  return stampOf(effectiveAt, 1, String(version).padStart(12, '0'))
}

/** The stamp of a word without an id: FNV-1a of what it says, in eight hexadecimal digits; of one instant `rank` decides first. */
export function stampOfContent(occurredAt: string, content: unknown, rank = 0): Stamp {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(content)) {
    hash ^= character.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return stampOf(occurredAt, rank, hash.toString(16).padStart(8, '0'))
}
