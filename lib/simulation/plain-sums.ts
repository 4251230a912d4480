import type { Invoice } from '../domain/invoice.ts'
import type { CalendarDate } from '../domain/time.ts'

/**
 * What is open of an invoice, counted from its end: what is owed last lies in the last instalments, because money pays
 * charges first and then the instalments in turn. Minor units.
 */
export function plainly({ balance, charge, credited, terms, charges }: Invoice): {
  readonly principal: number
  readonly charges: number
  readonly instalments: readonly { readonly dueDate: CalendarDate; readonly open: number }[]
} {
  const principal = Math.min(balance, Math.max(0, charge - credited))
  const posted = Object.values(charges).reduce((sum, one) => (one.reversed ? sum : sum + one.amount), 0)
  let left = principal
  const instalments = (terms.instalments ?? [])
    .toReversed()
    .map(({ dueDate, amount }) => {
      const open = Math.min(left, amount)
      left -= open
      return { dueDate, open }
    })
    .toReversed()
  return { principal, charges: Math.min(posted, balance - principal), instalments }
}

/** What a message about an invoice may ask for on a day: all that has fallen due, else what falls due first, with the charges. */
export function askable(invoice: Invoice, today: CalendarDate): number {
  const { charges, instalments } = plainly(invoice)
  const open = instalments.filter((one) => one.open > 0)
  if (open.length === 0) return invoice.balance
  const late = open.filter(({ dueDate }) => dueDate <= today)
  const asked = late.length > 0 ? late : open.slice(0, 1)
  return charges + asked.reduce((sum, one) => sum + one.open, 0)
}

/** Whether nothing of a due date is left to pay, though of another there is: charges have no date, and stay to the last. */
export function isPaidFor(invoice: Invoice, date: CalendarDate): boolean {
  const { instalments } = plainly(invoice)
  const isOwed = instalments.some(({ open }) => open > 0)
  return isOwed && instalments.some(({ dueDate, open }) => dueDate === date && open === 0)
}
