import type { Watermark } from '../../domain/control-totals.ts'
import type { Task } from '../../ports.ts'
import type { EventRow } from '../dunning-events.ts'
import { instantText, type Mapping, withoutWamid } from './row.ts'

/** Work for a person: opened, released from the backlog, closed. Notes and authors stay in the ledger. */
export const taskRow = (
  { id, kind, status, reason, openedAt, releasedAt, invoice, debtor }: Task,
  at: string,
  { op }: Mapping,
): EventRow => ({
  entity: 'task',
  id: withoutWamid(id),
  version: status === 'closed' ? 3 : releasedAt === undefined ? 1 : 2,
  op,
  event_ts: instantText(status === 'open' ? (releasedAt ?? openedAt) : at),
  invoice,
  debtor,
  status,
  reason,
  class: kind,
})

/** What a source declared of a period beside what we hold: one row a currency, one without a currency for the documents. */
export function watermarkRows(watermark: Watermark, at: string, { op }: Mapping): EventRow[] {
  const { source, from, upTo, version, state, declared, ours } = watermark
  const currencies = [...new Set([...declared.totals, ...ours.totals].map(({ currency }) => currency))].sort()
  const sum = (totals: Watermark['ours']['totals'], currency: string) =>
    totals.find((one) => one.currency === currency)?.amount ?? 0
  const period = {
    entity: 'watermark',
    version,
    op,
    event_ts: instantText(at),
    source,
    from_date: from,
    upto_date: upTo,
    status: state,
  } as const
  return [
    {
      ...period,
      id: `${source}/${from}/${upTo}`,
      documents: ours.documents,
      documents_declared: declared.documents,
    },
    ...currencies.map(
      (currency): EventRow => ({
        ...period,
        id: `${source}/${from}/${upTo}/${currency}`,
        currency,
        amount_minor: sum(ours.totals, currency),
        declared_minor: sum(declared.totals, currency),
      }),
    ),
  ]
}
