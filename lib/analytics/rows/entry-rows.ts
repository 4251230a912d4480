import type { InvoiceFact } from '../../domain/invoice-fact.ts'
import { instantOfStamp } from '../../domain/stamp.ts'
import type { BookedEntry } from '../../domain/verify/evidence.ts'
import type { EventRow } from '../dunning-events.ts'
import { bookDate, instantText, type Mapping } from './row.ts'

/**
 * A line of an invoice's ledger: what it does to the balance, in minor units. A hold has a row of its own beside it.
 *
 * The currency is the invoice's, and its row has it. A line that follows from another (write-off, excess) has no date of
 * its own: the queries give it that of the line of the same version.
 */
export function entryRows(invoice: string, entry: BookedEntry, mapping: Mapping): EventRow[] {
  const { key, kind, amount, fact, at, version } = entry
  const effective = fact && effectiveAt(fact)
  const row: EventRow = {
    entity: 'entry',
    id: `${invoice}/${key}`,
    version: 1,
    op: mapping.op,
    event_ts: instantText(at),
    invoice,
    invoice_version: version,
    payment: fact && 'payment' in fact ? fact.payment : undefined,
    amount_minor: amount,
    booked_on: fact?.kind === 'issued' ? fact.terms.issueDate : bookDate(effective || at, mapping),
    entry_kind: kind,
  }
  return fact && (fact.kind === 'holdPlaced' || fact.kind === 'holdReleased')
    ? [row, holdRow(invoice, fact, at, mapping)]
    : [row]
}

/** Since when a fact counts at its source (ISO instant); undefined where it does not say. */
function effectiveAt(fact: InvoiceFact): string | undefined {
  switch (fact.kind) {
    case 'issued':
    case 'amended':
      return instantOfStamp(fact.stamp)
    case 'holdPlaced':
      return fact.placedAt
    case 'holdReleased':
      return fact.releasedAt
    case 'scheduled':
      return undefined
    default:
      return fact.at
  }
}

type HoldFact = Extract<InvoiceFact, { kind: 'holdPlaced' | 'holdReleased' }>

/** A suspension of one invoice, placed or released. Its reason is a person's own words, and stays in the ledger. */
const holdRow = (invoice: string, fact: HoldFact, at: string, { op }: Mapping): EventRow => ({
  entity: 'hold',
  id: `${invoice}/${fact.hold}`,
  version: fact.kind === 'holdPlaced' ? 1 : 2,
  op,
  event_ts: instantText(fact.kind === 'holdPlaced' ? fact.placedAt : (fact.releasedAt ?? at)),
  invoice,
  status: fact.kind === 'holdPlaced' ? 'placed' : 'released',
})
