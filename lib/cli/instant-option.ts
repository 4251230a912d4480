import * as z from 'zod'
import { addDays, type Instant, instantOf } from '../domain/time.ts'
import { UserError } from './user-error.ts'

/** ISO 8601 with an offset, to the minute or finer; a day that the calendar does not have is none. */
const Written = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
const Day = z.iso.date()
const EXAMPLE = '2026-06-01T08:00:00-05:00'

/** The instant that an option says; throws a UserError for what is none, or does not exist. */
export const instantOption = (option: string, written: string): Instant =>
  instantIn(written) ??
  refuse(option, written, [`un instante que exista, como ${EXAMPLE}`, `an instant that exists, such as ${EXAMPLE}`])

/**
 * The first and the last instant of what an option says where a day may be said too, such as 2026-06-01: a day is whole, from
 * midnight to midnight in the zone that is asked for; an instant is itself. Throws a UserError for what is neither.
 */
export function dayOrInstantOption(option: string, written: string): (zone: string) => readonly [Instant, Instant] {
  if (Day.safeParse(written).success)
    return (zone) => [instantOf(written, 0, zone), instantOf(addDays(written, 1), 0, zone) - 1]
  const at = instantIn(written)
  if (at !== undefined) return () => [at, at]
  return refuse(option, written, [
    `un día o un instante que exista, como 2026-06-01 o ${EXAMPLE}`,
    `a day or an instant that exists, such as 2026-06-01 or ${EXAMPLE}`,
  ])
}

function instantIn(written: string): Instant | undefined {
  const at = Written.safeParse(written).success ? Date.parse(written) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

function refuse(option: string, written: string, [es, en]: readonly [es: string, en: string]): never {
  throw new UserError(`${option} es "${written}"; debe ser ${es}`, `${option} is "${written}"; it must be ${en}`)
}
