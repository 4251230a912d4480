import type { CalendarDate } from './day.ts'

/**
 * The first pay day on or after `date`, where people are paid by the fortnight (quincena): the 15th, and the last of the
 * month. Whoever is paid earlier because that day is a Sunday has the money by then.
 */
export function payDayFrom(date: CalendarDate): CalendarDate {
  const [year = '', month = '', day = ''] = date.split('-')
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return `${year}-${month}-${Number(day) <= 15 ? 15 : last}`
}
