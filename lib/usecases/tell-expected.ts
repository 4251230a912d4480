import { expected, type Payment } from '../domain/payment.ts'
import type { Recording } from './recording.ts'
import { tellInvoice } from './tell-invoice.ts'

/**
 * Tells every invoice that an announced payment ever named what is expected of it now.
 *
 * The payment's own record puts the words in order; an invoice keeps the one of the highest revision.
 */
export async function tellExpected(outside: Recording, payment: Payment): Promise<void> {
  const { schedule, revision = 0, id } = payment
  if (!schedule || revision === 0) return
  const now = expected(payment)
  for (const invoice of schedule.named) {
    const word = now?.invoices.includes(invoice) ? { on: now.on, ...(now.total && { total: now.total }) } : {}
    await tellInvoice(outside, invoice, { kind: 'scheduled', payment: id, revision, ...word })
  }
}
