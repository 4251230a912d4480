import type { DebtorId, Invoice, Stamp } from './invoice.ts'
import { stampOfVersion } from './stamp.ts'

/** What an invoice says of its excess to one debtor; minor units of the invoice's currency. */
export interface ExcessWord {
  readonly debtor: DebtorId
  readonly amount: number
  readonly stamp: Stamp
}

/** The invoice with who has been owed its excess, and the newest instant of what changed its sums, whatever came first. */
export function traced(invoice: Invoice, at: string): Invoice {
  const { moneyAt = '', creditors = [], excess } = invoice
  const { debtor } = invoice.terms
  return {
    ...invoice,
    ...(at > moneyAt ? { moneyAt: at } : {}),
    ...(excess > 0 && debtor && !creditors.includes(debtor) ? { creditors: [...creditors, debtor] } : {}),
  }
}

/** What to tell of the excess: all of it to the present debtor, none to whoever the invoice was addressed to before. */
export function excessWords({ moneyAt = '', creditors = [], excess, terms, version }: Invoice): ExcessWord[] {
  const stamp = stampOfVersion(moneyAt, version)
  return creditors.map((debtor) => ({ debtor, amount: debtor === terms.debtor ? excess : 0, stamp }))
}
