import type { Invoice, InvoiceId } from './invoice.ts'
import type { Money } from './money.ts'
import type { CalendarDate } from './time.ts'

/** How many documents there are, and what they come to in each currency. */
export interface ControlTotals {
  readonly documents: number
  /** One sum a currency, by its code. */
  readonly totals: readonly Money[]
}

/** Documents of one source, issue date and currency, or a change in them; `amount` in minor units. */
export interface Counted {
  readonly source: string
  readonly date: CalendarDate
  readonly currency: string
  readonly documents: number
  readonly amount: number
}

/** A source's word that it has told us all it issued from one date to another, both included. */
export interface Declaration {
  readonly source: string
  readonly from: CalendarDate
  readonly upTo: CalendarDate
  /** ISO instant; the newest word on a period counts. */
  readonly at: string
  readonly declared: ControlTotals
}

/** A declaration beside what our ledger holds; `difference` is theirs less ours. */
export interface Watermark extends Declaration {
  readonly version: number
  readonly state: 'comparing' | 'agrees' | 'differs'
  readonly ours: ControlTotals
  readonly difference: ControlTotals
  /** ISO instant. */
  readonly comparedAt: string
}

/** No document at all. */
export const NOTHING: ControlTotals = { documents: 0, totals: [] }

/** The system that an invoice comes from, as its id says. */
export const sourceOf = (invoice: InvoiceId): string => invoice.slice(0, invoice.indexOf(':'))

/**
 * What changes in the control totals of a source when an invoice goes from one state to the next.
 *
 * Counted are invoices that are issued and not void, under their issue date, with their total as last amended; credit
 * notes, charges and payments are not.
 */
export function countedChanges(before: Invoice, after: Invoice): Counted[] {
  const [was, is] = [countedAs(before), countedAs(after)]
  if (was && is && was.date === is.date && was.currency === is.currency)
    return was.amount === is.amount ? [] : [{ ...is, documents: 0, amount: is.amount - was.amount }]
  return [...(was ? [{ ...was, documents: -1, amount: -was.amount }] : []), ...(is ? [is] : [])]
}

function countedAs({ id, issued, voided, currency, terms }: Invoice): Counted | undefined {
  const { issueDate: date, amount } = terms
  if (!issued || voided || !currency || !date || amount === undefined) return undefined
  return { source: sourceOf(id), date, currency, documents: 1, amount }
}

/** Adds up what was counted; a currency that comes to nothing is left out. */
export function totalsOf(counted: readonly Pick<Counted, 'currency' | 'documents' | 'amount'>[]): ControlTotals {
  const sums = new Map<string, number>()
  for (const { currency, amount } of counted) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return { documents: counted.reduce((sum, { documents }) => sum + documents, 0), totals: listed(sums) }
}

/** Puts a declaration beside what we hold, at an ISO instant. */
export function compared(
  declaration: Declaration,
  ours: ControlTotals,
  comparedAt: string,
): Omit<Watermark, 'version'> {
  const { source, from, upTo, at, declared } = declaration
  const sums = new Map(declared.totals.map(({ currency, amount }) => [currency, amount]))
  for (const { currency, amount } of ours.totals) sums.set(currency, (sums.get(currency) ?? 0) - amount)
  const difference = { documents: declared.documents - ours.documents, totals: listed(sums) }
  const state = difference.documents === 0 && difference.totals.length === 0 ? 'agrees' : 'differs'
  return { source, from, upTo, at, declared, ours, difference, state, comparedAt }
}

const listed = (sums: ReadonlyMap<string, number>): Money[] =>
  [...sums]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ amount, currency }))
