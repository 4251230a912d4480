import * as z from 'zod'

const count = (low: number, high: number) => {
  const allowed = `a whole number from ${low} to ${high}`
  return z.int(allowed).min(low, allowed).max(high, allowed)
}
const band = (atLeast: number, percent: number) =>
  z
    .strictObject({
      /** Up to so many in two hours are always normal. */
      atLeast: count(0, 1_000_000).default(atLeast),
      /** Beyond, so many of a hundred that were sent in them. */
      percent: z
        .number('a number from 0 to 100')
        .min(0, 'a number from 0 to 100')
        .max(100, 'a number from 0 to 100')
        .default(percent),
    })
    .prefault({})

/** Bands of what is sent and what comes back. SES reviews an account at 5 % bounces and at 0.1 % complaints. */
export const Guard = z.strictObject({
  sendsPerHour: count(1, 10_000_000).default(5_000),
  bounces: band(20, 5),
  complaints: band(3, 0.1),
  /** Answers that say "I have already paid". */
  paidReplies: band(10, 5),
  /** Messages that failed for a reason of ours: a template that is not approved, an account that is locked. */
  channelFails: band(10, 1),
})

const RISING = 'percentages from 0 to 100, none below the one before'
/** From a day on, to so many percent of the debtors on each day; to all on the day after the last (docs/guard.md). */
export const FirstContacts = z.strictObject({
  from: z.iso.date('a calendar date such as "2026-12-01", in quotes'),
  percent: z
    .array(z.number(RISING).min(0, RISING).max(100, RISING))
    .min(1, 'at least one day')
    .max(60, 'at most 60 days')
    .refine((shares) => shares.every((share, day) => day === 0 || share >= (shares[day - 1] ?? 0)), RISING),
})

/** How files of the drop folder are taken. */
export const DropPace = z.strictObject({
  /** Invoices of a file that begin in a minute: the intake starts 200 journeys a second, and other events need room. */
  startsPerMinute: count(10, 9_000).default(6_000),
})
