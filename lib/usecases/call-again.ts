import { contactsOf, firstAllowed } from '../domain/chance.ts'
import { DAY, type Instant } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import { calendarFor } from './limits.ts'
import type { Calling } from './place-call.ts'
import { recordOf } from './tell-debtor.ts'

/**
 * When somebody who was not reached is called again: the first instant, a day later or after, at which law, company and
 * debtor allow it. Where none ever does the task comes back after that day, and the call is refused with its reason.
 */
export async function callAgain(
  { debtors, limits, clock }: Pick<Calling, 'debtors' | 'limits' | 'clock'>,
  { debtor: id, invoices }: { readonly debtor: string; readonly invoices: readonly string[] },
): Promise<{ readonly at: Instant; readonly zones: readonly string[] }> {
  const debtor = united(await recordOf(debtors, id))
  const calendar = await calendarFor(limits, debtor)
  const from = clock.now() + DAY
  const wish = { from, class: 'overdue', about: invoices } as const
  const at = firstAllowed('call', wish, calendar, contactsOf(debtor))?.at ?? from
  return { at, zones: [calendar.zone] }
}
