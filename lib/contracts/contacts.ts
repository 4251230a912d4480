import * as z from 'zod'
import { CONTACT_MEDIA, CONTACT_RESULTS, type ContactMedium } from '../domain/personal-contact.ts'
import { DAY } from '../domain/time.ts'
import { ADebtor, CalendarDay, fact, Id, Key, Money, Text } from './event-fields.ts'
import { isPromisable, MOST_PROMISED } from './promised.ts'

const isMedium = (name: string): name is ContactMedium => Object.hasOwn(CONTACT_MEDIA, name)

const PROMISED = `must be the day promised, from that of occurredAt on and at most ${MOST_PROMISED} days after; for no other result`

const NO_PROMISE = 'is for the result promise alone'

/** A contact that a person made with a debtor. */
export const ContactMade = fact({
  contact: Key.describe('The contact; a second event with the same one changes nothing'),
  debtor: ADebtor,
  channel: z
    .enum(Object.keys(CONTACT_MEDIA).filter(isMedium))
    .describe('How; `other` counts as a call, on which contact laws are strictest'),
  author: Text(140).describe('Who made it'),
  result: z
    .enum(CONTACT_RESULTS)
    .describe(
      'How it ended; `promise` and `disputed` place a hold of that cause; `wrongPerson` takes the contact point off the debtor, as WrongPersonReported does',
    ),
  contactPoint: Id.describe(
    'The contact point that was called or written to, as ContactPointUpserted names it',
  ).optional(),
  conversation: z
    .boolean()
    .describe(
      'Whether the two spoke with each other; by the result unless told. After a conversation some laws ask for days of rest',
    )
    .optional(),
  invoices: z
    .array(Key)
    .min(1)
    .max(45)
    .describe('What it was about; everything the debtor owes, when none is named')
    .optional(),
  note: Text(280).describe('What was said, in the words staff will read').optional(),
  until: CalendarDay.describe('With `promise`: the day by which the debtor will have paid').optional(),
  promised: Money.describe('With `promise`: how much, where it was said').optional(),
})
  .refine(
    ({ result, until, occurredAt }) =>
      // On the debtor's calendar it may still be the day before.
      result === 'promise'
        ? Date.parse(until ?? '') > Date.parse(occurredAt) - 2 * DAY && isPromisable(until ?? '', occurredAt)
        : until === undefined,
    { path: ['until'], error: PROMISED },
  )
  .refine(({ result, promised }) => promised === undefined || result === 'promise', {
    path: ['promised'],
    error: NO_PROMISE,
  })
  .meta({ allowed: `${PROMISED}; promised ${NO_PROMISE}` })
