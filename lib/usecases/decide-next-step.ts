import type * as z from 'zod'
import type { Asked } from '../contracts/journey.ts'
import { decide } from '../domain/decision.ts'
import type { Invoice } from '../domain/invoice.ts'
import { type Instant, iso } from '../domain/time.ts'
import { leftOutOf } from '../domain/touch.ts'
import type { Asking, Decision, Verdict } from '../domain/verdict.ts'
import { keepApproval } from './await-approval.ts'
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
  const { decision, suppressed } = await settled(outside, asking, invoice, facts, now)
  countStale(outside, decision)
  await note(outside, invoice, decision.kind === 'contact' ? [] : suppressed, now)
  const { debtor } = invoice.terms
  return debtor === undefined ? decision : { debtor, ...decision }
}

type Known = Omit<Awaited<ReturnType<typeof readFacts>>, 'invoice'>

/** Decides until nothing is left to write about approvals: a step that is left out gives way to the next. */
async function settled(
  outside: Deciding,
  asking: Asking,
  invoice: Invoice,
  facts: Known,
  now: Instant,
): Promise<Verdict> {
  const verdict = decide(asking, { invoice, ...facts, delivered: invoice.journey.level }, now)
  const after = await keepApproval(outside, invoice, verdict, now)
  if (!after) return verdict
  await note(outside, invoice, verdict.suppressed, now)
  return settled(outside, asking, after, facts, now)
}

/** Steps absorbed by a message are noted when that message is claimed, not when it is only planned. */
async function note({ ledger }: Deciding, invoice: Invoice, suppressed: Verdict['suppressed'], now: Instant) {
  if (suppressed.length > 0)
    await ledger.suppress(leftOutOf(invoice, suppressed).map((one) => ({ ...one, at: iso(now) })))
}
