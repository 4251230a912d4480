import { dueDateOf, openInstalments } from './instalments.ts'
import type { DebtorId, InvoiceId, IssuedInvoice, PaymentId } from './invoice.ts'
import type { Money } from './money.ts'
import type { CalendarDate } from './time.ts'

/** A share of a payment for one invoice; minor units of the payment's currency. */
export interface Allocation {
  readonly invoice: InvoiceId
  readonly amount: number
}

/** What is owed on an open invoice, or one instalment of it, for dividing a payment that does not say how. */
export interface Owed {
  readonly invoice: InvoiceId
  readonly currency: string
  readonly dueDate: CalendarDate
  readonly balance: number
}

/** What is owed on an issued invoice: each open instalment on its own date, the charges with the oldest. */
export function owedOn(invoice: IssuedInvoice): Owed[] {
  const { id, currency, balance } = invoice
  const [oldest, ...later] = openInstalments(invoice)
  if (!oldest) return [{ invoice: id, currency, dueDate: dueDateOf(invoice), balance }]
  const rest = later.map(({ dueDate, open }) => ({ invoice: id, currency, dueDate, balance: open }))
  const first = balance - rest.reduce((sum, one) => sum + one.balance, 0)
  return [{ invoice: id, currency, dueDate: oldest.dueDate, balance: first }, ...rest]
}

/** Money taken back from a payment; without an amount, all that is left of it. */
export interface Reversal {
  readonly at: string
  readonly amount?: number
  /** Fixed once the payment itself is known: what came from which share, and from money no invoice had taken. */
  readonly taken?: { readonly shares: readonly Allocation[]; readonly free: number }
}

/** A payment that is announced for a date; the newest word on it counts. */
export interface Schedule {
  /** ISO instant of the newest word. */
  readonly at: string
  /** The day on which it is due. */
  readonly on: CalendarDate
  /** The invoices it is meant for. */
  readonly invoices: readonly InvoiceId[]
  readonly total?: Money
  /** Every invoice that any word on it ever named. */
  readonly named: readonly InvoiceId[]
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
  readonly reversals: Readonly<Record<string, Reversal>>
  /** The newest failure. */
  readonly failure?: { readonly at: string; readonly reason: string }
  readonly schedule?: Schedule
  /** Rises whenever what is expected of the payment changes, so that an invoice knows the newest word. */
  readonly revision?: number
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
  const shares = new Map<InvoiceId, number>()
  let left = amount
  for (const one of owed.filter(({ currency: own, balance }) => own === currency && balance > 0).sort(byDueDate)) {
    if (left === 0) break
    const share = Math.min(left, one.balance)
    shares.set(one.invoice, (shares.get(one.invoice) ?? 0) + share)
    left -= share
  }
  return [...shares].map(([invoice, share]) => ({ invoice, amount: share }))
}

/** What is still expected of a payment: nothing once it was received, or failed after it was announced. */
export function expected({
  schedule,
  received,
  failure,
}: Payment): Pick<Schedule, 'on' | 'invoices' | 'total'> | undefined {
  if (!schedule || received || (failure && failure.at >= schedule.at)) return undefined
  const { on, invoices, total } = schedule
  return { on, invoices, ...(total && { total }) }
}

/** The payment with a word on when it is due and what for; an older word only adds the invoices it names. */
export function announced(payment: Payment, word: Omit<Schedule, 'named'>): Payment {
  const known = payment.schedule
  const named = [...new Set([...(known?.named ?? []), ...word.invoices])].sort()
  const newest = !known || rank(word) > rank(known) ? word : known
  return { ...payment, schedule: { ...newest, named } }
}

const rank = ({ at, on, invoices }: Omit<Schedule, 'named'>): string => [at, on, ...invoices].join(' ')

const byDueDate = (a: Owed, b: Owed): number =>
  a.dueDate === b.dueDate ? (a.invoice < b.invoice ? -1 : 1) : a.dueDate < b.dueDate ? -1 : 1

/** What a payment left for nobody in particular, less what reversals took of it; minor units. */
export function unapplied(payment: Payment): number {
  const shared = payment.shares.reduce((sum, share) => sum + share.amount, 0)
  const reversed = Object.values(payment.reversals).reduce((sum, one) => sum + (one.taken?.free ?? 0), 0)
  return (payment.received?.amount ?? 0) - shared - reversed
}

/**
 * Fixes what each reversal takes back, once the payment is known: unapplied money first, then the last shares first.
 *
 * A reversal before its payment waits here for it. The sums per invoice depend on the total taken back alone, so the
 * order of the reversals does not matter; more than the payment is never taken back.
 */
export function takeBack(payment: Payment): Payment {
  if (!payment.received) return payment
  let free = unapplied(payment)
  const left = payment.shares.map((share) => ({
    ...share,
    amount: share.amount - alreadyTaken(payment, share.invoice),
  }))
  const reversals = Object.entries(payment.reversals).map(([id, reversal]) => {
    if (reversal.taken) return [id, reversal] as const
    let open = reversal.amount ?? Number.MAX_SAFE_INTEGER
    const fromFree = Math.min(free, open)
    free -= fromFree
    open -= fromFree
    const shares: Allocation[] = []
    for (const share of left.toReversed()) {
      const part = Math.min(share.amount, open)
      if (part <= 0) continue
      share.amount -= part
      open -= part
      shares.push({ invoice: share.invoice, amount: part })
    }
    return [id, { ...reversal, taken: { shares, free: fromFree } }] as const
  })
  return { ...payment, reversals: Object.fromEntries(reversals) }
}

const alreadyTaken = (payment: Payment, invoice: InvoiceId): number =>
  Object.values(payment.reversals)
    .flatMap((reversal) => reversal.taken?.shares ?? [])
    .filter((share) => share.invoice === invoice)
    .reduce((sum, share) => sum + share.amount, 0)
