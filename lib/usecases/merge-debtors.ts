import type { EventIn } from '../contracts/events.ts'
import { type DebtorRecord, mergedRecord, mergeSaid } from '../domain/debtor-record.ts'
import { iso } from '../domain/time.ts'
import { TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'
import { recordOf, wakeAll } from './tell-debtor.ts'

/**
 * Makes one debtor of two ids. All that is known of either lies in one record afterwards, and the other ids lead there:
 * facts, invoices and payments may go on naming any of them.
 *
 * Every open journey asks again: whoever was silent may have a way now, and whoever had one a stop.
 */
export async function mergeDebtors(outside: Recording, detail: EventIn<'DebtorMerged'>): Promise<void> {
  const { debtor, merged, occurredAt } = detail
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const one = await recordOf(outside.debtors, debtor)
    const other = await recordOf(outside.debtors, merged)
    const both = mergedRecord(one, other, mergeSaid(debtor, merged, occurredAt))
    // The first delivery may have died between writing and waking.
    if (!both) return wakeAll(outside, one)
    const before = [one, other].find(({ id }) => id === both.id) ?? (await outside.debtors.record(both.id))
    const { mergedInto: _, ...root } = { ...before, ...both, version: before.version + 1 }
    const emptied = (one.id === other.id ? [one] : [one, other]).filter(({ id }) => id !== both.id)
    const changes = [
      { before, after: root },
      ...emptied.map((record) => ({ before: record, after: leadingTo(both.id, record) })),
    ]
    if ((await outside.debtors.save(changes, iso(outside.clock.now()))) === 'conflict') continue
    return wakeAll(outside, root)
  }
  throw new TransientFault(`debtors ${debtor} and ${merged} changed ${TRIES} times while they were being merged`)
}

/** What is left under an id whose words lie in another record. */
const leadingTo = (mergedInto: string, { id, version }: DebtorRecord): DebtorRecord => ({
  id,
  version: version + 1,
  words: {},
  merges: [],
  recent: [],
  mergedInto,
})
