import type { DebtorId, InvoiceId, PaymentId } from './invoice.ts'
import type { CalendarDate } from './time.ts'

/** A share of a payment for one invoice; minor units of the payment's currency. */
export interface Allocation {
  readonly invoice: InvoiceId
  readonly amount: number
}

/** What is owed on an open invoice, for dividing a payment that does not say how. */
export interface Owed {
  readonly invoice: InvoiceId
  readonly currency: string
  readonly dueDate: CalendarDate
  readonly balance: number
}

/** One payment with how it was divided; `shares` never change once fixed, only grow when left-over money is applied. */
export interface Payment {
  readonly id: PaymentId
  readonly version: number
  readonly received?: {
    readonly amount: number
    readonly currency: string
    readonly at: string
    readonly debtor?: DebtorId
    readonly reference?: string
  }
  readonly shares: readonly Allocation[]
  /** Amounts taken back, by reversal id; `null` is "all of it", known before the payment itself. */
  readonly reversals: Readonly<Record<string, { readonly amount: number | null; readonly at: string }>>
  readonly failure?: { readonly at: string; readonly reason: string }
}

/** A payment of which nothing is known yet. */
export function unheardOfPayment(id: PaymentId): Payment {
  return { id, version: 0, shares: [], reversals: {} }
}

/**
 * Divides `amount` over invoices, the oldest due date first, ties by id: the rule when a payment names only its debtor.
 * Invoices in another currency are never touched. Whatever is left over is not returned: it is unapplied cash.
 */
export function oldestDueFirst(amount: number, currency: string, owed: readonly Owed[]): Allocation[] {
  const shares: Allocation[] = []
  let left = amount
  for (const invoice of owed.filter((one) => one.currency === currency && one.balance > 0).sort(byDueDate)) {
    if (left === 0) break
    const share = Math.min(left, invoice.balance)
    shares.push({ invoice: invoice.invoice, amount: share })
    left -= share
  }
  return shares
}

const byDueDate = (a: Owed, b: Owed): number =>
  a.dueDate === b.dueDate ? (a.invoice < b.invoice ? -1 : 1) : a.dueDate < b.dueDate ? -1 : 1

/** What a payment left for nobody in particular, after reversals took from it first; minor units. */
export function unapplied(payment: Payment): number {
  if (!payment.received) return 0
  return Math.max(0, leftOver(payment) - reversedSum(payment))
}

/** One taking-back of an invoice's share. */
export interface ShareReversal extends Allocation {
  readonly reversal: string
}

/**
 * What each reversal takes back from which invoice: unapplied money first, then the last shares first.
 *
 * A reversal before its payment waits here for it; more than the payment is never taken back.
 */
export function takenBack(payment: Payment): ShareReversal[] {
  if (!payment.received) return []
  let free = leftOver(payment)
  const left = payment.shares.map((share) => ({ ...share }))
  const taken: ShareReversal[] = []
  for (const [reversal, { amount }] of Object.entries(payment.reversals).sort(([a], [b]) => (a < b ? -1 : 1))) {
    let open = amount ?? payment.received.amount
    const fromFree = Math.min(free, open)
    free -= fromFree
    open -= fromFree
    for (const share of left.toReversed()) {
      const part = Math.min(share.amount, open)
      if (part === 0) continue
      share.amount -= part
      open -= part
      taken.push({ reversal, invoice: share.invoice, amount: part })
    }
  }
  return taken
}

const leftOver = (payment: Payment): number =>
  (payment.received?.amount ?? 0) - payment.shares.reduce((sum, share) => sum + share.amount, 0)

const reversedSum = (payment: Payment): number => {
  const total = payment.received?.amount ?? 0
  const sum = Object.values(payment.reversals).reduce((all, one) => all + (one.amount ?? total), 0)
  return Math.min(total, sum)
}
