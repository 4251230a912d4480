import type { CalendarDate } from '../time.ts'
import { weekOf } from './hours.ts'
import { type ContactRules, type Layer, MEDIA, type Medium } from './pack.ts'

/**
 * What holds beyond the last date of a holiday table: nobody knows which days are holidays there, so contact keeps to
 * Monday to Friday from 08:00 to 18:00, once a week, inside everything else that holds.
 */
export const BEYOND_TABLE: Layer = {
  name: 'beyond the holiday table',
  hours: { media: MEDIA, week: weekOf([1, 2, 3, 4, 5], 8 * 60, 18 * 60) },
  caps: [
    {
      id: 'beyond-table-1-per-week',
      kind: 'count',
      max: 1,
      window: { unit: 'calendarWeek', n: 1 },
      per: 'debtor',
      media: MEDIA,
      eachMedium: false,
    },
  ],
  consentFor: [],
  receiptsCount: false,
  citations: [],
  confidence: 'low',
}

/** Whether a layer is in force on a date. */
export const isInForce = ({ from = '', until = '9999' }: Layer, date: CalendarDate): boolean =>
  date >= from && date <= until

/** The layers in force on a date, with the strictest default where a table that counts for the medium has ended. */
export function layersOn({ layers }: ContactRules, date: CalendarDate, medium: Medium): readonly Layer[] {
  const current = layers.filter((layer) => isInForce(layer, date))
  return current.some((layer) => isBeyond(layer, date, medium)) ? [...current, BEYOND_TABLE] : current
}

/** Whether a layer looks holidays up on this medium, and its table has ended before the date. */
export const isBeyond = ({ holidays }: Layer, date: CalendarDate, medium: Medium): boolean =>
  holidays?.media.includes(medium) === true && date > holidays.through
