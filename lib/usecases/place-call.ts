import { type Callable, type CallVerdict, judgeCall } from '../domain/call.ts'
import type { Debtor } from '../domain/debtor.ts'
import type { Invoice } from '../domain/invoice.ts'
import { reservationOf, withPersonalContact } from '../domain/personal-contact.ts'
import { dateAt, iso } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import type { Clock, Debtors, Ledger, Task } from '../ports.ts'
import { calendarFor, type Limits } from './limits.ts'
import type { Policies } from './policies.ts'
import { recordOf } from './tell-debtor.ts'

/** What letting a person call needs of the outside world. */
export interface Calling {
  readonly ledger: Pick<Ledger, 'invoice' | 'touch'>
  readonly debtors: Pick<Debtors, 'record' | 'save'>
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
      /** What is noted on the task. */
      readonly call: NonNullable<Task['call']>
      readonly numbers: readonly Callable[]
      readonly debtor: Debtor
      readonly invoice: Invoice
    }

/** A person who keeps losing to messages that leave, or to news of the invoice, tries again in a moment. */
const TRIES = 3

/**
 * Lets a person call about a task: everything is asked at this moment, and the call has its place in the debtor's budget
 * before anybody sees a number. The same discipline as a message: reserved at the version that was judged, or not at all.
 *
 * The debtor is whoever owes the invoice now; the task may have been opened on another. Who asks again on the same day
 * gets the same reservation, if nothing else stands in the way.
 */
export async function placeCall(outside: Calling, task: Task, author: string): Promise<PlacedCall> {
  const { ledger, debtors, policies, limits, clock, nameCall } = outside
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const invoice = await ledger.invoice(task.invoice ?? '')
    const before = await recordOf(debtors, invoice.terms.debtor ?? task.debtor ?? '')
    const now = clock.now()
    const calendar = await calendarFor(limits, united(before))
    const today = dateAt(now, calendar.zone)
    const own = reservationOf(before.recent, { task: task.id, author }, (at) => dateAt(at, calendar.zone) === today)
    const debtor = united({ ...before, recent: before.recent.filter(({ touch }) => touch !== own?.touch) })
    const policy = await policies.of(invoice, debtor)
    const situation = { invoice, debtor, policy, calendar, delivered: invoice.journey.level }
    const verdict = judgeCall(invoice, situation, calendar.rules, now)
    if (verdict.kind !== 'allowed') return verdict
    const { numbers } = verdict
    const contact = own?.reserved.contact ?? nameCall(task.id, before.version)
    const call = {
      contact,
      at: own?.at ?? iso(now),
      author,
      debtor: debtor.id,
      contactPoints: numbers.map(({ contactPoint }) => contactPoint),
    }
    const planned = { ...call, channel: 'call', conversation: false, task: task.id, invoices: [invoice.id] } as const
    const recent = withPersonalContact(before.recent, planned, now)
    if (!recent) continue
    const after = { ...before, version: before.version + 1, recent }
    if ((await debtors.save([{ before, after }], iso(now))) !== 'written') continue
    // A hold, a payment or another debtor of the invoice does not raise this debtor's version: it is looked for once more.
    if ((await ledger.invoice(invoice.id)).version === invoice.version)
      return { kind: 'placed', call, numbers, debtor, invoice }
    if (!own) await giveBack(outside, debtor.id, contact)
  }
  return { kind: 'contended' }
}

/** Takes a reservation back whose number nobody saw; where messages keep leaving it stays, which only asks for more rest. */
async function giveBack({ debtors, clock }: Calling, debtor: string, contact: string): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await recordOf(debtors, debtor)
    const recent = before.recent.filter(({ reserved }) => reserved?.contact !== contact)
    const after = { ...before, version: before.version + 1, recent }
    if ((await debtors.save([{ before, after }], iso(clock.now()))) === 'written') return
  }
}
