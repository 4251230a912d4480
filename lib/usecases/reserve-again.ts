import type { DebtorRecord } from '../domain/debtor-record.ts'
import type { IssuedInvoice } from '../domain/invoice.ts'
import { withReservation } from '../domain/recent-contacts.ts'
import { iso } from '../domain/time.ts'
import type { Clock, Debtors, Ledger, TouchRecord } from '../ports.ts'

/**
 * Gives a further attempt of a message the first one's place in the debtor's budget. Answers false when anything about
 * the debtor (a stop, a hold, another message) or the invoices (a payment) has changed since the claim: then the message
 * must be decided anew. A write that was repeated because its answer was lost finds itself written.
 */
export async function reserveAgain(
  { ledger, debtors, clock }: { readonly ledger: Ledger; readonly debtors: Debtors; readonly clock: Clock },
  members: readonly { readonly after: IssuedInvoice }[],
  next: TouchRecord,
): Promise<boolean> {
  const before = await debtors.record(next.debtor)
  // The claim raised the version once, and so did each attempt after the first.
  const version = next.debtorVersion + next.attempts.length
  if (before.version !== version - 1) return false
  const now = await ledger.invoices(members.map(({ after }) => after.id))
  if (members.some(({ after }, index) => now[index]?.version !== after.version)) return false
  const after = { ...before, version, recent: withReservation(before, next) }
  if ((await debtors.save([{ before, after }], iso(clock.now()))) === 'written') return true
  return isReserved(await debtors.record(next.debtor), version, next)
}

const isReserved = (record: DebtorRecord, version: number, { id, attempts }: TouchRecord): boolean =>
  record.version === version && record.recent.some((one) => one.touch === id && one.attempt === attempts.length)
