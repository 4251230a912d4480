import { type Callable, type CallVerdict, judgeCall } from '../domain/call.ts'
import type { Debtor } from '../domain/debtor.ts'
import type { Invoice } from '../domain/invoice.ts'
import { withPersonalContact } from '../domain/personal-contact.ts'
import { iso } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import type { Clock, Debtors, Ledger, Task } from '../ports.ts'
import { calendarFor, type Limits } from './limits.ts'
import type { Policies } from './policies.ts'
import { recordOf } from './tell-debtor.ts'

/** What letting a person call needs of the outside world. */
export interface Calling {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly policies: Policies
  readonly limits: Limits
  readonly clock: Clock
  /** Names a call by what makes it unique, as `source:id`. */
  readonly nameCall: (task: string, debtorVersion: number) => string
}

/** A call that may be made now, or why not. */
export type PlacedCall =
  | Exclude<CallVerdict, { kind: 'allowed' }>
  | { readonly kind: 'contended' }
  | {
      readonly kind: 'placed'
      readonly contact: string
      readonly at: string
      readonly numbers: readonly Callable[]
      readonly debtor: Debtor
      readonly invoice: Invoice
    }

/** A person who keeps losing to messages that leave tries again in a moment. */
const TRIES = 3

/**
 * Lets a person call about a task: everything is asked at this moment, and the call has its place in the debtor's budget
 * before anybody sees a number. The same discipline as a message: reserved at the version that was judged, or not at all.
 */
export async function placeCall(outside: Calling, task: Task, author: string): Promise<PlacedCall> {
  const { ledger, debtors, policies, limits, clock, nameCall } = outside
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const invoice = await ledger.invoice(task.invoice ?? '')
    const before = await recordOf(debtors, task.debtor ?? invoice.terms.debtor ?? '')
    const debtor = united(before)
    const now = clock.now()
    const calendar = await calendarFor(limits, debtor)
    const policy = await policies.of(invoice, debtor)
    const situation = { invoice, debtor, policy, calendar, delivered: invoice.journey.level }
    const verdict = judgeCall(invoice, situation, calendar.rules, now)
    if (verdict.kind !== 'allowed') return verdict
    const contact = nameCall(task.id, before.version)
    const at = iso(now)
    const planned = { contact, debtor: debtor.id, channel: 'call', at, author, conversation: false } as const
    const recent = withPersonalContact(before.recent, { ...planned, invoices: [invoice.id] }, now)
    if (!recent) continue
    const after = { ...before, version: before.version + 1, recent }
    if ((await debtors.save([{ before, after }], at)) !== 'written') continue
    // A payment does not raise the debtor's version: it is looked for once more, after the reservation.
    const still = await ledger.invoice(invoice.id)
    if (still.balance <= 0) return { kind: 'refused', reason: 'paid' }
    return { kind: 'placed', contact, at, numbers: verdict.numbers, debtor, invoice: still }
  }
  return { kind: 'contended' }
}
