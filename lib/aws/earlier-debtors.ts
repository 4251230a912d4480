import type { ContactPoint, DebtorWords, RecentTouch } from '../domain/debtor.ts'
import { NO_WORDS } from '../domain/debtor.ts'
import type { DebtorEntry } from '../domain/debtor-line.ts'
import { linesBetween } from '../domain/debtor-line.ts'
import { type DebtorRecord, unknownRecord } from '../domain/debtor-record.ts'

/** A debtor's item as release 0 wrote it: one id alone, its words at the top, and contact points without a role. */
export interface EarlierDebtor extends Partial<Omit<DebtorWords, 'contactPoints'>> {
  readonly version: number
  readonly contactPoints?: readonly Omit<ContactPoint, 'role'>[]
  readonly recent?: readonly RecentTouch[]
}

/** The same as it is kept today; the next change writes it so. */
export function recordOfEarlier(id: string, earlier: EarlierDebtor): DebtorRecord {
  const { version, recent = [], contactPoints = [], ...said } = earlier
  const points = contactPoints.map((point) => ({ ...point, role: 'holder' as const }))
  return { id, version, merges: [], recent, words: { [id]: { ...NO_WORDS, ...said, contactPoints: points } } }
}

/**
 * A timeline from its beginning. Release 0 kept none: what counted before the first line of such a debtor is taken to be
 * what counts today, which later lines say better.
 */
export function wholeTimeline(record: DebtorRecord, lines: readonly DebtorEntry[]): readonly DebtorEntry[] {
  const first = lines[0]?.version ?? record.version + 1
  if (record.version === 0 || first <= 1) return lines
  return [{ version: 1, at: '', lines: linesBetween(unknownRecord(record.id), record) }, ...lines]
}
