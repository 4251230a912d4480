import { type Hold, isActive, type PaymentId } from '../invoice.ts'
import type { CalendarDate } from '../time.ts'
import type { BookedEntry } from './evidence.ts'

/** What some of an invoice's ledger lines say of it, folded anew. */
export interface PastInvoice {
  /** Minor units. */
  readonly balance: number
  readonly voided?: string
  readonly writtenOff?: string
  readonly holds: Readonly<Record<string, Hold>>
  /** The day of each payment that is announced. */
  readonly announced: Readonly<Record<PaymentId, CalendarDate>>
  /** Every due date it was given, in the order in which they were recorded. */
  readonly dueDates: readonly CalendarDate[]
}

/** Folds ledger lines; whoever asks chooses those that had been seen, or recorded, by then. */
export function pastInvoice(lines: readonly BookedEntry[]): PastInvoice {
  const facts = lines.flatMap(({ fact, at }) => (fact ? [{ fact, at }] : []))
  const holds: Record<string, Hold> = {}
  const words = new Map<PaymentId, { revision: number; on: CalendarDate | undefined }>()
  const over: { voided?: string; writtenOff?: string } = {}
  const dueDates: CalendarDate[] = []
  for (const { fact, at } of facts)
    switch (fact.kind) {
      case 'voided':
      case 'writtenOff':
        over[fact.kind] = at
        break
      case 'holdPlaced': {
        const { hold, placedAt, until } = fact
        holds[hold] = { ...holds[hold], placedAt, ...(until === undefined ? {} : { until }) }
        break
      }
      case 'holdReleased':
        holds[fact.hold] = { ...holds[fact.hold], releasedAt: fact.releasedAt }
        break
      case 'scheduled':
        if (fact.revision > (words.get(fact.payment)?.revision ?? 0))
          words.set(fact.payment, { revision: fact.revision, on: fact.on })
        break
      case 'issued':
      case 'amended':
        if (fact.terms.dueDate !== undefined) dueDates.push(fact.terms.dueDate)
        break
      case 'charged':
      case 'chargeReversed':
      case 'credited':
      case 'paid':
      case 'paymentFailed':
      case 'reversed':
        break
    }
  const announced = [...words].flatMap(([payment, { on }]) => (on === undefined ? [] : [[payment, on] as const]))
  return {
    balance: lines.reduce((sum, { amount }) => sum + amount, 0),
    ...over,
    holds,
    announced: Object.fromEntries(announced),
    dueDates,
  }
}

/** The first hold that speaks against contact at an instant (ISO), with its name. */
export function holdAt(
  holds: Readonly<Record<string, Hold>>,
  at: string,
): { readonly hold: string; readonly since: string } | undefined {
  const found = Object.entries(holds).find(([, hold]) => isActive(hold, at))
  return found && { hold: found[0], since: found[1].placedAt ?? '' }
}
