import { defined } from '../contracts/defined.ts'
import type { EventIn } from '../contracts/events.ts'
import { idsOf, ownPoint } from '../domain/debtor-record.ts'
import { isConversation, type PersonalContact, withPersonalContact } from '../domain/personal-contact.ts'
import { iso } from '../domain/time.ts'
import { TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'
import { openInvoicesOf, recordOf, tellDebtor } from './tell-debtor.ts'

/** Where contacts of people are kept. */
export interface Contacts {
  /** Notes a contact for its debtor and on each of these invoices; once, whatever comes again. */
  note(contact: PersonalContact, invoices: readonly string[]): Promise<void>
}

/**
 * Notes a contact that a person made, and lets it spend the debtor's budget like any message. Somebody else at the other
 * end is also a word on the contact point, and told first: nothing goes there any more.
 */
export async function recordContact(
  outside: Recording & { readonly contacts: Contacts },
  detail: EventIn<'ContactMade'>,
): Promise<void> {
  const { version: _, occurredAt: at, conversation = isConversation(detail.result), ...said } = detail
  const recordedAt = iso(outside.clock.now())
  const contact: PersonalContact = { ...defined(said), at, conversation, recordedAt }
  const record = await recordOf(outside.debtors, contact.debtor)
  const { contactPoint, result, author } = contact
  if (result === 'wrongPerson' && contactPoint !== undefined) {
    const { debtor, point: subject } = ownPoint(record, contact.debtor, contactPoint)
    const fact = { kind: 'wrongPerson', occurredAt: at, subject, status: 'reported', author } as const
    await tellDebtor(outside, debtor, fact)
  }
  await outside.contacts.note(contact, contact.invoices ?? (await openInvoicesOf(outside, idsOf(record))))
  await spendBudget(outside, contact)
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
