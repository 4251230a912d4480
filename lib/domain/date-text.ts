import { dayOf, weekdayOf } from './day.ts'

/** The languages whose dates we can write; a tag such as "es-CO" counts by its first part. */
export const WRITTEN_LANGUAGES = ['es', 'en'] as const

type Written = (typeof WRITTEN_LANGUAGES)[number]

interface Calendar {
  readonly days: readonly string[]
  readonly months: readonly string[]
}

const calendars: Record<Written, Calendar> = {
  es: {
    days: 'lunes martes miércoles jueves viernes sábado domingo'.split(' '),
    months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  },
  en: {
    days: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
    months: 'January February March April May June July August September October November December'.split(' '),
  },
}

/** A calendar date ("2026-06-05") in full: "viernes 5 de junio de 2026", "Friday, June 5, 2026". */
export const dateInWords = (date: string, language: string): string => {
  const { written, day, month, year, weekday } = parts(date, language)
  return written === 'es' ? `${weekday} ${day} de ${month} de ${year}` : `${weekday}, ${month} ${day}, ${year}`
}

/** A calendar date without its year, for a text message: "5 de junio", "June 5". */
export const dayAndMonth = (date: string, language: string): string => {
  const { written, day, month } = parts(date, language)
  return written === 'es' ? `${day} de ${month}` : `${month} ${day}`
}

/** A calendar date for a table: "5 jun 2026", "Jun 5, 2026"; the month in letters, so 05/06 is never read as May the sixth. */
export const shortDate = (date: string, language: string): string => {
  const { written, day, month, year } = parts(date, language)
  const short = month.slice(0, 3)
  return written === 'es' ? `${day} ${short} ${year}` : `${short} ${day}, ${year}`
}

/** A number of days in words: "1 día", "8 días", "1 day", "8 days". */
export const daysInWords = (days: number, language: string): string => {
  const [one, many] = writtenLanguage(language) === 'es' ? ['día', 'días'] : ['day', 'days']
  return `${days} ${days === 1 ? one : many}`
}

/** The language we write for a tag such as "es-CO"; throws a RangeError that names a language we cannot. */
export const writtenLanguage = (language: string): Written => {
  const written = WRITTEN_LANGUAGES.find((known) => known === language.split('-')[0])
  if (written === undefined) {
    throw new RangeError(`dates cannot be written in "${language}": use ${WRITTEN_LANGUAGES.join(' or ')}`)
  }
  return written
}

const parts = (date: string, language: string) => {
  const written = writtenLanguage(language)
  const calendar = calendars[written]
  const weekday = calendar.days[weekdayOf(dayOf(date)) - 1]!
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return { written, day, year, month: calendar.months[month - 1]!, weekday }
}
