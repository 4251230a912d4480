import type { RecentTouch, Reservation } from './debtor.ts'
import type { InvoiceFact } from './invoice-fact.ts'
import type { Contact } from './law/contact.ts'
import type { Medium } from './law/pack.ts'
import type { Money } from './money.ts'
import { addDays, type CalendarDate, DAY, type Instant, instantOf, iso } from './time.ts'
import type { HoldCause } from './why-not.ts'

/** How a contact by a person of ours ended. */
export const CONTACT_RESULTS = [
  'reached',
  'promise',
  'disputed',
  'refused',
  'leftMessage',
  'noAnswer',
  'wrongPerson',
] as const
export type ContactResult = (typeof CONTACT_RESULTS)[number]

/** Results at which the two spoke with each other, unless the contact says otherwise. */
const SPOKEN: ReadonlySet<ContactResult> = new Set(['reached', 'promise', 'disputed', 'refused'])

/** Whether debtor and person spoke with each other, as far as the result alone tells. */
export const isConversation = (result: ContactResult): boolean => SPOKEN.has(result)

/** Whether somebody has to try again. */
export const isUnfinished = (result: ContactResult): boolean => result === 'leftMessage' || result === 'noAnswer'

/** Whether the debtor has been told: they were reached, or a message was left for them. */
export const isTold = (result: ContactResult): boolean => result !== 'noAnswer' && result !== 'wrongPerson'

/** What a hold after a contact is for. */
const CAUSES: Partial<Record<ContactResult, HoldCause>> = { promise: 'promise', disputed: 'dispute' }

/** Media of contacts people make; `other` counts like a call, on which every law is strictest. */
export const CONTACT_MEDIA = {
  call: 'call',
  visit: 'visit',
  letter: 'letter',
  email: 'email',
  sms: 'sms',
  whatsapp: 'whatsapp',
  other: 'call',
} as const satisfies Record<string, Medium>
export type ContactMedium = keyof typeof CONTACT_MEDIA

/** A contact that a person of ours made. `at` is an ISO instant. */
export interface PersonalContact {
  readonly contact: string
  readonly debtor: string
  readonly channel: ContactMedium
  readonly at: string
  readonly author: string
  readonly result?: ContactResult
  /** What was called or written to, as the debtor's contact point is named. */
  readonly contactPoint?: string
  readonly conversation: boolean
  /** ISO instant at which we heard of it; a contact may be told of days later. */
  readonly recordedAt?: string
  /** Absent: about everything the debtor owes. */
  readonly invoices?: readonly string[]
  readonly note?: string
  /** Of a promise: the day by which the debtor will have paid, on their own calendar. */
  readonly until?: CalendarDate
  /** Of a promise: how much, where the debtor said it. */
  readonly promised?: Money
}

/** A contact that a person is about to make about a task, with everything it may be made to. */
export interface PlannedContact extends Omit<PersonalContact, 'result' | 'contactPoint'> {
  readonly task: string
  readonly contactPoints: readonly string[]
}

/** No cap of any law counts over a longer time. */
const COUNTS_FOR = 60 * DAY

/**
 * The debtor's contacts with this one among them, so that it spends the same budget as messages do. Undefined when it is
 * known, or too old for any cap. One that was only reserved gives way to what became of it.
 */
export function withPersonalContact(
  recent: readonly RecentTouch[],
  made: PersonalContact | PlannedContact,
  now: Instant,
): readonly RecentTouch[] | undefined {
  const { contact, channel, at, author, conversation, invoices } = made
  const touch = `contact/${contact}`
  const known = recent.find((one) => one.touch === touch)
  if ((known && !known.reserved) || Date.parse(at) < now - COUNTS_FOR) return undefined
  const others = recent.filter((one) => one.touch !== touch)
  const counted: RecentTouch = {
    touch,
    at,
    class: 'overdue',
    channel: CONTACT_MEDIA[channel],
    ...(invoices && { about: invoices }),
    ...(conversation && { conversation }),
    ...('task' in made && { reserved: { contact, task: made.task, author, contactPoints: made.contactPoints } }),
  }
  return [...others, counted].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.touch < b.touch ? -1 : 1))
}

/** What a person reserved for a task on a day that `isToday` knows, and has not told the end of. */
export function reservationOf(
  recent: readonly RecentTouch[],
  { task, author }: Pick<Reservation, 'task' | 'author'>,
  isToday: (at: Instant) => boolean,
): (RecentTouch & { readonly reserved: Reservation }) | undefined {
  for (const one of recent) {
    const { reserved } = one
    if (reserved?.task === task && reserved.author === author && isToday(Date.parse(one.at)))
      return { ...one, reserved }
  }
  return undefined
}

/** The contact as contact law counts it. */
export const asLawSees = ({ channel, at, conversation, invoices }: PersonalContact): Contact => ({
  at: Date.parse(at),
  medium: CONTACT_MEDIA[channel],
  class: 'overdue',
  ...(invoices && { about: invoices }),
  ...(conversation && { conversation }),
})

/**
 * The silence that a contact asks for on its invoices: after a promise until its day, and the day after, in which a bank may
 * have to say whether it was paid; after a dispute until somebody ends it.
 */
export function holdAfter(
  { contact: hold, at: placedAt, author, result, note, until }: PersonalContact,
  zone: string,
): InvoiceFact | undefined {
  const cause = result && CAUSES[result]
  if (!cause) return undefined
  const end = until && { until: iso(instantOf(addDays(until, 2), 0, zone)) }
  return { kind: 'holdPlaced', hold, placedAt, author, reason: note ?? cause, cause, ...end }
}
