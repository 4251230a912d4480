import * as z from 'zod'
import { HOLD_CAUSES } from '../domain/why-not.ts'
import { BY_STAFF } from './by-staff.ts'
import { CHARGES } from './charges.ts'
import { ContactMade } from './contacts.ts'
import { SourceWatermarkAdvanced } from './control-totals.ts'
import { DEBTORS } from './debtors.ts'
import {
  ADebtor,
  AnInvoice,
  APayment,
  CalendarDay,
  Currency,
  fact,
  Id,
  Key,
  MinorUnits,
  Money,
  Positive,
  Terms,
  Text,
  WHOLE,
  When,
  Why,
} from './event-fields.ts'
import { ADDS_UP, addsUp, Instalments } from './instalments.ts'

import { PaymentSourceCompleted } from './payment-source.ts'
import { PROMISABLE, PUT_OFF, promisable, putOff } from './promised.ts'
import { REPLIES } from './replies.ts'

export { Key }

const NEEDS_SUBJECT = 'needs invoices or a debtor'
const ONE_SUBJECT = 'needs an invoice or a debtor, and not both'

/** The events Puntual takes from upstream systems, by name; every field is documented in docs/events.md. */
export const EVENTS_IN = {
  ...DEBTORS,
  ...REPLIES,
  InvoiceIssued: fact({
    invoice: AnInvoice,
    debtor: Key.describe('Who owes it; may be described later'),
    entity: Id.describe(
      'The legal entity of catalog/company.yaml that writes; the default entity unless told',
    ).optional(),
    total: Money.describe('What is owed, taxes included'),
    issueDate: CalendarDay.describe('The date on the invoice'),
    settledOn: CalendarDay.describe(
      'The day on which it was settled, if this is history: it counts in reports, and no journey begins; its payment is told as any other',
    ).optional(),
    instalments: Instalments,
    ...Terms,
  })
    .superRefine(addsUp)
    .meta({ allowed: ADDS_UP }),
  InvoiceAmended: fact({
    invoice: AnInvoice,
    amendment: Id.describe('This correction, unique among those of the invoice; breaks a tie of instants'),
    debtor: Key.describe('The new debtor').optional(),
    total: Money.describe(
      'The new total, before payments; the currency never changes; without instalments it ends their plan',
    ).optional(),
    instalments: Instalments,
    ...Terms,
    dueDate: CalendarDay.describe(
      'The new due date, not before the date on the invoice; a later one that is not past begins the reminders anew',
    ).optional(),
  })
    .superRefine(addsUp)
    .superRefine(putOff)
    .meta({ allowed: `${ADDS_UP}; "dueDate" ${PUT_OFF}` }),
  InvoiceVoided: fact({ invoice: AnInvoice, reason: Why }),
  InvoiceWrittenOff: fact({ invoice: AnInvoice, reason: Why }),
  ...CHARGES,
  CreditNoteIssued: fact({
    invoice: AnInvoice,
    creditNote: Key.describe('The credit note; a second event with the same one changes nothing'),
    total: Money.describe('What the note takes off the invoice'),
  }),
  PaymentReceived: fact({
    payment: Key.describe('The payment; a second event with the same one changes nothing'),
    total: Money.describe('What was received'),
    allocations: z
      .array(
        z.strictObject({
          invoice: Key.describe('An invoice it pays'),
          amount: Positive.describe('Its share in minor units'),
        }),
      )
      .max(1000)
      .describe('How it is divided, if the source knows; the rest stays with the debtor as unapplied cash')
      .optional(),
    reference: Text(64).describe('What the payer quoted; it finds the one invoice that carries it').optional(),
    debtor: Key.describe('Who paid; alone it pays the oldest due invoices first').optional(),
  })
    .superRefine((payment, context) => {
      const { allocations = [], total, reference, debtor } = payment
      const sum = allocations.reduce((all, one) => all + one.amount, 0)
      if (sum > total.amount)
        context.addIssue({
          code: 'custom',
          path: ['allocations'],
          input: sum,
          message: `must not add up to more than the payment: ${sum} is above ${total.amount}`,
        })
      if (new Set(allocations.map((one) => one.invoice)).size < allocations.length)
        context.addIssue({
          code: 'custom',
          path: ['allocations'],
          input: allocations,
          message: 'must name each invoice once',
        })
      if (allocations.length === 0 && !reference && !debtor)
        context.addIssue({
          code: 'custom',
          path: [],
          input: payment,
          message: 'needs allocations, a reference or a debtor',
        })
    })
    .meta({
      allowed:
        'needs allocations, a reference or a debtor; the allocations name each invoice once and add up to no more than the total',
    }),
  PaymentScheduled: fact({
    payment: Key.describe('The payment, under the id it will be received or fail with'),
    total: Money.describe('What is to be paid'),
    dueOn: CalendarDay.describe('The day on which it is to be paid; reminders rest until the end of the day after'),
    invoices: z
      .array(
        z.strictObject({
          invoice: Key.describe('An invoice it is meant for'),
          amount: Positive.describe('Its share in minor units').optional(),
        }),
      )
      .max(100)
      .describe('What it is meant for')
      .optional(),
    debtor: Key.describe('Who pays; alone it is meant for the oldest due invoices, as far as it reaches').optional(),
  })
    .refine(({ invoices = [], debtor }) => invoices.length > 0 || debtor !== undefined, NEEDS_SUBJECT)
    .meta({ allowed: NEEDS_SUBJECT }),
  PaymentFailed: fact({
    payment: APayment,
    invoices: z
      .array(Key)
      .max(100)
      .default([])
      .describe('The invoices it was meant for; those it was scheduled for, when none is named'),
    reason: Why,
  }),
  PaymentReversed: fact({
    payment: Key.describe('The payment that is taken back, in whole or in part'),
    reversal: Id.describe('This reversal, unique among those of the payment'),
    amount: Positive.describe('What is taken back, in minor units; all that is left unless told').optional(),
    reason: Why,
  }),
  UnappliedCashChanged: fact({
    debtor: ADebtor,
    deposit: Key.describe('The deposit whose rest this is'),
    total: z
      .strictObject({
        amount: MinorUnits.nonnegative('must be zero or more')
          .meta({ allowed: `${WHOLE}; zero or more` })
          .describe('What no invoice has taken yet; zero when all is applied'),
        currency: Currency,
      })
      .describe('What is left of it now, not the change'),
  }),
  ContactMade,
  PaymentSourceCompleted,
  SourceWatermarkAdvanced,
  HoldPlaced: fact({
    hold: Id.describe('This suspension, unique within the invoice or debtor'),
    invoice: Key.describe('The invoice nobody writes about').optional(),
    debtor: Key.describe('The debtor nobody writes to').optional(),
    reason: Why,
    author: Text(140).describe('Who asked for it'),
    cause: z
      .enum(HOLD_CAUSES)
      .describe('What it is for, where that has a code of its own: messages it keeps back are noted under it')
      .optional(),
    until: When.describe('When it ends by itself; without it, at its release').optional(),
  })
    .superRefine(oneSubject)
    .superRefine(promisable)
    .meta({ allowed: `${ONE_SUBJECT}; "until" ${PROMISABLE}` }),
  HoldReleased: fact({
    hold: Id.describe('The suspension that ends'),
    invoice: Key.describe('The invoice it was on').optional(),
    debtor: Key.describe('The debtor it was on').optional(),
    author: Text(140).describe('Who ended it'),
  })
    .superRefine(oneSubject)
    .meta({ allowed: ONE_SUBJECT }),
  ...BY_STAFF,
} as const

export type EventName = keyof typeof EVENTS_IN
export type EventIn<Name extends EventName> = z.output<(typeof EVENTS_IN)[Name]>
/** An event as it comes through the door, with its name. */
export type AnyEventIn = { [Name in EventName]: { readonly name: Name; readonly detail: EventIn<Name> } }[EventName]

function oneSubject(
  hold: { invoice?: string | undefined; debtor?: string | undefined },
  context: z.RefinementCtx,
): void {
  if ((hold.invoice === undefined) === (hold.debtor === undefined))
    context.addIssue({ code: 'custom', path: [], input: hold, message: ONE_SUBJECT })
}
