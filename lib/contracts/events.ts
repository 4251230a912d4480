import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import * as z from 'zod'

/** `source:external-id` – an object of an upstream system, in that system's own name for it. */
export const Key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,31}:[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/,
    'must be "source:external-id", such as "erp:F-1001" (source in lower case; letters, digits, . _ / - in the id)',
  )
const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/:-]{0,95}$/, 'must be 1 to 96 letters, digits or . _ / : -')
const Text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain line breaks or control characters')
const CalendarDay = z.iso.date('must be a calendar date, such as "2026-06-05"')
/** An ISO 8601 instant with its offset; kept in UTC to the millisecond. */
const When = z.iso
  .datetime({ offset: true, error: 'must be an instant with its offset, such as "2026-06-05T14:30:00Z"' })
  .transform((text) => new Date(text).toISOString())
const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, such as "COP"')
const MinorUnits = z.number().int('must be a whole number of minor units (cents): 1250.50 is 125050').safe()
const Positive = MinorUnits.positive('must be above zero')
/** A sum of money: whole minor units and an ISO 4217 code. */
const Money = z.strictObject({ amount: Positive, currency: Currency })
const Country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code, such as "CO"')
const Zone = z.string().refine(isZone, 'must be an IANA time zone, such as "America/Bogota"')
const Link = z.url({ protocol: /^https$/, error: 'must be an https address' }).max(2048)
const Language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language, such as "es-CO"')

/** Every event says which version of its contract it follows and when it was true. */
const fact = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ version: z.literal(1, 'must be 1, the only version of this contract'), occurredAt: When, ...shape })

const Terms = {
  dueDate: CalendarDay,
  reference: Text(64).optional(),
  paymentLink: Link.optional(),
  description: Text(140).optional(),
  policy: Id.optional(),
  segment: Id.optional(),
}

const Email = z.strictObject({
  channel: z.literal('email'),
  address: z.email('must be an e-mail address').max(254).toLowerCase(),
})
const Sms = z.strictObject({ channel: z.literal('sms'), address: z.string().transform(mobileNumber) })

/** The events Puntual takes from upstream systems, by name; every field is documented in docs/events.md. */
export const EVENTS_IN = {
  DebtorUpserted: fact({
    debtor: Key,
    name: Text(140),
    givenName: Text(60).optional(),
    kind: z.enum(['person', 'company']),
    language: Language,
    country: Country,
    zone: Zone,
    segment: Id.optional(),
    policy: Id.optional(),
    internal: z.boolean().default(false),
    doNotContact: z.boolean().default(false),
  }),
  ContactPointUpserted: fact({
    debtor: Key,
    contactPoint: Id,
    point: z.discriminatedUnion('channel', [Email, Sms]),
    active: z.boolean().default(true),
  }),
  ConsentChanged: fact({
    debtor: Key,
    scope: z.union([z.enum(['all', 'email', 'sms']), Id]),
    status: z.enum(['granted', 'revoked']),
    evidence: Text(280).optional(),
  }),
  InvoiceIssued: fact({
    invoice: Key,
    debtor: Key,
    entity: Id.optional(),
    total: Money,
    issueDate: CalendarDay,
    ...Terms,
  }),
  InvoiceAmended: fact({
    invoice: Key,
    amendment: Id,
    debtor: Key.optional(),
    total: Money.optional(),
    ...Terms,
    dueDate: CalendarDay.optional(),
  }),
  InvoiceVoided: fact({ invoice: Key, reason: Text(280) }),
  InvoiceWrittenOff: fact({ invoice: Key, reason: Text(280) }),
  CreditNoteIssued: fact({ invoice: Key, creditNote: Key, total: Money }),
  PaymentReceived: fact({
    payment: Key,
    total: Money,
    allocations: z
      .array(z.strictObject({ invoice: Key, amount: Positive }))
      .max(1000)
      .optional(),
    reference: Text(64).optional(),
    debtor: Key.optional(),
  }).superRefine((payment, context) => {
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
  }),
  PaymentFailed: fact({ payment: Key, invoices: z.array(Key).max(100).default([]), reason: Text(280) }),
  PaymentReversed: fact({ payment: Key, reversal: Id, amount: Positive.optional(), reason: Text(280) }),
  UnappliedCashChanged: fact({
    debtor: Key,
    deposit: Key,
    total: z.strictObject({ amount: MinorUnits.nonnegative('must be zero or more'), currency: Currency }),
  }),
  HoldPlaced: fact({
    hold: Id,
    invoice: Key.optional(),
    debtor: Key.optional(),
    reason: Text(280),
    author: Text(140),
    until: When.optional(),
  }).superRefine(oneSubject),
  HoldReleased: fact({ hold: Id, invoice: Key.optional(), debtor: Key.optional(), author: Text(140) }).superRefine(
    oneSubject,
  ),
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
    context.addIssue({ code: 'custom', path: [], input: hold, message: 'needs an invoice or a debtor, and not both' })
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

/** A number that can take a text, in E.164; Mexico's old mobile prefix (+52 1) is dropped. */
function mobileNumber(text: string, context: z.RefinementCtx): string {
  const number = parsePhoneNumberFromString(text.replace(/^\+521(\d{10})$/, '+52$1'))
  if (number?.isValid() && text.startsWith('+')) return number.number
  context.addIssue({
    code: 'custom',
    input: text,
    message: 'must be a mobile number in E.164, such as "+573001234567"',
  })
  return z.NEVER
}
