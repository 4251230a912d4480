import * as z from 'zod'
import { MEDIA } from '../domain/law/pack.ts'
import { isZoneOfPlace } from '../domain/zone.ts'
import { WeekInHours } from './law-times.ts'

const some = (allowed: string) => z.string(allowed).min(1, allowed)
const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name in lower case such as "co-1-per-day"')
const whole = (low: number, high: number) =>
  z
    .int(`a whole number from ${low} to ${high}`)
    .min(low, `a whole number from ${low} to ${high}`)
    .max(high, `a whole number from ${low} to ${high}`)

/** A calendar date in quotes. */
export const LawDate = z.iso.date('a calendar date in quotes such as "2026-12-25"')

/** "CO", "BR-SP", "US-NY/NYC", or "EU" for a frame. */
export const JurisdictionId = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?(\/[A-Z0-9]{2,6})?$/, 'a country, state or city: "CO", "BR-SP", "US-NY/NYC"')

const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as "PR"')
const IanaZone = z.string().refine(isZoneOfPlace, 'an IANA time zone such as "America/Bogota"')

/** The media a rule binds: `all`, or a list of them. */
const Media = z
  .union([z.literal('all'), z.array(z.enum(MEDIA)).min(1, 'at least one medium, or all')], {
    error: `all, or a list of ${MEDIA.join(', ')}`,
  })
  .transform((media): readonly (typeof MEDIA)[number][] => (media === 'all' ? MEDIA : media))

/** A limit on how often; see docs/law.md for what each kind counts. */
const Cap = z
  .strictObject({
    id: Id,
    kind: z.enum(['count', 'distinctChannels', 'cooldown']),
    max: whole(0, 100),
    window: z.strictObject({
      unit: z.enum(['day', 'calendarWeek', 'rollingDays', 'hours']),
      n: whole(1, 366),
    }),
    per: z.enum(['debtor', 'debt']),
    media: Media,
    eachMedium: z.boolean().default(false),
    minimumGapHours: z
      .number()
      .positive('hours, more than zero')
      .max(24 * 31, 'hours, at most a month')
      .exactOptional(),
    /** What the article says, and how it was read. */
    note: some('what the rule says').exactOptional(),
  })
  .refine(({ kind, max }) => kind === 'cooldown' || max > 0, {
    path: ['max'],
    error: 'at least 1: none at all is "hours" without days',
  })

const Bound = z.union([z.boolean(), some('true, false, or when it is bound')])

const Content = z.strictObject({
  id: Id,
  when: z.enum(['everyMessage', 'firstContact', 'onRequest', 'beforeCreditBureauReport']).default('everyMessage'),
  media: Media.prefault('all'),
  /** false: good practice, not law. */
  legal: z.boolean(),
  text: some('what the message must carry'),
})

const Forbidden = z.strictObject({ id: Id, legal: z.boolean(), text: some('what is not done') })

const HOW = ['stored', 'recalled'] as const
const Citation = z.strictObject({
  law: some('the name of the law'),
  article: some('the article').exactOptional(),
  date: some('its date').exactOptional(),
  url: z.url('an address').exactOptional(),
  /** stored: read in kept material; recalled: from memory, to be checked by counsel. */
  how: z.enum(HOW),
  note: some('what it is worth').exactOptional(),
})

const SURE = ['high', 'medium', 'low'] as const
const Sure = z.strictObject({
  overall: z.enum(SURE),
  hours: z.enum(SURE),
  caps: z.enum(SURE),
  note: some('what was doubted, and what was checked').exactOptional(),
})

const Hours = z.strictObject({ media: Media, week: WeekInHours, note: some('how it was read').exactOptional() })

/** What the statute itself says in numbers. Whatever is left out, it does not say. */
const Statute = z.strictObject({
  hours: Hours.exactOptional(),
  /** Media that are silent on holidays. */
  holidays: Media.exactOptional(),
  caps: z.array(Cap).default([]),
  /** Media that need the person's recorded consent first. */
  consentFor: Media.exactOptional(),
  consent: some('what consent is asked for').exactOptional(),
  /** Whether confirmations and receipts are contacts that the caps count. */
  receiptsCount: z.boolean(),
})

/** The margin that the pack's authors recommend inside the statute; it binds every medium. */
const Recommended = z.strictObject({
  week: WeekInHours,
  maxPerDebtorPerDay: whole(1, 10),
  maxPerDebtorPerWeek: whole(1, 20),
  /** Whether people are contacted on holidays. */
  holidays: z.boolean(),
  caps: z.array(Cap).default([]),
})

const STATUSES = ['inForce', 'noNumericRule', 'pendingBill', 'uncertain', 'frame'] as const

/** The contact law of one country, state or city (`catalog/law/<id>.yaml`; "/" is written "_" in the file's name). */
export const LawPack = z
  .strictObject({
    jurisdiction: JurisdictionId,
    name: some('the name of the place'),
    /** Other ways in which a source may write the place. */
    alsoWritten: z.array(some('a name')).default([]),
    /** Of a city: the ways in which its region may be written. */
    regionWritten: z.array(some('a name')).default([]),
    /** Of a country: others that live under its law, by their ISO codes. */
    territories: z.array(CountryCode).default([]),
    /** Another pack that holds too and is no country of this one. */
    parent: JurisdictionId.exactOptional(),
    status: z.enum(STATUSES),
    valid: z.strictObject({ from: LawDate.exactOptional(), until: LawDate.exactOptional() }).exactOptional(),
    zones: z.array(IanaZone),
    binds: z.strictObject({
      originalCreditor: Bound,
      thirdParty: Bound,
      debtors: some('whom it protects'),
      beforeDue: Bound,
      note: some('a sentence').exactOptional(),
    }),
    statute: Statute,
    recommended: Recommended.exactOptional(),
    content: z.strictObject({ required: z.array(Content).default([]), forbidden: z.array(Forbidden).default([]) }),
    complaints: some('who hears complaints').exactOptional(),
    penalties: some('what a breach costs').exactOptional(),
    /** Whatever else counsel should know, in sentences. */
    notes: z.array(some('a sentence')).default([]),
    citations: z.array(Citation).min(1, 'at least one citation'),
    confidence: Sure,
  })
  .check((ctx) => {
    const { jurisdiction, status, zones, statute } = ctx.value
    if (status !== 'frame' && zones.length === 0)
      ctx.issues.push({ code: 'custom', input: zones, path: ['zones'], message: `the zones of ${jurisdiction}` })
    const numbers = statute.hours !== undefined || statute.caps.length > 0
    if (numbers && (status === 'noNumericRule' || status === 'pendingBill' || status === 'frame')) {
      const message = `no hours and no caps while the status is ${status}: what is only recommended goes under "recommended"`
      ctx.issues.push({ code: 'custom', input: statute, path: ['statute'], message })
    }
  })
export type LawPack = z.infer<typeof LawPack>

/** What holds where no pack does (`catalog/law/default.yaml`). */
export const DefaultLaw = z.strictObject({
  week: WeekInHours,
  maxPerDebtorPerDay: whole(1, 10),
  maxPerDebtorPerWeek: whole(1, 20),
  /** Media that need the person's recorded consent first. */
  consentFor: Media,
  receiptsCount: z.boolean(),
})
export type DefaultLaw = z.infer<typeof DefaultLaw>

/** The clocks of every country (`catalog/law/zones.yaml`). */
export const ZonesFile = z.strictObject({
  source: some('where the zones come from'),
  zones: z.record(CountryCode, z.array(IanaZone).min(1, 'at least one zone')),
})
export type ZonesFile = z.infer<typeof ZonesFile>

const Holiday = z.strictObject({
  date: LawDate,
  name: some('the name of the day'),
  /** Where the day was found. */
  source: some('where it was found').exactOptional(),
  /** Why it is here although not every source has it. */
  why: some('a sentence').exactOptional(),
})

/** The holidays of one country or state (`catalog/law/holidays/<id>.yaml`). */
export const HolidayFile = z
  .strictObject({
    jurisdiction: JurisdictionId,
    /** The last date that was looked up: the end of a year. */
    through: LawDate,
    /** Where the days come from unless one says otherwise. */
    source: some('where the days come from'),
    years: z.record(z.string().regex(/^20\d\d$/, 'a year in quotes such as "2026"'), z.array(Holiday)),
    /** Days that some list holds and that are no holidays. */
    notHolidays: z.array(Holiday).default([]),
  })
  .check((ctx) => {
    for (const [year, days] of Object.entries(ctx.value.years))
      for (const [index, { date }] of days.entries()) {
        if (date.startsWith(year) && date <= ctx.value.through && date > (days[index - 1]?.date ?? '')) continue
        const message = `a date of ${year} after the one before it, up to ${ctx.value.through}`
        ctx.issues.push({ code: 'custom', input: date, path: ['years', year, index, 'date'], message })
      }
    const last = Object.keys(ctx.value.years).sort().at(-1)
    if (last === undefined || !ctx.value.through.startsWith(last))
      ctx.issues.push({
        code: 'custom',
        input: ctx.value.through,
        path: ['through'],
        message: `a date of the last year in the file, ${last}`,
      })
  })
export type HolidayFile = z.infer<typeof HolidayFile>
