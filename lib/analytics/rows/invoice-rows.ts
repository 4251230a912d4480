import { sourceOf } from '../../domain/control-totals.ts'
import type { Invoice } from '../../domain/invoice.ts'
import type { ClaimLine, InvoiceStanding } from '../../usecases/map-to-lake.ts'
import type { EventRow } from '../dunning-events.ts'
import { instantText, type Mapping, saysTheSame } from './row.ts'

interface Change {
  readonly before?: InvoiceStanding
  readonly after: InvoiceStanding
  readonly at: string
}

/** An invoice and its journey; nothing when neither says anything new, as when a journey only parks anew. */
export function invoiceRows({ before, after, at }: Change, mapping: Mapping): EventRow[] {
  const was = before ? [invoiceRow(before.invoice, at, mapping), ...journeyRow(before, at, mapping)] : []
  const is = [invoiceRow(after.invoice, at, mapping), ...journeyRow(after, at, mapping)]
  return is.filter((row) => !was.some((old) => saysTheSame(row, old)))
}

/** How an invoice stands; amounts in minor units of its currency. */
function invoiceRow(invoice: Invoice, at: string, { op }: Mapping): EventRow {
  const { id, version, generation, status, currency, terms, charge, balance, outcome, outcomeReason } = invoice
  return {
    entity: 'invoice',
    id,
    version,
    op,
    event_ts: instantText(at),
    legal_entity: terms.entity,
    source: sourceOf(id),
    invoice: id,
    debtor: terms.debtor,
    generation,
    segment: terms.segment,
    currency,
    amount_minor: charge,
    balance_minor: balance,
    issue_date: terms.issueDate,
    due_date: terms.dueDate,
    next_due_date: terms.instalments && invoice.journey.anchor,
    status: invoice.issued ? status : 'awaited',
    outcome,
    reason: outcomeReason,
    policy: invoice.journey.policy?.id,
    level: invoice.journey.level,
  }
}

/**
 * What a journey of an invoice does: an invoice without one has none. Parking raises no version, so its rank tells; and of
 * two waits of one version the one that began later, which the stream's own whole seconds do not tell apart.
 */
function journeyRow(
  { invoice, waitingFor, parkedAt, endedAt }: InvoiceStanding,
  at: string,
  { op }: Mapping,
): EventRow[] {
  const { id, version, generation, status, terms, journey, outcome, outcomeReason } = invoice
  if (generation === 0) return []
  const rank = status === 'closed' ? 2 : waitingFor === undefined ? 0 : 1
  return [
    {
      entity: 'journey',
      id: `${id}/${generation}`,
      version: version * 3 + rank,
      op,
      event_ts: instantText((status === 'closed' ? endedAt : parkedAt) ?? at),
      legal_entity: terms.entity,
      invoice: id,
      debtor: terms.debtor,
      generation,
      segment: terms.segment,
      status,
      outcome: status === 'closed' ? outcome : undefined,
      reason: status === 'closed' ? outcomeReason : undefined,
      waiting_for: waitingFor,
      policy: journey.policy?.id,
      level: journey.level,
    },
  ]
}

/** An invoice's part in a message. */
export const claimRow = (
  { invoice, touch, generation, step, level, balance, at }: ClaimLine,
  { op }: Mapping,
): EventRow => ({
  entity: 'claim',
  id: `${touch}/${invoice}`,
  version: 1,
  op,
  event_ts: instantText(at),
  invoice,
  touch,
  generation,
  step,
  level,
  balance_minor: balance,
})

/** How an invoice stands in an export of the ledger: what the lake has to agree with. */
export const snapshotRow = (invoice: Invoice, at: string, mapping: Mapping): EventRow => ({
  ...invoiceRow(invoice, at, mapping),
  entity: 'snapshot',
  version: Date.parse(at),
  invoice_version: invoice.version,
})
