import * as z from 'zod'
import type { Instant } from '../domain/time.ts'
import { UserError } from './user-error.ts'

/** ISO 8601 with an offset; a day that the calendar does not have is none. */
const Written = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
const Day = z.iso.date()

/** The instant that an option says, such as 2026-06-01T08:00:00-05:00; throws a UserError for what is none or does not exist. */
export function instantOption(option: string, written: string): Instant {
  const at = Written.safeParse(written).success ? Date.parse(written) : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new UserError(
    `${option} es "${written}"; debe ser un instante que exista, como 2026-06-01T08:00:00-05:00`,
    `${option} is "${written}"; it must be an instant that exists, such as 2026-06-01T08:00:00-05:00`,
  )
}

/** The same where a day may be said too, such as 2026-06-01: it begins at midnight UTC. */
export const instantOrDayOption = (option: string, written: string): Instant =>
  Day.safeParse(written).success ? Date.parse(written) : instantOption(option, written)
