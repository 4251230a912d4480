import { createHash } from 'node:crypto'
import { type CalendarDate, dateAt, minuteOfDay, weekday } from '../../domain/time.ts'
import { offsetAt } from '../../domain/zone.ts'
import type { EventRow } from '../dunning-events.ts'

/** What a row is made with besides the fact: the zone of the company's books, and where the fact comes from. */
export interface Mapping {
  /** IANA zone in which an instant becomes a date of the books. */
  readonly zone: string
  /** S: streamed as it happened, B: backfilled from an export. */
  readonly op: 'S' | 'B'
}

/** An ISO instant as Hive and DuckDB read it, to the millisecond. */
export const instantText = (at: string): string => new Date(at).toISOString().slice(0, -1).replace('T', ' ')

/** The date of an ISO instant in the books of the company. */
export const bookDate = (at: string, { zone }: Mapping): CalendarDate => dateAt(Date.parse(at), zone)

/** A row with the instant it tells on the clock of the company: no two engines turn an instant into a day by the same words. */
export function onCompanyClock(row: EventRow, { zone }: Mapping): EventRow {
  const at = Date.parse(`${row.event_ts.replace(' ', 'T')}Z`)
  return { ...row, company_ts: instantText(new Date(at + offsetAt(at, zone)).toISOString()) }
}

/** Date, hour, minute and weekday on the debtor's own clock. */
export function localClock(at: string, zone: string) {
  const instant = Date.parse(at)
  const local_date = dateAt(instant, zone)
  const local_minute = minuteOfDay(instant, zone)
  return { local_date, local_hour: Math.floor(local_minute / 60), local_minute, local_weekday: weekday(local_date) }
}

/** Whether two rows say the same, whenever they said it. */
export function saysTheSame(one: EventRow, other: EventRow): boolean {
  const said = ({ event_ts: _, version: __, ...row }: EventRow) => JSON.stringify(Object.entries(row).sort())
  return said(one) === said(other)
}

/** What stands for a text in which somebody's number may be. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** An id without Meta's name of an answer, which earlier releases gave to its task and its hold. */
export const withoutWamid = (id: string): string => id.replace(/whatsapp-\w+/g, digestOf)
