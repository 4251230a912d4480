import * as z from 'zod'
import { CONSEQUENCES } from '../domain/consequence.ts'
import { MINOR_DIGITS } from '../domain/money.ts'
import { CHANNELS, STEP_CLASSES } from '../domain/policy.ts'
import { PAYMENT_DATA } from '../domain/stale-data.ts'
import { policyMistakes } from './policy-order.ts'
import { AddressAs } from './speech.ts'
import { Language } from './template.ts'

/** A name in kebab case, such as "consumer-instalments". */
export const Kebab = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, such as "reminder-1"')

/** The channels a message can take. */
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>

const whole = (low: number, high: number) => {
  const allowed = `a whole number from ${low} to ${high}`
  return z.int(allowed).min(low, allowed).max(high, allowed)
}

/** Amounts in minor units by ISO 4217 currency. */
const AmountByCurrency = z.record(
  z.string().refine((code) => Object.hasOwn(MINOR_DIGITS, code), `one of ${Object.keys(MINOR_DIGITS).join(', ')}`),
  whole(0, Number.MAX_SAFE_INTEGER),
)

/** When a step falls due: so many days from the due date (negative: before it), or from the message before. */
const Offset = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('dueDate'),
    days: whole(-60, 365),
    count: z.enum(['calendar', 'business']),
    /** Waits on for the day on which people are paid: the 15th, or the last of the month. */
    until: z.literal('payDay').exactOptional(),
  }),
  z.strictObject({ from: z.literal('previousTouch'), days: whole(1, 180), count: z.enum(['calendar', 'business']) }),
])

const TextName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$/,
    'the name of a text, such as "reminder-1", or what it is said of behind a point: "reminder-1.rent"',
  )

/** One step of a policy: its level (0 before the due date, then 1, 2, …), when it falls due, and how it is said. */
export const PolicyStep = z.strictObject({
  id: Kebab,
  level: whole(0, 9),
  class: z.enum(STEP_CLASSES, `one of ${STEP_CLASSES.join(', ')}`),
  offset: Offset,
  /** In order of preference: the next one is tried when one cannot be used. */
  channels: z
    .array(Channel)
    .min(1, `at least one of ${CHANNELS.join(', ')}`)
    .refine((channels) => new Set(channels).size === channels.length, 'each channel once'),
  template: TextName,
  /** What other systems do when they hear of this step: it is sent only after a warning of the level before has arrived. */
  consequence: z.enum(CONSEQUENCES, `one of ${CONSEQUENCES.join(', ')}`).exactOptional(),
  /** It leaves only when a person approved it, who has so many days; `then` also follows when somebody declines. */
  approval: z
    .strictObject({ withinDays: whole(1, 30), then: z.enum(['skip', 'handOver'], '"skip" or "handOver"') })
    .exactOptional(),
})
export type PolicyStep = z.infer<typeof PolicyStep>

/** How a company reminds one segment of its debtors. Durations are days; amounts are minor units by currency. */
export const Policy = z
  .strictObject({
    id: Kebab,
    name: z.string().min(1, 'a name that staff recognise'),
    languages: z.array(Language).min(1, 'at least one language'),
    /** How its debtors are spoken to; as the legal entity does unless told. */
    addressAs: AddressAs.exactOptional(),
    whenToUse: z.string().min(1, 'a sentence that says which debtors this is for'),
    /** Calendar days after the due date that still count as not overdue. */
    graceDays: whole(0, 60),
    /** A balance below this gets no reminders. */
    minimumAmount: AmountByCurrency,
    /** A balance above this goes to a person when the first overdue step falls due. */
    personAbove: AmountByCurrency,
    /** Calendar days between two messages of one invoice. */
    minimumDaysBetween: whole(1, 60),
    /** An invoice first seen later than `afterDays` past due enters at one level, not with every step it missed. */
    coldStart: z.strictObject({ afterDays: whole(1, 365), level: whole(1, 9) }),
    steps: z.array(PolicyStep).min(1, 'at least one step').max(20, 'at most 20 steps'),
    /** What follows so many calendar days after the last step's message. */
    afterLast: z.strictObject({
      days: whole(1, 180),
      then: z.enum(['handOver', 'exhaust']),
    }),
    /** Days within which the warning before a consequence must have arrived. */
    consequences: z.strictObject({ warnedWithinDays: whole(1, 180) }).exactOptional(),
    /** Days within which somebody makes a call that a step asks for; after them the step is said in writing. */
    calls: z.strictObject({ withinDays: whole(1, 30) }).exactOptional(),
    /** Calendar days that unapplied cash may suspend reminders before a person takes over. */
    unappliedCashDays: whole(1, 180).default(30),
    /** What a due message does when the payments of a source of company.yaml (`paymentSources`) are not known as recently. */
    paymentData: z
      .strictObject({
        /** Hours for which a source's word counts. */
        hours: whole(1, 720).default(PAYMENT_DATA.hours),
        /** `soften`: leave at once in neutral words. `wait`: wait first, at most `waitDays`. */
        then: z.enum(['wait', 'soften']).default(PAYMENT_DATA.then),
        waitDays: whole(1, 14).default(PAYMENT_DATA.waitDays),
        afterWait: z.enum(['soften', 'handOver']).default(PAYMENT_DATA.afterWait),
      })
      .prefault({}),
  })
  .check((ctx) => {
    for (const { path, input, allowed } of policyMistakes(ctx.value)) {
      ctx.issues.push({ code: 'custom', input, path: [...path], message: allowed })
    }
  })
export type Policy = z.infer<typeof Policy>
