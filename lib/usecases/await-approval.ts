import { approvalTask, asked } from '../domain/approval.ts'
import { dueDateOf } from '../domain/instalments.ts'
import { type Invoice, isIssued } from '../domain/invoice.ts'
import { type Instant, iso } from '../domain/time.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { InvoiceChange } from '../ports.ts'
import type { Deciding } from './situation.ts'

/**
 * Writes what a verdict says of a person's approval: the question with its task, or that a step is left out; and closes the
 * task of a question that nobody needs to answer any more. Answers the invoice as it is then; undefined when there was
 * nothing to write, or somebody was faster, which makes the decision void.
 */
export async function keepApproval(
  { ledger }: Pick<Deciding, 'ledger'>,
  invoice: Invoice,
  { approval, decision }: Verdict,
  now: Instant,
): Promise<Invoice | undefined> {
  const change = approval && changeOf(invoice, approval, now)
  if (change && (await ledger.record(change)) !== 'written') return undefined
  const before = invoice.journey.approval
  const isOpen = before && before.approvedAt === undefined && before.declinedAt === undefined
  const isPast = isIssued(invoice) && before?.dueDate !== dueDateOf(invoice)
  if (isOpen && (change || isPast || decision.kind !== 'wait'))
    await ledger.closeTask(approvalTask(invoice.id, before.id), 'puntual', decision.reason, iso(now))
  return change?.after
}

function changeOf(invoice: Invoice, approval: NonNullable<Verdict['approval']>, now: Instant): InvoiceChange {
  const { version, journey, terms, id } = invoice
  const { approval: before, ...rest } = journey
  if (approval.kind === 'skip') {
    const entry = { key: `skipped#${before?.id}`, kind: 'skipped', amount: 0 } as const
    const after = { ...invoice, version: version + 1, journey: { ...rest, position: approval.position } }
    return { before: invoice, after, entries: [entry], at: iso(now) }
  }
  const question = asked(invoice, approval.about, iso(now))
  return {
    before: invoice,
    after: { ...invoice, version: version + 1, journey: { ...rest, approval: question } },
    entries: [{ key: `asked#${question.id}`, kind: 'asked', amount: 0, asked: approval.about }],
    at: iso(now),
    task: {
      ...{ id: approvalTask(id, question.id), kind: 'approve', status: 'open', reason: 'awaitingApproval' },
      ...{ openedAt: iso(now), due: iso(approval.until), invoice: id },
      ...(terms.debtor !== undefined && { debtor: terms.debtor }),
    },
  }
}
