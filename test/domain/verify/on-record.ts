import type { DebtorProfile } from '../../../lib/domain/debtor.ts'
import type { DebtorEntry, DebtorLine, PointStanding } from '../../../lib/domain/debtor-line.ts'
import { unheardOf } from '../../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { record } from '../../../lib/domain/ledger.ts'
import { HOUR } from '../../../lib/domain/time.ts'
import type { Attempt, TouchRecord } from '../../../lib/domain/touch-record.ts'
import type { BookedEntry, Evidence, InvoiceEvidence, Stated } from '../../../lib/domain/verify/evidence.ts'
import { issued, terms } from '../given.ts'

export const DEBTOR = 'erp:D-1'
export const INVOICE = 'erp:F-1'
/** Tuesday, 09:00 in Bogotá: the invoice is two days late. */
export const CLAIMED = '2026-07-02T14:00:00.000Z'

/** What was told of an invoice, each with the instant at which it was recorded. */
export type Told = readonly (readonly [at: string, fact: InvoiceFact])[]
export const ISSUED: Told[number] = ['2026-06-01T13:00:00.000Z', issued()]

/** An invoice that was told so, as the ledger keeps it. */
export function invoiceOf(told: Told = [ISSUED], more: Partial<InvoiceEvidence> = {}): InvoiceEvidence {
  let invoice = unheardOf(INVOICE)
  const entries: BookedEntry[] = []
  for (const [at, fact] of told) {
    // The message itself makes a version; what was on its way to the ledger a minute before it comes after it.
    const afterMessage = at > '2026-07-02T13:59:00.000Z' && invoice.version < 2
    if (afterMessage) invoice = { ...invoice, version: invoice.version + 1 }
    const recording = record(invoice, fact, at)
    if (recording.kind === 'refused') throw new Error(recording.problem)
    invoice = recording.invoice
    entries.push(...recording.entries.map((entry) => ({ ...entry, at, version: recording.invoice.version })))
  }
  return {
    invoice,
    entries,
    openings: [{ generation: 1, at: '2026-06-01T13:00:00.000Z' }],
    handOvers: [],
    claims: [],
    parked: { at: CLAIMED, seconds: 86_400 },
    ...more,
  }
}

export const member = (more: Partial<Stated> = {}): Stated => ({
  invoice: INVOICE,
  generation: 1,
  version: 1,
  step: 'first',
  level: 1,
  balance: terms.amount,
  asked: terms.amount,
  dueDate: terms.dueDate,
  ...more,
})

export const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  channel: 'email',
  contactPoint: 'principal',
  at: CLAIMED,
  outcome: 'accepted',
  ...more,
})

/** A message that was sent as it should be. */
export const touchOf = (more: Partial<TouchRecord> = {}): TouchRecord => ({
  id: 'touch-1',
  debtor: DEBTOR,
  debtorVersion: 1,
  entity: 'andina',
  class: 'overdue',
  level: 1,
  template: 'first',
  language: 'es-CO',
  currency: 'COP',
  total: terms.amount,
  claimedAt: CLAIMED,
  status: 'sent',
  attempts: [attempt()],
  members: [member()],
  ...more,
})

const profile: Omit<DebtorProfile, 'name' | 'givenName'> = {
  kind: 'person',
  language: 'es-CO',
  country: 'CO',
  zone: 'America/Bogota',
  internal: false,
  doNotContact: false,
}

/** What was told of the debtor in June: who they are, an address and a telephone; then whatever else, each a version. */
export const timelineOf = (
  ...more: readonly (readonly [at: string, ...lines: readonly DebtorLine[]])[]
): readonly DebtorEntry[] =>
  [
    [
      '2026-06-01T13:00:00.000Z',
      { kind: 'profile', profile } as const,
      pointLine({ id: 'principal', channel: 'email' }),
      pointLine({ id: 'celular', channel: 'sms' }),
    ] as const,
    ...more,
  ].map(([at, ...lines], index) => ({ version: index + 1, at, lines }))

/** A contact point of the debtor's own, as the timeline has it. */
export const pointLine = (more: Partial<PointStanding>): DebtorLine => ({
  kind: 'contactPoint',
  point: { id: 'principal', channel: 'email', role: 'holder', active: true, stamp: '2026-06-01', ...more },
})

/** One debtor of Bogotá with one invoice and one message, nothing wrong with any of it, read an hour later. */
export const evidenceOf = (more: Partial<Evidence> = {}): Evidence => ({
  debtor: DEBTOR,
  asOf: Date.parse(CLAIMED) + HOUR,
  invoices: [invoiceOf()],
  touches: [touchOf()],
  contacts: [],
  timelines: { [DEBTOR]: timelineOf() },
  rulesFor: () => ({ zones: ['America/Bogota'], layers: [] }),
  ...more,
})
