import { type Bucket, breakdown, type Charge, openCharges } from './charges.ts'
import type { CalendarDate } from './time.ts'

/** One part of an invoice with a date of its own; minor units of the invoice's currency. */
export interface Instalment {
  readonly dueDate: CalendarDate
  readonly amount: number
}

/** An instalment with what is still open of it; `number` counts from 1. */
export interface OpenInstalment extends Instalment {
  readonly number: number
  readonly open: number
}

/** What is asked for on a day: instalments `number` to `through`, `of` so many; an invoice without a plan is one of one. */
export interface DueNow {
  readonly number: number
  readonly through: number
  readonly of: number
  /** The date of the oldest of them, and its whole amount. */
  readonly dueDate: CalendarDate
  readonly amount: number
  /** What is open of them, with all open charges, in minor units. */
  readonly open: number
}

/** What of an invoice its plan follows from. */
interface Planned {
  readonly charge: number
  readonly credited: number
  readonly paid: number
  readonly balance: number
  readonly charges: Readonly<Record<string, Charge>>
  readonly voided?: string
  readonly writtenOff?: string
  readonly terms: {
    readonly amount: number
    readonly dueDate: CalendarDate
    readonly instalments?: readonly Instalment[]
    readonly allocation?: readonly Bucket[]
  }
  readonly journey: { readonly anchor?: CalendarDate }
}

/** The instalments that are not paid off, oldest first: what pays the principal, and credit notes, fill them in order. */
export function openInstalments(invoice: Omit<Planned, 'journey'>): OpenInstalment[] {
  const { instalments } = invoice.terms
  if (!instalments) return []
  const principal = breakdown(invoice).find(({ bucket }) => bucket === 'principal')
  let covered = principal ? invoice.charge - principal.charged + principal.paid : 0
  return instalments.flatMap((one, index) => {
    const paid = Math.min(one.amount, covered)
    covered -= paid
    return paid < one.amount ? [{ ...one, number: index + 1, open: one.amount - paid }] : []
  })
}

/** What is asked for on `today`: whatever has fallen due by then, else what falls due next. */
export function dueNow(invoice: Planned, today: CalendarDate): DueNow {
  const { instalments, amount } = invoice.terms
  const open = openInstalments(invoice)
  const [oldest] = open
  if (!instalments || !oldest) {
    const of = instalments?.length ?? 1
    return { number: of, through: of, of, dueDate: dueDateOf(invoice), amount, open: invoice.balance }
  }
  const late = open.filter(({ dueDate }) => dueDate <= today)
  const asked = late.length > 0 ? late : [oldest]
  return {
    number: oldest.number,
    through: asked.at(-1)?.number ?? oldest.number,
    of: instalments.length,
    dueDate: oldest.dueDate,
    amount: oldest.amount,
    open: asked.reduce((sum, one) => sum + one.open, openCharges(invoice)),
  }
}

/** The date of the next instalment after `today` that is not paid off. */
export function nextInstalment(invoice: Planned, today: CalendarDate): CalendarDate | undefined {
  return openInstalments(invoice).find(({ dueDate }) => dueDate > today)?.dueDate
}

/** The date that the schedule counts from: of the instalment reminded now, or of the invoice when it has no plan. */
export const dueDateOf = ({ terms, journey }: Dated): CalendarDate => journey.anchor ?? terms.dueDate

interface Dated {
  readonly terms: { readonly dueDate: CalendarDate }
  readonly journey: { readonly anchor?: CalendarDate }
}
