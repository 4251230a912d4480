import type { Debtor, UnappliedCash } from '../domain/debtor.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { DAY, iso } from '../domain/time.ts'
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

/** Notes how much cash of a debtor lies unapplied under one key; none left ends the silence it caused. */
export async function keepUnapplied(
  outside: Recording,
  debtor: DebtorId,
  cash: Pick<UnappliedCash, 'key' | 'currency' | 'amount' | 'payment'>,
  stamp = iso(outside.clock.now()),
): Promise<void> {
  const now = outside.clock.now()
  await tellDebtor(
    outside,
    debtor,
    (before) => withUnapplied(before, { ...cash, since: iso(now), stamp }),
    () => cash.amount === 0,
  )
  const task = `applyCash/${debtor}/${cash.key}`
  if (cash.amount === 0) {
    await outside.ledger.closeTask(task, 'puntual', 'applied', iso(now))
    return
  }
  await outside.ledger.openTask({
    id: task,
    kind: 'applyCash',
    status: 'open',
    reason: 'unappliedCash',
    openedAt: iso(now),
    due: iso(now + DAYS_TO_APPLY_CASH * DAY),
    debtor,
  })
}

function withUnapplied(debtor: Debtor, cash: UnappliedCash): Debtor | undefined {
  const known = debtor.unapplied.find((one) => one.key === cash.key)
  if (known && (cash.stamp < known.stamp || same(known, cash))) return undefined
  if (!known && cash.amount === 0) return undefined
  const since = known && known.amount > 0 ? known.since : cash.since
  const others = debtor.unapplied.filter((one) => one.key !== cash.key)
  return { ...debtor, unapplied: [...others, { ...cash, since }] }
}

const same = (a: UnappliedCash, b: UnappliedCash): boolean => a.amount === b.amount && a.currency === b.currency
