import type { EventIn } from '../contracts/events.ts'
import { type InvoiceId, isIssued } from '../domain/invoice.ts'
import { announced, oldestDueFirst, owedOn } from '../domain/payment.ts'
import { RefusedFact } from './faults.ts'
import { changePayment } from './record-payment.ts'
import type { Recording } from './recording.ts'
import { openInvoicesUnder } from './tell-debtor.ts'
import { tellExpected } from './tell-expected.ts'

/** Takes in a payment that is announced for a date; one that was received already, or failed later, changes nothing. */
export async function schedulePayment(outside: Recording, detail: EventIn<'PaymentScheduled'>): Promise<void> {
  const { payment: id, occurredAt: at, dueOn: on } = detail
  const payment = await changePayment(outside, id, async (before) => {
    const known = before.schedule
    // A repeat keeps the invoices that its first delivery found.
    if (known?.at === at && known.on === on && detail.invoices === undefined) return before
    const after = announced(before, { at, on, total: detail.total, invoices: await meantFor(outside, detail) })
    return JSON.stringify(after) === JSON.stringify(before) ? before : after
  })
  await tellExpected(outside, payment)
}

async function meantFor(outside: Recording, detail: EventIn<'PaymentScheduled'>): Promise<InvoiceId[]> {
  const { ledger } = outside
  const { amount, currency } = detail.total
  if (detail.invoices?.length) {
    const named = await ledger.invoices(detail.invoices.map(({ invoice }) => invoice))
    for (const { id, currency: own } of named)
      if (own && own !== currency)
        throw new RefusedFact('total.currency', currency, `must be ${own}, the currency of invoice ${id}`)
    return named.map(({ id }) => id)
  }
  const open = detail.debtor ? await ledger.invoices(await openInvoicesUnder(outside, detail.debtor)) : []
  return oldestDueFirst(amount, currency, open.filter(isIssued).flatMap(owedOn)).map(({ invoice }) => invoice)
}
