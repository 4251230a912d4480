import type { Wanted } from './facts.ts'

/** What a portfolio asks of an account. */
export interface Load {
  /** Messages on a contact day, if nobody paid. */
  readonly messagesPerDay: number
  /** State transitions of the first hour of a contact day, in which most of its reminders fall due. */
  readonly morningTransitions: number
  /** Events that tell the portfolio once: debtor, contact point, consent and invoice. */
  readonly importEvents: number
}

/** A contact takes about three state transitions (docs/bench.md). */
const TRANSITIONS_PER_TOUCH = 3
const EVENTS_PER_INVOICE = 4

/**
 * The load of a portfolio whose invoices all follow the busiest policy and are spread evenly over it.
 *
 * More than will come: debtors with several invoices get one message, and most invoices are paid on the way.
 */
export function loadOf({ openInvoices, busiest, window }: Wanted): Load {
  const perCalendarDay = (openInvoices * busiest.steps) / Math.max(1, busiest.days)
  const messagesPerDay = Math.ceil((perCalendarDay * 7) / window.days)
  return {
    messagesPerDay,
    morningTransitions: messagesPerDay * TRANSITIONS_PER_TOUCH,
    importEvents: openInvoices * EVENTS_PER_INVOICE,
  }
}
