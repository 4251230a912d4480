import { withOutcome } from '../domain/attempt-outcome.ts'
import { iso } from '../domain/time.ts'
import type { SendOutcome } from '../ports.ts'
import type { Recording } from './recording.ts'
import { recordOf } from './tell-debtor.ts'

/** How a message ended that certainly did not leave. */
export type NotSent = Extract<SendOutcome, { kind: 'notSent' }>

/**
 * A message that did not leave is released, or has failed, and spends nothing of the debtor's budget; if this is lost, the
 * next goes out later. Its invoices are put right before: a sender that dies between leaves them as they were without it.
 */
export async function release(
  { ledger, debtors, clock }: Pick<Recording, 'ledger' | 'debtors' | 'clock'>,
  id: string,
  outcome: NotSent,
): Promise<void> {
  const touch = await ledger.touch(id)
  if (!touch) return
  const ended = outcome.again
    ? ({ ...touch, status: 'released' } as const)
    : ({ ...touch, status: 'failed', attempts: withOutcome(touch.attempts, outcome) } as const)
  if (touch.status !== ended.status) await ledger.saveTouch(touch, ended)
  const before = await recordOf(debtors, touch.debtor)
  const recent = before.recent.filter((one) => one.touch !== id)
  await debtors.save([{ before, after: { ...before, recent, version: before.version + 1 } }], iso(clock.now()))
}
