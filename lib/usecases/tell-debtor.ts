import { type DebtorWords, NO_WORDS } from '../domain/debtor.ts'
import { type DebtorFact, told } from '../domain/debtor-fact.ts'
import { type DebtorRecord, idsOf, withWords } from '../domain/debtor-record.ts'
import type { DebtorId, InvoiceId } from '../domain/invoice.ts'
import { ownFact } from '../domain/own-name.ts'
import { iso } from '../domain/time.ts'
import { wakes } from '../domain/waking.ts'
import type { Debtors } from '../ports.ts'
import { TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'

/**
 * Records one fact about a debtor, under whichever of the debtor's ids, and wakes the journeys that it concerns. What the
 * fact names may be called as in the debtor as a whole.
 */
export async function tellDebtor(outside: Recording, id: DebtorId, fact: DebtorFact): Promise<void> {
  await changeDebtor(outside, id, (ids) => {
    const own = ownFact(ids, id, fact)
    return {
      id: own.id,
      change: (words) => told(words, own.fact),
      wakesAll: (after, before) => wakes(own.fact, after, before),
    }
  })
}

/** A change of what has been said of a debtor under one id. */
export interface Telling {
  readonly id: DebtorId
  /** Answers undefined when the fact is old or already known. */
  readonly change: (words: DebtorWords) => DebtorWords | undefined
  /**
   * Whether every open journey of the debtor is woken, as what ends a silence does. It sees the words after and before the
   * fact, one and the same when nothing changed: then it asks whether this very fact did it, whose first delivery may have
   * died between writing and waking.
   */
  readonly wakesAll: (after: DebtorWords, before: DebtorWords) => boolean
}

/** Changes what has been said of the debtor with this id, `tell` knowing all of the debtor's; answers the words on the id told. */
export async function changeDebtor(
  outside: Recording,
  debtor: DebtorId,
  tell: (ids: readonly DebtorId[]) => Telling,
): Promise<DebtorWords> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const record = await recordOf(outside.debtors, debtor)
    const { id, change, wakesAll } = tell(idsOf(record))
    const before = record.words[id] ?? NO_WORDS
    const after = change(before)
    const changed = after && withWords(record, id, after)
    if (changed) {
      const at = iso(outside.clock.now())
      if ((await outside.debtors.save([{ before: record, after: changed }], at)) === 'conflict') continue
    }
    if (wakesAll(after ?? before, before)) await wakeAll(outside, changed ?? record)
    return after ?? before
  }
  throw new TransientFault(`debtor ${debtor} changed ${TRIES} times while a fact was being recorded`)
}

/** Merges follow one another at most this far; a chain this long is a fault of ours. */
const LONGEST_CHAIN = 50

/** The record that holds what is known of an id: its own, or that of the debtor it was merged with. */
export async function recordOf(debtors: Pick<Debtors, 'record'>, id: DebtorId): Promise<DebtorRecord> {
  let record = await debtors.record(id)
  for (let hop = 0; record.mergedInto !== undefined; hop++) {
    if (hop === LONGEST_CHAIN) throw new Error(`debtor ${id} was merged in a circle`)
    record = await debtors.record(record.mergedInto)
  }
  return record
}

/** The open invoices of a debtor under all of its ids. May lag a moment behind: whoever acts on it checks the invoice itself. */
export async function openInvoicesOf(
  { ledger }: Pick<Recording, 'ledger'>,
  ids: readonly DebtorId[],
): Promise<InvoiceId[]> {
  const [own, ...others] = await Promise.all(ids.map((id) => ledger.openInvoices(id)))
  return [...(own ?? []), ...others.flat()]
}

/** The open invoices of the debtor who has this id, or was merged with it. */
export async function openInvoicesUnder(
  outside: Pick<Recording, 'ledger' | 'debtors'>,
  id: DebtorId,
): Promise<InvoiceId[]> {
  return openInvoicesOf(outside, idsOf(await recordOf(outside.debtors, id)))
}

/** Raises the version of each open invoice before waking it: a journey about to park on the old facts will not. */
export async function wakeAll(outside: Recording, record: DebtorRecord): Promise<void> {
  for (const invoice of await openInvoicesOf(outside, idsOf(record))) {
    const parked = await outside.ledger.raise(invoice)
    if (!parked.open) continue
    if (parked.token) await outside.journeys.wake(parked.token, {})
    else await outside.journeys.start(invoice, parked.generation)
  }
}
