import type { UnappliedCash } from '../domain/debtor.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { DAY, iso } from '../domain/time.ts'
import { type CashWord, cashUnder, withCash } from '../domain/unapplied-cash.ts'
import type { Recording } from './recording.ts'
import { changeDebtor, recordOf } from './tell-debtor.ts'

/** Days a person has to apply cash that no invoice has taken. */
const DAYS_TO_APPLY_CASH = 3

/**
 * Notes a word on how much cash of a debtor lies unapplied under one key; none left ends the silence it caused.
 *
 * The task follows what is known then, whichever word this was: one task for each time that cash came to lie there. Cash
 * stays under the id it was told for, and its task with it, whatever the debtor is merged with.
 */
export async function keepUnapplied(
  outside: Recording,
  id: DebtorId,
  word: CashWord,
  sourceIsKept = false,
): Promise<void> {
  const words = await changeDebtor(outside, id, () => ({
    id,
    change: (before) => withCash(before, word, iso(outside.clock.now()), sourceIsKept),
    wakesAll: (known) => cashUnder(known, word.key)?.amount === 0,
  }))
  const cash = cashUnder(words, word.key)
  if (!cash) return
  if (cash.amount === 0) return closeCashTask(outside, id, cash)
  const now = outside.clock.now()
  await outside.ledger.openTask({
    id: cashTask(id, cash),
    kind: 'applyCash',
    status: 'open',
    reason: 'unappliedCash',
    openedAt: iso(now),
    due: iso(now + DAYS_TO_APPLY_CASH * DAY),
    debtor: id,
  })
  // Whoever noted meanwhile that none is left may have found no task to close.
  const known = (await recordOf(outside.debtors, id)).words[id]
  const later = known && cashUnder(known, word.key)
  if (later?.amount === 0) await closeCashTask(outside, id, cash)
}

const cashTask = (debtor: DebtorId, { key, times = 1 }: UnappliedCash): string =>
  `applyCash/${debtor}/${key}${times > 1 ? `/${times}` : ''}`

async function closeCashTask(outside: Recording, debtor: DebtorId, cash: UnappliedCash): Promise<void> {
  await outside.ledger.closeTask(cashTask(debtor, cash), 'puntual', 'applied', iso(outside.clock.now()))
}
