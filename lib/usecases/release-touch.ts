import { iso } from '../domain/time.ts'
import type { Recording } from './recording.ts'
import { recordOf } from './tell-debtor.ts'

/** A message that did not leave spends nothing of the debtor's budget; if this is lost, the next goes out later. */
export async function release(
  { ledger, debtors, clock }: Pick<Recording, 'ledger' | 'debtors' | 'clock'>,
  id: string,
  again: boolean,
): Promise<void> {
  const touch = await ledger.touch(id)
  if (!touch) return
  if (again) await ledger.saveTouch(touch, { ...touch, status: 'released' })
  const before = await recordOf(debtors, touch.debtor)
  const recent = before.recent.filter((one) => one.touch !== id)
  await debtors.save([{ before, after: { ...before, recent, version: before.version + 1 } }], iso(clock.now()))
}
