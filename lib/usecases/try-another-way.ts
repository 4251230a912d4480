import { waysOf } from '../domain/call-step.ts'
import { type Invoice, isIssued } from '../domain/invoice.ts'
import type { Channel } from '../domain/policy.ts'
import { demandOf, waysTo } from '../domain/reach.ts'
import { isUndelivered } from '../domain/receipt.ts'
import { type Returning, returned } from '../domain/returning.ts'
import { iso } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import { TransientFault } from './faults.ts'
import { type Limits, placesOf } from './limits.ts'
import { type Recording, TRIES } from './recording.ts'
import { keepMoving } from './tell-invoice.ts'

/** What a message that did not arrive needs to be sent another way. */
export interface Retrying extends Recording {
  readonly limits: Limits
  readonly configured: readonly Channel[]
}

/**
 * Puts the invoices of a message that did not arrive back to where they stood before it, and wakes their journeys: each
 * decides anew, with the address that failed left out, and claims a message of its own or leaves the invoice to a person.
 *
 * An address that failed for now alone is no reason to bother a person: with no other way left, the next step is the
 * next message. Whoever has had another message since is left as they are.
 */
export async function tryAnotherWay(outside: Retrying, touch: TouchRecord): Promise<void> {
  if (!isUndelivered(touch) || touch.status !== 'failed') return
  for (const member of touch.members) await takeBack(outside, { touch, member })
}

async function takeBack(outside: Retrying, returning: Returning): Promise<void> {
  const { touch, member } = returning
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await outside.ledger.invoice(member.invoice)
    if (before.journey.lastTouch?.touch !== touch.id && before.journey.tried?.step !== member.step) return
    const journey = returned(before, returning)
    // Nothing to put back: a first delivery of the report may have done it, and died before it woke the journey.
    if (!journey) return keepMoving(outside, before.id)
    if (touch.receipt?.status === 'undelivered' && !(await hasAnotherWay(outside, before, journey.tried?.points ?? [])))
      return
    const after = { ...before, version: before.version + 1, journey }
    const entry = { key: `returned#${touch.id}`, kind: 'returned', amount: 0 } as const
    const at = iso(outside.clock.now())
    if ((await outside.ledger.record({ before, after, entries: [entry], at })) !== 'conflict')
      return keepMoving(outside, before.id)
  }
  throw new TransientFault(`invoice ${member.invoice} changed ${TRIES} times while a message of it was taken back`)
}

/** Whether the step that failed names a contact point that was not tried, and that the debtor lets us use. */
async function hasAnotherWay(outside: Retrying, invoice: Invoice, tried: readonly string[]): Promise<boolean> {
  if (!isIssued(invoice)) return false
  const debtor = await outside.debtors.debtor(invoice.terms.debtor)
  const policy = await outside.policies.of(invoice, debtor)
  const step = policy.steps[invoice.journey.position]
  const { configured } = outside
  const rules = await outside.limits(placesOf(debtor.profile))
  return step !== undefined && waysTo(debtor, waysOf(step), { ...demandOf(rules), configured, tried }).usable.length > 0
}
