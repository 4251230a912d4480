import { HOUR, iso, MINUTE } from '../time.ts'
import type { Evidence, InvoiceEvidence } from './evidence.ts'
import type { Violation } from './violation.ts'

/** Five deliveries of a sender's job, six minutes apart, or the tries of a decision: it has been taken by then. */
const DONE_AGAIN = HOUR
/** The longest a journey waits for the answer of a sender, and as long again as the decision that follows may be tried. */
export const WITHOUT_A_SIGN = 4 * HOUR + DONE_AGAIN

/**
 * Claims nobody has said an outcome of, though their sender's job or else the decision that follows its journey's wait
 * must have said one, and claims without a message.
 */
export function orphans({ debtor, invoices, touches, asOf }: Evidence): Violation[] {
  const common = { check: 'orphan' as const, debtor, rule: 'I8', citations: [] }
  const old = iso(asOf - WITHOUT_A_SIGN)
  const silent = touches.filter(({ status, claimedAt }) => status === 'claimed' && claimedAt < old)
  const known = new Set(touches.map(({ id }) => id))
  return [
    ...silent.map(({ id: touch, claimedAt: at }) => ({
      ...common,
      touch,
      at,
      finding: { kind: 'noOutcome' as const },
    })),
    ...invoices.flatMap(({ invoice: { id: invoice }, claims }) =>
      claims
        .filter(({ touch }) => !known.has(touch))
        .map(({ touch: claim, at }) => ({ ...common, invoice, at, finding: { kind: 'noTouch' as const, claim } })),
    ),
  ]
}

/** Open invoices whose journey waits for nothing: no timer runs, and nothing was heard of it for too long. */
export function stranded({ debtor, invoices, asOf }: Evidence): Violation[] {
  return invoices.flatMap((evidence) => {
    const { id: invoice, status } = evidence.invoice
    const since = lastSign(evidence)
    if (status !== 'open' || since >= iso(asOf - WITHOUT_A_SIGN)) return []
    const finding = { kind: 'noTimer', since } as const
    return [{ check: 'stranded' as const, debtor, invoice, at: since, finding, rule: 'I3', citations: [] }]
  })
}

/** The last instant (ISO) by which something was to happen, or happened. */
function lastSign({ entries, openings, claims, parked }: InvoiceEvidence): string {
  const rings = parked ? [iso(Date.parse(parked.at) + parked.seconds * 1000 + MINUTE)] : []
  const signs = [...entries, ...openings, ...claims].map(({ at }) => at)
  return [...signs, ...rings].sort().at(-1) ?? ''
}
