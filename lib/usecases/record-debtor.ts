import { defined } from '../contracts/defined.ts'
import type { EventIn } from '../contracts/events.ts'
import type { Recording } from './recording.ts'
import { stopIfListed } from './stop-address.ts'
import { tellDebtor } from './tell-debtor.ts'
import { tellInvoice } from './tell-invoice.ts'

/** Takes the newest word on who a debtor is. */
export async function describeDebtor(outside: Recording, detail: EventIn<'DebtorUpserted'>): Promise<void> {
  const { debtor, version: _, occurredAt, ...profile } = detail
  await tellDebtor(outside, debtor, { kind: 'described', occurredAt, profile: defined(profile) })
}

/** Takes the newest word on one way to reach a debtor. */
export async function keepContactPoint(outside: Recording, detail: EventIn<'ContactPointUpserted'>): Promise<void> {
  const { debtor, contactPoint: id, point, role, active, occurredAt } = detail
  await outside.debtors.noteAddress(point.channel, point.address, debtor)
  await tellDebtor(outside, debtor, { kind: 'contactPoint', occurredAt, id, ...point, role, active })
  await stopIfListed(outside, debtor, { id, ...point })
}

/** Takes the newest word on whether a debtor wants to hear from us: on a contact point, a medium, or at all. */
export async function keepConsent(outside: Recording, detail: EventIn<'ConsentChanged'>): Promise<void> {
  const { debtor, version: _, evidence, ...consent } = detail
  const proof = evidence && { evidence: defined(evidence) }
  await tellDebtor(outside, debtor, { kind: 'consent', ...defined(consent), ...proof })
}

/** Takes the newest word on something at which every contact stops. */
export async function keepFlag(outside: Recording, detail: EventIn<'DebtorFlagChanged'>): Promise<void> {
  const { debtor, version: _, ...flag } = detail
  await tellDebtor(outside, debtor, { kind: 'flag', ...flag })
}

/** Takes the newest word on how a debtor would like to be reached. */
export async function keepPreference(outside: Recording, detail: EventIn<'PreferenceChanged'>): Promise<void> {
  const { debtor, version: _, ...preference } = detail
  await tellDebtor(outside, debtor, { kind: 'preference', ...defined(preference) })
}

/** Takes an address off a debtor, or lets it in again. */
export async function keepWrongPerson(
  outside: Recording,
  detail: Omit<EventIn<'WrongPersonReported'>, 'version'>,
): Promise<void> {
  const { debtor, contactPoint, address, status, author, occurredAt } = detail
  const subject = address ?? contactPoint ?? ''
  await tellDebtor(outside, debtor, { kind: 'wrongPerson', occurredAt, subject, status, author })
}

/** Suspends contact about an invoice, or with a debtor altogether. */
export async function placeHold(outside: Recording, detail: EventIn<'HoldPlaced'>): Promise<void> {
  const { hold, invoice, debtor, occurredAt, reason, author, cause, until } = detail
  const placed = defined({ reason, author, cause, until })
  if (invoice) await tellInvoice(outside, invoice, { kind: 'holdPlaced', hold, placedAt: occurredAt, ...placed })
  if (debtor) await tellDebtor(outside, debtor, { kind: 'holdPlaced', occurredAt, hold, ...placed })
}

/** Ends a suspension; one that comes before its hold cancels it in advance. */
export async function releaseHold(outside: Recording, detail: EventIn<'HoldReleased'>): Promise<void> {
  const { hold, invoice, debtor, occurredAt, author } = detail
  if (invoice) await tellInvoice(outside, invoice, { kind: 'holdReleased', hold, releasedAt: occurredAt, author })
  if (debtor) await tellDebtor(outside, debtor, { kind: 'holdReleased', occurredAt, hold })
}
