import { defined } from '../contracts/defined.ts'
import { EVENTS_IN } from '../contracts/events.ts'
import { type Problem, problemsOf } from '../contracts/intake.ts'
import { type ContactResult, isUnfinished } from '../domain/personal-contact.ts'
import { type Instant, iso } from '../domain/time.ts'
import type { Publisher, Task } from '../ports.ts'
import { callAgain } from './call-again.ts'
import type { Calling } from './place-call.ts'

/** What a person says of a call that is over, as they wrote it: the contract of `ContactMade` judges it. */
export interface CallEnd {
  readonly author: string
  readonly result: string | undefined
  /** The contact point that was called, where several were shown. */
  readonly point?: string | undefined
  /** Of a promise: the day, and how much. */
  readonly until?: string | undefined
  readonly promised?: { readonly amount: number; readonly currency: string } | undefined
  readonly note?: string | undefined
}

/** What became of it: noted, with the task closed or put off, or why not. Nothing is noted of what is refused. */
export type FinishedCall =
  | { readonly kind: 'closed'; readonly result: ContactResult }
  | {
      readonly kind: 'goesOn'
      readonly result: ContactResult
      readonly next: { readonly at: Instant; readonly zones: readonly string[] }
    }
  | { readonly kind: 'notBegun' }
  | { readonly kind: 'whichPoint'; readonly given: string | undefined; readonly choices: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/** What noting the end of a call needs of the outside world. */
export interface Finishing {
  readonly calling: Pick<Calling, 'debtors' | 'limits' | 'clock'>
  readonly bus: Publisher
  readonly staff: {
    closeTask(id: string, author: string, note: string, at: string): Promise<boolean>
    postpone(id: string, due: string): Promise<boolean>
  }
}

/**
 * Notes how a call about a task ended: `ContactMade` on the bus, as a dialer would tell it, and the task closed, or put off
 * to the next day that the law allows where nobody was reached.
 */
export async function finishCall(
  { calling, bus, staff }: Finishing,
  { id, status, call, invoice }: Task,
  said: CallEnd,
): Promise<FinishedCall> {
  if (status !== 'open' || !call) return { kind: 'notBegun' }
  const { author, result, until, promised, note } = said
  const [only] = call.contactPoints
  const contactPoint = said.point ?? (call.contactPoints.length === 1 ? only : undefined)
  // To take a contact point off it must be known which.
  if (contactPoint === undefined ? result === 'wrongPerson' : !call.contactPoints.includes(contactPoint))
    return { kind: 'whichPoint', given: said.point, choices: call.contactPoints }
  const about = { contact: call.contact, debtor: call.debtor, invoices: invoice === undefined ? undefined : [invoice] }
  const ended = { channel: 'call', author, result, contactPoint, until, promised, note }
  const detail = defined({ version: 1, occurredAt: call.at, ...about, ...ended })
  const checked = EVENTS_IN.ContactMade.safeParse(detail)
  if (!checked.success) return { kind: 'refused', problems: problemsOf(checked.error, detail) }
  await bus.publish([{ name: 'ContactMade', detail }])
  const known = checked.data.result
  if (isUnfinished(known)) {
    const next = await callAgain(calling, { debtor: call.debtor, invoices: about.invoices ?? [] })
    await staff.postpone(id, iso(next.at))
    return { kind: 'goesOn', result: known, next }
  }
  await staff.closeTask(id, author, note ?? known, iso(calling.clock.now()))
  return { kind: 'closed', result: known }
}
