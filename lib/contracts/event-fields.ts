import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import * as z from 'zod'
import { MINOR_DIGITS } from '../domain/money.ts'
import { asWrittenToday } from '../domain/phone-number.ts'
import { isPlainLine } from '../domain/plain-line.ts'
import { isZone } from '../domain/zone.ts'

/** A text in a set form; the sentence that refuses another one is the sentence in the documentation. `abort`: and nothing else is said of it. */
const worded = (form: RegExp, allowed: string, abort = false) =>
  z.string(allowed).regex(form, { error: allowed, abort }).meta({ allowed })

/** `source:external-id` – an object of an upstream system, in that system's own name for it. */
export const Key = worded(
  /^[a-z0-9][a-z0-9-]{0,31}:[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/,
  'must be "source:external-id", such as "erp:F-1001" (source in lower case; letters, digits, . _ / - in the id)',
)
/** The name of an upstream system, as it stands before the colon of a key. */
export const Source = worded(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be the name of a system, such as "erp" (lower case)')
export const Id = worded(/^[A-Za-z0-9][A-Za-z0-9._/:-]{0,95}$/, 'must be 1 to 96 letters, digits or . _ / : -')
export const Text = (most: number) => {
  const allowed = `must be 1 to ${most} characters, without line breaks or control characters`
  return z
    .string(allowed)
    .min(1, allowed)
    .max(most, allowed)
    .regex(/^[^\p{Cc}]*$/u, allowed)
    .refine((text) => text.isWellFormed() && isPlainLine(text), allowed)
    .meta({ allowed })
}
const DAY = 'must be a calendar date, such as "2026-06-05"'
export const CalendarDay = z.iso.date(DAY).meta({ allowed: DAY })
const INSTANT = 'must be an instant with its offset, such as "2026-06-05T14:30:00Z"'
/** An ISO 8601 instant with its offset; kept in UTC to the millisecond. */
export const When = z.iso
  .datetime({ offset: true, error: INSTANT })
  .transform((text) => new Date(text).toISOString())
  .meta({ allowed: INSTANT })
const CURRENCY = `must be an ISO 4217 code, one of ${Object.keys(MINOR_DIGITS).join(', ')}`
export const Currency = worded(/^[A-Z]{3}$/, CURRENCY, true)
  .refine((code) => Object.hasOwn(MINOR_DIGITS, code), CURRENCY)
  .describe('The currency')
/** What every sum of money must be. */
export const WHOLE = 'must be a whole number of minor units (cents): 1250.50 is 125050'
export const MinorUnits = z.number(WHOLE).int(WHOLE).safe(WHOLE)
export const Positive = MinorUnits.positive('must be above zero').meta({ allowed: `${WHOLE}; above zero` })
/** A sum of money: whole minor units and an ISO 4217 code. */
export const Money = z.strictObject({ amount: Positive.describe('The sum in minor units'), currency: Currency })
const COUNTRY = 'must be an ISO 3166 code of a country, such as "CO"'
/** A place that people telephone to: what has no numbers, or is no country (ZZ), has nobody who owes anything. */
export const Country = worded(/^[A-Z]{2}$/, COUNTRY, true).refine(isSupportedCountry, COUNTRY)
export const Region = worded(
  /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
  'must be an ISO 3166-2 code with its country, such as "BR-SP" or "US-FL"',
)
const ZONE = 'must be an IANA time zone, such as "America/Bogota"'
export const Zone = z.string(ZONE).refine(isZone, ZONE).meta({ allowed: ZONE })
const LINK = 'must be an https address'
const Link = z
  .url({ protocol: /^https$/, error: LINK })
  .max(2048)
  .meta({ allowed: LINK })
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const LANGUAGE = 'must be a language of ISO 639, alone or with its country, such as "es-CO"'
export const Language = worded(/^[a-z]{2}(-[A-Z]{2})?$/, LANGUAGE, true).refine(isLanguage, LANGUAGE)

/** Milliseconds by which clocks of upstream systems may run ahead: the newest word wins, and it must be possible to have one. */
export const AHEAD = 86_400_000

/** Every event says which version of its contract it follows and when it was true. */
export const fact = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    version: z.literal(1, 'must be 1, the only version of this contract').describe('The version of this contract'),
    occurredAt: When.describe(
      'When it became true at the source, not when it was published; at most a day ahead of our clock',
    ),
    ...shape,
  })

export const AnInvoice = Key.describe('The invoice it is about')
export const ADebtor = Key.describe('The debtor it is about')
export const APayment = Key.describe('The payment it is about')
export const Why = Text(280).describe('Why, in the words staff will read')

export const Terms = {
  dueDate: CalendarDay.describe(
    "The last day to pay without being late, in the debtor's own calendar; the dates of instalments go before it",
  ),
  reference: Text(64).describe('What the debtor quotes when paying, so that a payment finds its invoice').optional(),
  paymentLink: Link.describe(
    'Where this invoice is paid; its host must be among paymentLinkHosts of the entity',
  ).optional(),
  description: Text(140).describe('What was sold, in words the debtor recognises').optional(),
  policy: Id.describe("A policy of catalog/policies for this invoice alone, before the debtor's own").optional(),
  segment: Id.describe("A segment of catalog/company.yaml for this invoice alone, before the debtor's own").optional(),
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const TIME = 'must be a time of day, such as "08:30"'
const Time = worded(/^([01]\d|2[0-3]):[0-5]\d$/, TIME)
const LATER = 'must be a time of day after "from", at most "24:00"'
const minutes = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3))

/** Hours of some weekdays; kept as ISO weekdays and minutes past midnight, half-open. */
export const Hours = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1, 'must be at least one day').max(7).describe('Days of the week'),
    from: Time.describe('The first minute'),
    to: worded(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, LATER).describe('The minute after the last'),
  })
  .superRefine(({ from, to }, context) => {
    if (to <= from) context.addIssue({ code: 'custom', path: ['to'], input: to, message: LATER })
  })
  .transform(({ days, from, to }) => ({
    days: WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index + 1] : [])),
    from: minutes(from),
    to: minutes(to),
  }))

const EMAIL = 'must be an e-mail address'
export const Email = z
  .strictObject({
    channel: z.literal('email').describe('E-mail'),
    address: z
      .email(EMAIL)
      .max(254)
      .toLowerCase()
      .meta({ allowed: `${EMAIL}; kept in lower case` })
      .describe('The address'),
  })
  .describe('An e-mail address')
const MOBILE =
  'must be a mobile number in E.164, such as "+573001234567"; a landline is a contact point of the channel "call"'
export const Sms = z
  .strictObject({
    channel: z.literal('sms').describe('Text messages'),
    address: z
      .string(MOBILE)
      .transform(mobileNumber)
      .meta({
        allowed: `${MOBILE}; Mexico's old prefix +521 is kept as +52, a Brazilian number of eight digits with its ninth`,
      })
      .describe('The mobile number'),
  })
  .describe('A mobile telephone')

export const WhatsApp = z
  .strictObject({
    channel: z
      .literal('whatsapp')
      .describe('WhatsApp; used only with a consent on `whatsapp`, or on this contact point'),
    address: Sms.shape.address.describe('The number of the account'),
  })
  .describe('An account of WhatsApp')

const TELEPHONE = 'must be a telephone number in E.164, such as "+576015550100"'
export const Call = z
  .strictObject({
    channel: z
      .literal('call')
      .describe('Calls alone: a landline, which takes no texts; a mobile number rings without this'),
    address: worded(/^\+[1-9]\d{6,14}$/, TELEPHONE).describe('The telephone number'),
  })
  .describe('A telephone that is only called')

/** Whether people speak or write so: a language that the platform has a name for. */
function isLanguage(tag: string): boolean {
  const [language = '', country] = tag.split('-')
  return LANGUAGES.of(language) !== undefined && (country === undefined || isSupportedCountry(country))
}

/** A number that can take a text, in E.164. */
function mobileNumber(text: string, context: z.RefinementCtx): string {
  const number = parsePhoneNumberFromString(asWrittenToday(text))
  if (number?.isValid() && text.startsWith('+')) return number.number
  context.addIssue({ code: 'custom', input: text, message: MOBILE })
  return z.NEVER
}
