import type { Invoice, InvoiceTerms } from './invoice.ts'
import type { InvoiceFact } from './invoice-fact.ts'
import type { CalendarDate } from './time.ts'

/** A fact that cannot be true beside what is known of its invoice: which of its fields, what it says, and what it must be. */
export interface Contradiction {
  readonly kind: 'refused'
  readonly path: string
  readonly value: string
  readonly problem: string
}

/** What a fact says that its invoice contradicts; undefined when both can be true. */
export function contradiction(
  { id, currency: own, terms }: Invoice,
  fact: InvoiceFact,
  currency: string | undefined,
): Contradiction | undefined {
  const kind = 'refused'
  if (currency && own && currency !== own)
    return { kind, path: 'total.currency', value: currency, problem: `must be ${own}, the currency of invoice ${id}` }
  const due = fact.kind === 'amended' ? dueBefore(fact.terms, terms.issueDate) : undefined
  if (due === undefined) return undefined
  return { kind, path: 'dueDate', value: due, problem: `must not be before ${terms.issueDate}, when it was issued` }
}

/** The first date to pay by that lies before an invoice was issued: nobody owed anything on that day. */
const dueBefore = (
  { dueDate, instalments = [] }: Pick<Partial<InvoiceTerms>, 'dueDate' | 'instalments'>,
  issueDate: CalendarDate | undefined,
): CalendarDate | undefined =>
  [dueDate, ...instalments.map((one) => one.dueDate)].find(
    (date) => date !== undefined && issueDate !== undefined && date < issueDate,
  )
