import { iso } from '../domain/time.ts'
import type { Clock, Ledger, SendOutcome, TouchRecord } from '../ports.ts'

/** The task of a call that a touch asks for. */
export const callTask = (touch: string): string => `call/${touch}`

/**
 * Asks a person to call: a task named after the touch, so that it is opened once. It holds no number; that is shown when the
 * call is let through (`puntual call`), which asks everything again at that moment and spends the debtor's budget.
 */
export async function askForCall(
  { ledger, clock }: { readonly ledger: Pick<Ledger, 'openTask'>; readonly clock: Clock },
  { id: touch, debtor, members, template, language, addressAs, callBy }: TouchRecord,
): Promise<SendOutcome> {
  const [oldest] = members.toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1))
  const id = callTask(touch)
  const openedAt = iso(clock.now())
  await ledger.openTask({
    ...{ id, kind: 'call', status: 'open', reason: 'callStep', debtor },
    ...(oldest && { invoice: oldest.invoice }),
    openedAt,
    due: callBy ?? openedAt,
    script: { template, language, ...(addressAs && { addressAs }) },
  })
  return { kind: 'accepted', providerId: id }
}
