import type { Debtor, UnappliedCash } from '../domain/debtor.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { DAY, iso } from '../domain/time.ts'
import { type CashWord, cashUnder, withCash } from '../domain/unapplied-cash.ts'
import { TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'

/** Days a person has to apply cash that no invoice has taken. */
const DAYS_TO_APPLY_CASH = 3

/**
 * Changes what is known of a debtor. `change` answers undefined when the fact is old or already known.
 *
 * What ends a silence wakes every open journey of the debtor. `endsSilence` sees the debtor after and before the fact, one
 * and the same when nothing changed: then it asks whether this very fact did it, whose first delivery may have died
 * between writing and waking. The same word said anew wakes nobody.
 */
export async function tellDebtor(
  outside: Recording,
  id: DebtorId,
  change: (debtor: Debtor) => Debtor | undefined,
  endsSilence: (after: Debtor, before: Debtor) => boolean,
): Promise<Debtor> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await outside.debtors.debtor(id)
    const changed = change(before)
    const after = changed && { ...changed, version: before.version + 1 }
    if (after && (await outside.debtors.save(before, after)) === 'conflict') continue
    const debtor = after ?? before
    if (endsSilence(debtor, before)) await wakeAll(outside, id)
    return debtor
  }
  throw new TransientFault(`debtor ${id} changed ${TRIES} times while a fact was being recorded`)
}

/** Raises the version of each open invoice before waking it: a journey about to park on the old facts will not. */
async function wakeAll(outside: Recording, debtor: DebtorId): Promise<void> {
  for (const invoice of await outside.ledger.openInvoices(debtor)) {
    const parked = await outside.ledger.raise(invoice)
    if (!parked.open) continue
    if (parked.token) await outside.journeys.wake(parked.token, {})
    else await outside.journeys.start(invoice, parked.generation)
  }
}

/**
 * Notes a word on how much cash of a debtor lies unapplied under one key; none left ends the silence it caused.
 *
 * The task follows what is known then, whichever word this was: one task for each time that cash came to lie there.
 */
export async function keepUnapplied(
  outside: Recording,
  id: DebtorId,
  word: CashWord,
  sourceIsKept = false,
): Promise<void> {
  const debtor = await tellDebtor(
    outside,
    id,
    (before) => withCash(before, word, iso(outside.clock.now()), sourceIsKept),
    (known) => cashUnder(known, word.key)?.amount === 0,
  )
  const cash = cashUnder(debtor, word.key)
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
  const later = cashUnder(await outside.debtors.debtor(id), word.key)
  if (later?.amount === 0) await closeCashTask(outside, id, cash)
}

const cashTask = (debtor: DebtorId, { key, times = 1 }: UnappliedCash): string =>
  `applyCash/${debtor}/${key}${times > 1 ? `/${times}` : ''}`

async function closeCashTask(outside: Recording, debtor: DebtorId, cash: UnappliedCash): Promise<void> {
  await outside.ledger.closeTask(cashTask(debtor, cash), 'puntual', 'applied', iso(outside.clock.now()))
}
