import { iso } from '../time.ts'
import type { Evidence, InvoiceEvidence } from './evidence.ts'
import { IN_FLIGHT, wasSaid } from './may-have-left.ts'
import type { Violation } from './violation.ts'

/** Messages that speak of an invoice two levels or more above whatever the debtor had been told of anything still owed. */
export function levelJumps({ debtor, invoices, touches }: Evidence): Violation[] {
  // A message of which nobody knows how it ended counts as said.
  const said = touches.filter((touch) => touch.status === 'unknown' || wasSaid(touch))
  return said.flatMap((touch, index) => {
    const { id, claimedAt: at } = touch
    // What was paid less than a minute before may not have been seen: no request of ours lasts longer.
    const sums = [iso(Date.parse(at) - IN_FLIGHT), at]
    const owed = new Set(touch.members.map(({ invoice }) => invoice))
    for (const { invoice, entries } of invoices)
      if (sums.some((until) => balanceAt(entries, until) > 0)) owed.add(invoice.id)
    const heard = said.slice(0, index).flatMap(({ members }) => members.filter(({ invoice }) => owed.has(invoice)))
    const after = heard.reduce((most, { level }) => Math.max(most, level), 0)
    return touch.members.flatMap(({ invoice, level }): Violation[] => {
      if (level <= after + 1) return []
      const finding = { kind: 'levelJump', level, after } as const
      return [{ check: 'levelJump', debtor, invoice, touch: id, at, finding, rule: 'I1', citations: [] }]
    })
  })
}

const balanceAt = (entries: InvoiceEvidence['entries'], until: string): number =>
  entries.reduce((sum, { at, amount }) => (at <= until ? sum + amount : sum), 0)
