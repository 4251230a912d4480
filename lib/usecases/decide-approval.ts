import type { EventIn } from '../contracts/events.ts'
import { approvalTask } from '../domain/approval.ts'
import type { InvoiceFact } from '../domain/invoice-fact.ts'
import { iso } from '../domain/time.ts'
import type { Recording } from './recording.ts'
import { tellInvoice } from './tell-invoice.ts'

/** Keeps what a person said of a message that waits for approval, wakes its journey, and closes the task. */
export async function decideApproval(
  outside: Recording,
  said:
    | { readonly name: 'ApprovalGiven'; readonly detail: EventIn<'ApprovalGiven'> }
    | { readonly name: 'ApprovalDeclined'; readonly detail: EventIn<'ApprovalDeclined'> },
): Promise<void> {
  const { invoice, approval, author, occurredAt: at } = said.detail
  const fact: InvoiceFact =
    said.name === 'ApprovalGiven'
      ? { kind: 'approved', approval, at, author }
      : { kind: 'declined', approval, at, author, reason: said.detail.reason }
  await tellInvoice(outside, invoice, fact)
  await outside.ledger.closeTask(approvalTask(invoice, approval), author, fact.kind, iso(outside.clock.now()))
}
