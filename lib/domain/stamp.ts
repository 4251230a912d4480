import type { Stamp } from './invoice.ts'

/**
 * Orders the words on one replaceable thing: the newest effective instant wins; of one instant, the higher rank; of one
 * rank, the id. Where a source gives no id, what it says decides, so that the order of arrival never does.
 */
export function stampOf(occurredAt: string, rank: number, id: string): Stamp {
  return `${occurredAt}#${rank}#${id}`
}

/** The stamp of what follows from a versioned record: a word of the source of that instant or before does not beat it. */
export function stampOfVersion(effectiveAt: string, version: number): Stamp {
  return stampOf(effectiveAt, 1, String(version).padStart(12, '0'))
}

/** The stamp of a word without an id: FNV-1a of what it says, in eight hexadecimal digits. */
export function stampOfContent(occurredAt: string, content: unknown): Stamp {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(content)) {
    hash ^= character.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return stampOf(occurredAt, 0, hash.toString(16).padStart(8, '0'))
}
