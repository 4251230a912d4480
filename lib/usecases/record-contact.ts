import { defined } from '../contracts/defined.ts'
import type { EventIn } from '../contracts/events.ts'
import { idsOf } from '../domain/debtor-record.ts'
import {
  type ContactResult,
  holdAfter,
  isConversation,
  isTold,
  isUnfinished,
  type PersonalContact,
  withPersonalContact,
} from '../domain/personal-contact.ts'
import { iso } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import { callTask } from './ask-for-call.ts'
import { TransientFault } from './faults.ts'
import { receiveDelivery } from './receive-delivery.ts'
import { keepWrongPerson } from './record-debtor.ts'
import { type Recording, TRIES } from './recording.ts'
import { openInvoicesOf, recordOf } from './tell-debtor.ts'
import { tellInvoice } from './tell-invoice.ts'
import type { Retrying } from './try-another-way.ts'

/** Where contacts of people are kept. */
export interface Contacts {
  /** Notes a contact for its debtor and on each of these invoices; once, whatever comes again. */
  note(contact: PersonalContact, invoices: readonly string[]): Promise<void>
}

/**
 * Notes a contact that a person made, and lets it spend the debtor's budget like any message. What it means for the next
 * message is told first: somebody else at the other end is a word on the contact point, a promise or a dispute a hold.
 */
export async function recordContact(
  outside: Retrying & { readonly contacts: Contacts },
  detail: EventIn<'ContactMade'>,
): Promise<void> {
  const { version: _, occurredAt: at, conversation = isConversation(detail.result), ...said } = detail
  const recordedAt = iso(outside.clock.now())
  const contact: PersonalContact = { ...defined(said), at, conversation, recordedAt }
  const record = await recordOf(outside.debtors, contact.debtor)
  const { contactPoint, result } = contact
  if (result === 'wrongPerson' && contactPoint !== undefined)
    await keepWrongPerson(outside, { ...detail, contactPoint, status: 'reported' })
  const invoices = contact.invoices ?? (await openInvoicesOf(outside, idsOf(record)))
  const hold = holdAfter(contact, united(record).profile?.zone ?? 'UTC')
  if (hold) for (const invoice of invoices) await tellInvoice(outside, invoice, hold)
  if (contact.channel === 'call' && result) await endCalls(outside, { ...contact, result }, invoices)
  await outside.contacts.note(contact, invoices)
  await spendBudget(outside, contact)
}

/** Calls that steps asked for: told to have arrived once the debtor was, their tasks over once nobody has to try again. */
async function endCalls(
  outside: Retrying,
  { at, result, author, note = result }: PersonalContact & { readonly result: ContactResult },
  invoices: readonly string[],
): Promise<void> {
  const asked = (await outside.ledger.invoices(invoices)).flatMap(({ journey }) => journey.calls ?? [])
  for (const id of new Set(asked)) {
    const attempt = (await outside.ledger.touch(id))?.attempts.at(-1)
    if (attempt?.channel !== 'call' || attempt.at > at) continue
    const report = { touch: id, channel: 'call', providerId: callTask(id), at, addresses: [] } as const
    // A message that was left for somebody says what the step says, and is no warning that the debtor is known to have had.
    if (isTold(result))
      await receiveDelivery(outside, { ...report, status: isConversation(result) ? 'delivered' : 'sent' })
    if (!isUnfinished(result)) await outside.ledger.closeTask(callTask(id), author, note, iso(outside.clock.now()))
  }
}

async function spendBudget({ debtors, clock }: Recording, contact: PersonalContact): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await recordOf(debtors, contact.debtor)
    const now = clock.now()
    const recent = withPersonalContact(before.recent, contact, now)
    if (!recent) return
    const after = { ...before, version: before.version + 1, recent }
    if ((await debtors.save([{ before, after }], iso(now))) === 'written') return
  }
  throw new TransientFault(`debtor ${contact.debtor} changed ${TRIES} times while a contact was being recorded`)
}
