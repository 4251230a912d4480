import type { Debtor } from '../domain/debtor.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { ContactRules } from '../domain/law/pack.ts'
import type { Place, Wish } from '../domain/law/rules-for.ts'
import type { Channel, Policy } from '../domain/policy.ts'
import { type Calendar, calendarOf } from '../domain/schedule.ts'
import type { Clock, Debtors, Ledger } from '../ports.ts'
import type { Policies } from './policies.ts'

/** What deciding needs of the outside world; it only reads, but for the why-not log. */
export interface Deciding {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly policies: Policies
  readonly clock: Clock
  /** Everything that limits contact at a place: its laws, the company's own limits, and the debtor's wish. */
  readonly limits: (place: Place, wish?: Wish) => Promise<ContactRules>
  /** Channels this deployment can send on; the others do not exist for any decision. */
  readonly configured: readonly Channel[]
  /** Legal entities with the zone that stands in for a debtor's while nobody knows it. */
  readonly zones: Readonly<Record<string, string>>
}

/** The facts about one invoice that its next decision rests on. */
export interface Facts {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly policy: Policy
  readonly calendar: Calendar
}

/** Reads the facts of one invoice; a debtor nobody has described yet counts as unknown, in the entity's zone. */
export async function readFacts(outside: Deciding, id: string): Promise<Facts> {
  const invoice = await outside.ledger.invoice(id)
  const known = await outside.debtors.debtor(invoice.terms.debtor ?? '')
  const contactPoints = known.contactPoints.filter((point) => outside.configured.includes(point.channel))
  const debtor = { ...known, contactPoints }
  return {
    invoice,
    debtor,
    policy: await outside.policies.of(invoice, debtor),
    calendar: await calendarFor(outside, invoice, debtor),
  }
}

async function calendarFor(outside: Deciding, { terms }: Invoice, { id, profile }: Debtor): Promise<Calendar> {
  const rules = await outside.limits(profile ?? {})
  const zone = profile?.zone ?? rules.zones[0] ?? outside.zones[terms.entity ?? ''] ?? 'UTC'
  return calendarOf(rules, zone, id)
}
