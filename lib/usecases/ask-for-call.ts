import { DAY, iso } from '../domain/time.ts'
import type { Clock, Ledger, SendOutcome, TouchRecord } from '../ports.ts'

/** Days in which somebody calls. */
const DAYS_TO_CALL = 1

/** The task of a call that a touch asks for. */
export const callTask = (touch: string): string => `call/${touch}`

/**
 * Asks a person to call: a task named after the touch, so that it is opened once. It holds no number; that is shown when the
 * call is let through (`puntual call`), which asks everything again at that moment and spends the debtor's budget.
 */
export async function askForCall(
  { ledger, clock }: { readonly ledger: Pick<Ledger, 'openTask'>; readonly clock: Clock },
  { id: touch, debtor, members, template, language, addressAs }: TouchRecord,
): Promise<SendOutcome> {
  const [oldest] = members.toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1))
  const id = callTask(touch)
  const now = clock.now()
  await ledger.openTask({
    ...{ id, kind: 'call', status: 'open', reason: 'callStep', debtor },
    ...(oldest && { invoice: oldest.invoice }),
    openedAt: iso(now),
    due: iso(now + DAYS_TO_CALL * DAY),
    script: { template, language, ...(addressAs && { addressAs }) },
  })
  return { kind: 'accepted', providerId: id }
}
