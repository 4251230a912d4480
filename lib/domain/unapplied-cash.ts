import type { DebtorWords, UnappliedCash } from './debtor.ts'

/** Deposits used up that a debtor's record still knows; their older words arrive minutes late, not fifty deposits late. */
const USED_UP_KEPT = 50

/** One word on how much cash lies under a key: minor units of `currency`; the highest stamp wins. */
export type CashWord = Pick<UnappliedCash, 'key' | 'currency' | 'amount' | 'payment' | 'stamp'>

/** What is known of the cash under one key, used up or not. */
export const cashUnder = (words: Pick<DebtorWords, 'unapplied'>, key: string): UnappliedCash | undefined =>
  words.unapplied.find((cash) => cash.key === key)

/**
 * The words on a debtor after one on cash, heard at `at` (ISO instant); undefined when a newer word, or this one, is known.
 *
 * Nothing left is kept like any word, or an older amount that arrives after it would count. A source that can be asked
 * again (`sourceIsKept`) leaves no trace of a deposit it never spoke of before.
 */
export function withCash(
  words: DebtorWords,
  word: CashWord,
  at: string,
  sourceIsKept = false,
): DebtorWords | undefined {
  const known = cashUnder(words, word.key)
  if (known ? word.stamp <= known.stamp : sourceIsKept && word.amount === 0) return undefined
  const lay = known !== undefined && known.amount > 0
  const lies = word.amount > 0
  const times = (known?.times ?? 0) + (lies && !lay ? 1 : 0)
  const cash = { ...word, since: lies && lay ? known.since : at, times }
  return { ...words, unapplied: bounded([...words.unapplied.filter(({ key }) => key !== word.key), cash]) }
}

/** All cash that lies there, and of what was used up the latest. */
function bounded(all: readonly UnappliedCash[]): UnappliedCash[] {
  const usedUp = all.filter(({ amount }) => amount === 0)
  if (usedUp.length <= USED_UP_KEPT) return [...all]
  const forgotten = new Set(usedUp.toSorted(bySince).slice(0, usedUp.length - USED_UP_KEPT))
  return all.filter((cash) => !forgotten.has(cash))
}

const bySince = (a: UnappliedCash, b: UnappliedCash): number => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)
