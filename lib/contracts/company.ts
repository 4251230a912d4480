import * as z from 'zod'
import { BUCKETS } from '../domain/charges.ts'
import { isSafeLink } from '../domain/message-text.ts'
import { isPlainLine } from '../domain/plain-line.ts'
import { gsm7Parts, plainSms } from '../domain/sms-text.ts'
import { isZoneOfPlace } from '../domain/zone.ts'
import { Aggregators, ChannelRoutes, isExampleHost, routeMistakes } from './aggregators.ts'
import { Dashboards } from './dashboards.ts'
import { entityMistakes } from './entity-mistakes.ts'
import { Source } from './event-fields.ts'
import { DropPace, FirstContacts, Guard } from './pace.ts'
import { Kebab } from './policy.ts'
import { Reports } from './reports.ts'
import { AddressAs } from './speech.ts'
import { Language } from './template.ts'

const Email = z.email('an e-mail address such as cartera@empresa.example')
const E164 = z.string().regex(/^\+[1-9]\d{7,14}$/, 'a number in E.164 such as +573001234567')
const Host = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, 'a host name such as pagos.empresa.example')
const HttpsUrl = z.string().refine(isSafeLink, 'an address that begins with https://, without spaces, quotes or @')
const some = (allowed: string) => z.string().min(1, allowed).refine(isPlainLine, `${allowed}, on one line`)

const Zone = z.string().refine(isZoneOfPlace, 'an IANA time zone such as "America/Bogota"')

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "08:00"')

/** Days of the week as they are written in the catalog. */
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])

/** When people are contacted, in the debtor's zone, wherever the law leaves more room; `from` is inside, `to` is not. */
export const ContactWindow = z
  .strictObject({
    days: z.array(Weekday).min(1, 'at least one day').default(['mon', 'tue', 'wed', 'thu', 'fri']),
    from: Time.default('08:00'),
    to: Time.default('18:00'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'a time after "from"' })

const EACH_PART_ONCE = `each of ${BUCKETS.join(', ')} once`
const AllocationOrder = z
  .array(z.enum(BUCKETS, `one of ${BUCKETS.join(', ')}`))
  .refine((order) => order.length === BUCKETS.length && new Set(order).size === BUCKETS.length, EACH_PART_ONCE)
  .default([...BUCKETS])

/** Names of systems that publish `PaymentSourceCompleted`. */
const PaymentSources = z.array(Source).max(10, 'at most 10 sources')

const logoPixels = (low: number, high: number) => {
  const allowed = `a whole number of pixels from ${low} to ${high}`
  return z.int(allowed).min(low, allowed).max(high, allowed)
}

const COUNTRY_CODE = 'an ISO 3166 country code such as "CO"'
const WAYS = '1 to 8 ways to pay, such as PSE, Nequi, SPEI, OXXO, PIX, Yape or Webpay'
/** A name as it is known; it stands in a sentence, so it is no address and has no signs of one. */
const WayToPay = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} +&'-]{0,29}$/u, 'a name of 1 to 30 letters, digits and spaces')

/** A legal entity that issues invoices and writes to its debtors in its own name. */
export const Entity = z.strictObject({
  name: some('the legal name, as on the invoice'),
  /** What debtors call the company; text messages begin with it. */
  shortName: some('a name of 1 to 20 characters')
    .max(20, 'a name of 1 to 20 characters')
    .refine((name) => gsm7Parts(plainSms(name)).encoding === 'GSM-7', 'letters that a text message can carry'),
  taxId: some('the tax number, with its kind: "NIT 900.123.456-7", "RFC GNO010203AB1"'),
  country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as "CO"'),
  zone: Zone,
  languageDefault: Language,
  /** How its debtors are spoken to, where their policy does not say; usted unless told. */
  addressAs: AddressAs.exactOptional(),
  address: some('a postal address on one line'),
  email: z.strictObject({
    from: Email,
    replyTo: Email,
    /** The mailbox that a request to stop e-mails is written to. */
    unsubscribe: Email,
  }),
  /** Where a debtor calls with questions, as it should be read. */
  phone: z.string().regex(/^\+[1-9][\d ]{6,20}$/, 'a number with its country code such as "+57 601 555 0100"'),
  /** Where complaints are taken; without it every e-mail names `replyTo` for them. */
  complaintsUrl: HttpsUrl.exactOptional(),
  /** Stands at the head of every e-mail, with the short name as its words where pictures are not shown; sizes in CSS pixels. */
  logo: z.strictObject({ url: HttpsUrl, width: logoPixels(16, 560), height: logoPixels(16, 120) }).exactOptional(),
  /** A short address that leads to the stop page, with the path behind it: every text ends with it. */
  stopUrl: HttpsUrl.exactOptional(),
  smsSender: z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, '1 to 11 letters and digits, at least one letter')
    .exactOptional(),
  /** Off, because whoever picks up the phone can read a text. */
  showAmountInSms: z.boolean().default(false),
  showInvoiceInSms: z.boolean().default(false),
  /** In which order money pays off an invoice's parts; for invoices issued from now on. */
  allocationOrder: AllocationOrder,
  /** Instead of the company's: the sources whose payments must be known before anybody is told that something is unpaid. */
  paymentSources: PaymentSources.exactOptional(),
  /** What debtors of a country pay with, as they call it: every e-mail to that country names them. */
  waysToPay: z
    .record(z.string().regex(/^[A-Z]{2}$/, COUNTRY_CODE), z.array(WayToPay).min(1, WAYS).max(8, WAYS))
    .exactOptional(),
  /** Hosts that a payment link may lead to. */
  paymentLinkHosts: z.array(Host).default([]),
})
export type Entity = z.infer<typeof Entity>

/** The retention periods that CloudWatch Logs accepts. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]

/** What one deployment is told about its company (`catalog/company.yaml`). */
export const Company = z
  .strictObject({
    /** Outside production every message goes to the allow list, and nowhere else. */
    stage: z.enum(['test', 'production']),
    allowList: z
      .strictObject({
        email: z.array(Email).default([]),
        sms: z.array(E164).default([]),
        whatsapp: z.array(E164).default([]),
      })
      .default({ email: [], sms: [], whatsapp: [] }),
    /** Who is told when something needs a person. */
    alarmEmail: Email.exactOptional(),
    entities: z.record(Kebab, Entity).refine((entities) => Object.keys(entities).length > 0, 'at least one entity'),
    defaultEntity: Kebab,
    defaultPolicy: Kebab,
    /** Who may approve what is published, and messages that wait; anybody unless told. */
    approvers: z.array(some('the name of a person')).min(1, 'at least one name').exactOptional(),
    /** The policy of each segment; a debtor of any other segment follows `defaultPolicy`. */
    segments: z.record(Kebab, Kebab).default({}),
    /** What share of what falls due is meant to be collected from each segment: the target of the dashboards, all of it unless told. */
    collectionTargets: z
      .record(
        Kebab,
        z.number('a share such as 0.95').gt(0, 'a share above 0 and up to 1').max(1, 'a share above 0 and up to 1'),
      )
      .default({}),
    /** The verified domain that e-mails are sent from. */
    emailDomain: Host,
    /** Whether SES adds a picture that reports an opened e-mail, and leads links through a host of its own to report clicks. */
    emailTracking: z.array(z.enum(['opens', 'clicks'], '"opens" or "clicks"')).default([]),
    sms: z
      .strictObject({
        pinpointApplicationId: z
          .string()
          .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')
          .exactOptional(),
        originationArn: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(phone-number|sender-id|pool)\/\S+$/,
            'the ARN of a phone number, sender id or pool',
          )
          .exactOptional(),
      })
      .exactOptional(),
    whatsapp: z
      .strictObject({
        /** The number of a WhatsApp Business account that is linked to End User Messaging Social. */
        phoneNumberArn: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:social-messaging:[a-z0-9-]+:\d{12}:phone-number-id\/[a-z0-9-]+$/,
            'the ARN of a phone number of End User Messaging Social',
          ),
      })
      .exactOptional(),
    /** Local companies that send for us, and which channel they take for which calling code (docs/channels.md). */
    aggregators: Aggregators.exactOptional(),
    routes: ChannelRoutes.exactOptional(),
    window: ContactWindow.prefault({}),
    /** Sources whose payments must be known up to date before anybody is told that something is unpaid; see `paymentData`. */
    paymentSources: PaymentSources.default([]),
    /** Debtors without a lawful channel that the team speaks to in a day; the backlog is released at this pace. */
    teamDailyCapacity: z
      .int('a whole number from 1 to 1000')
      .min(1, 'a whole number from 1 to 1000')
      .max(1000, 'a whole number from 1 to 1000')
      .default(40),
    /** How files of the drop folder are taken (docs/import.md). */
    dropFolder: DropPace.prefault({}),
    /** How many debtors are written to for the first time ever, by day, when a company begins; everybody unless told. */
    firstContacts: FirstContacts.exactOptional(),
    /** What is normal; beyond it sending stops until a person restarts it (docs/guard.md). */
    guard: Guard.prefault({}),
    /** What staff look at in QuickSight; without it no dashboard is deployed. */
    dashboards: Dashboards.exactOptional(),
    /** What staff get by e-mail (docs/dashboards.md). */
    reports: Reports.default([]),
    /** Whether payment pages are looked at before each message that leads to them. */
    checkPaymentLinks: z.boolean('true or false').default(true),
    /** Messages sent side by side. */
    contactConcurrency: z
      .int('a whole number from 2 to 1000')
      .min(2, 'a whole number from 2 to 1000')
      .max(1000, 'a whole number from 2 to 1000')
      .default(5),
    /** Other AWS accounts whose roles may be allowed to publish events on the bus. */
    upstreamAccountIds: z
      .array(z.string().regex(/^\d{12}$/, 'an AWS account of 12 digits, in quotes such as "111122223333"'))
      .exactOptional(),
    logRetentionDays: z
      .int(`one of ${LOG_RETENTION_DAYS.join(', ')}`)
      .refine((days) => LOG_RETENTION_DAYS.includes(days), `one of ${LOG_RETENTION_DAYS.join(', ')}`)
      .default(90),
  })
  .check((ctx) => {
    const { entities, defaultEntity, emailDomain, dashboards, reports } = ctx.value
    if (!Object.hasOwn(entities, defaultEntity)) {
      const message = `one of the entities: ${Object.keys(entities).join(', ')}`
      ctx.issues.push({ code: 'custom', input: defaultEntity, path: ['defaultEntity'], message })
    }
    const limited = dashboards?.rowRules ? reports.filter(({ businessUnits }) => !businessUnits) : []
    for (const { name } of limited) {
      const message =
        'the business units it is about: rowRules limit what its readers see, and an e-mail goes past them'
      const path = ['reports', reports.findIndex((one) => one.name === name), 'businessUnits']
      ctx.issues.push({ code: 'custom', input: undefined, path, message })
    }
    for (const { path, value: input, message } of routeMistakes(ctx.value))
      ctx.issues.push({ code: 'custom', input, path, message })
    for (const [name, { url }] of ctx.value.stage === 'production' ? Object.entries(ctx.value.aggregators ?? {}) : []) {
      if (!isExampleHost(new URL(url).hostname)) continue
      const message = 'the address of your own provider in production: this name is reserved for examples'
      ctx.issues.push({ code: 'custom', input: url, path: ['aggregators', name, 'url'], message })
    }
    for (const { path, value: input, message } of entityMistakes(entities, emailDomain))
      ctx.issues.push({ code: 'custom', input, path, message })
  })
export type Company = z.infer<typeof Company>

/** The zone of the company's own day: that of its default entity. */
export const homeZone = ({ entities, defaultEntity }: Pick<Company, 'entities' | 'defaultEntity'>): string =>
  entities[defaultEntity]?.zone ?? 'UTC'
