import type { Debtor } from '../domain/debtor.ts'
import { excessWords } from '../domain/excess.ts'
import type { Invoice, InvoiceId } from '../domain/invoice.ts'
import type { InvoiceFact } from '../domain/invoice-fact.ts'
import { record } from '../domain/ledger.ts'
import { iso } from '../domain/time.ts'
import type { InvoiceChange } from '../ports.ts'
import { callTask } from './ask-for-call.ts'
import { RefusedFact, TransientFault } from './faults.ts'
import { keepUnapplied } from './keep-unapplied.ts'
import { type Recording, TRIES } from './recording.ts'

/**
 * Records one fact on one invoice, then starts or wakes its journey.
 *
 * A fact already recorded changes nothing, and its journey is woken all the same: the first delivery may have died
 * before it came to that. `known` saves the first read, `owner` the one for the policy.
 */
export async function tellInvoice(
  outside: Recording,
  id: InvoiceId,
  fact: InvoiceFact,
  known?: Invoice,
  owner?: Debtor,
): Promise<Invoice> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = attempt === 0 && known ? known : await outside.ledger.invoice(id)
    const at = iso(outside.clock.now())
    const recording = record(before, fact, at)
    if (recording.kind === 'refused') throw new RefusedFact(recording.path, recording.value, recording.problem)
    const opens = recording.invoice.generation > before.generation
    const after = opens ? await withPolicy(outside, recording.invoice, owner) : recording.invoice
    const change: InvoiceChange = { before, after, entries: recording.entries, at }
    const written = await outside.ledger.record(change)
    if (written === 'conflict') continue
    if (written === 'duplicate') {
      const current = await outside.ledger.invoice(id)
      await keepExcess(outside, current)
      await closeSettled(outside, current, fact)
      await keepMoving(outside, id)
      return current
    }
    const { excess, moneyAt, terms } = before
    if (after.excess !== excess || after.moneyAt !== moneyAt || after.terms.debtor !== terms.debtor)
      await keepExcess(outside, after)
    if (before.balance > 0) await closeSettled(outside, after, fact)
    if (opens) await outside.journeys.start(id, after.generation, after.terms.debtor)
    else if (after.status === 'open') await keepMoving(outside, id)
    return after
  }
  throw new TransientFault(`invoice ${id} changed ${TRIES} times while a ${fact.kind} was being recorded`)
}

/** The task a journey leaves when it hands an invoice over; the state machine writes the same id. */
export const collectTask = (invoice: InvoiceId, generation: number): string => `collect/${invoice}/${generation}`

/** Nobody collects what is settled, nor calls about it: such tasks close. A call about other invoices too waits for those. */
async function closeSettled({ ledger, clock }: Recording, invoice: Invoice, fact: InvoiceFact): Promise<void> {
  if (!invoice.issued || invoice.balance > 0) return
  const at = iso(clock.now())
  if (invoice.outcome === 'handedOver')
    await ledger.closeTask(collectTask(invoice.id, invoice.generation), 'puntual', fact.kind, at)
  for (const call of invoice.journey.calls ?? []) {
    const others = (await ledger.touch(call))?.members.map((member) => member.invoice) ?? []
    const owed = (await ledger.invoices(others)).some(({ id, balance }) => id !== invoice.id && balance > 0)
    if (!owed) await ledger.closeTask(callTask(call), 'puntual', fact.kind, at)
  }
}

/** Wakes the journey parked at an invoice; one that is not parked is started, which does nothing if it runs. */
export async function keepMoving(outside: Pick<Recording, 'ledger' | 'journeys'>, id: InvoiceId): Promise<void> {
  const parked = await outside.ledger.parked(id)
  if (!parked.open) return
  if (parked.token) await outside.journeys.wake(parked.token, {})
  else await outside.journeys.start(id, parked.generation)
}

/** Says what is paid too much, under the invoice's version: a word that was held up on its way does not undo a newer one. */
async function keepExcess(outside: Recording, invoice: Invoice): Promise<void> {
  const { id: key, currency } = invoice
  if (!currency) return
  for (const { debtor, amount, stamp } of excessWords(invoice))
    await keepUnapplied(outside, debtor, { key, currency, amount, stamp })
}

/** What an invoice takes with it when its journey opens: the version of the policy it will run under. */
async function withPolicy(outside: Recording, invoice: Invoice, owner?: Debtor): Promise<Invoice> {
  const { debtor: id } = invoice.terms
  if (!id || invoice.journey.policy) return invoice
  const debtor = owner?.id === id ? owner : await outside.debtors.debtor(id)
  if (!debtor.profile) return invoice
  const pinned = await outside.policies.current(invoice, debtor)
  await outside.policies.pin(pinned)
  return { ...invoice, journey: { ...invoice.journey, policy: { id: pinned.policy.id, hash: pinned.hash } } }
}
