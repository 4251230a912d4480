import type * as z from 'zod'
import type { Asked } from '../contracts/journey.ts'
import { decide } from '../domain/decision.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from '../domain/time.ts'
import type { Decision } from '../domain/verdict.ts'
import { closeDanglingClaims } from './dangling-claims.ts'
import { countStale, type Deciding, readFacts } from './situation.ts'

/**
 * Decides what one journey does next, and notes what is thereby not sent, and what nobody will say any more of messages
 * that were sent; says whose invoice it is, for the next to ask.
 */
export async function decideNextStep(
  outside: Deciding,
  asked: z.output<typeof Asked>,
): Promise<Decision & { debtor?: string }> {
  const { invoice, ...facts } = await readFacts(outside, asked.invoice, asked.debtor)
  await closeDanglingClaims(outside, { invoice, debtor: facts.debtor })
  const now: Instant = outside.clock.now()
  const asking = { generation: asked.generation, shape: asked.shape, startedAt: Date.parse(asked.startedAt) }
  const { decision, suppressed } = decide(asking, { invoice, ...facts, delivered: invoice.journey.level }, now)
  countStale(outside, decision)
  // Steps absorbed by a message are noted when that message is claimed, not when it is only planned.
  if (decision.kind !== 'contact' && suppressed.length > 0)
    await outside.ledger.suppress(
      suppressed.map((one) => ({ invoice: invoice.id, generation: invoice.generation, ...one, at: iso(now) })),
    )
  const { debtor } = invoice.terms
  return debtor === undefined ? decision : { debtor, ...decision }
}
