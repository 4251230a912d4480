import { dayOf, weekdayOf } from './day.ts'

/** The languages whose dates we can write; a tag such as "es-CO" counts by its first part. */
export const WRITTEN_LANGUAGES = ['es', 'en', 'pt'] as const

type Written = (typeof WRITTEN_LANGUAGES)[number]

/** How one language writes dates. */
interface Calendar {
  readonly days: readonly string[]
  readonly months: readonly string[]
  readonly full: (date: Parts) => string
  readonly withoutYear: (date: Parts) => string
  readonly short: (date: Parts) => string
  /** One day, and several. */
  readonly day: readonly [one: string, many: string]
}

interface Parts {
  readonly weekday: string
  readonly day: number
  readonly month: string
  readonly year: number
}

const calendars: Record<Written, Calendar> = {
  es: {
    days: 'lunes martes miércoles jueves viernes sábado domingo'.split(' '),
    months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
    full: ({ weekday, day, month, year }) => `${weekday} ${day} de ${month} de ${year}`,
    withoutYear: ({ day, month }) => `${day} de ${month}`,
    short: ({ day, month, year }) => `${day} ${month.slice(0, 3)} ${year}`,
    day: ['día', 'días'],
  },
  en: {
    days: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
    months: 'January February March April May June July August September October November December'.split(' '),
    full: ({ weekday, day, month, year }) => `${weekday}, ${month} ${day}, ${year}`,
    withoutYear: ({ day, month }) => `${month} ${day}`,
    short: ({ day, month, year }) => `${month.slice(0, 3)} ${day}, ${year}`,
    day: ['day', 'days'],
  },
  pt: {
    days: 'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo'.split(' '),
    months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' '),
    full: ({ weekday, day, month, year }) => `${weekday}, ${ordinal(day)} de ${month} de ${year}`,
    withoutYear: ({ day, month }) => `${ordinal(day)} de ${month}`,
    short: ({ day, month, year }) => `${day} ${month.slice(0, 3)} ${year}`,
    day: ['dia', 'dias'],
  },
}

/** In Portuguese the first of a month is "1º". */
const ordinal = (day: number): string => (day === 1 ? '1º' : String(day))

/** A calendar date ("2026-06-05") in full: "viernes 5 de junio de 2026", "Friday, June 5, 2026". */
export const dateInWords = (date: string, language: string): string =>
  calendars[writtenLanguage(language)].full(parts(date, language))

/** A calendar date without its year, for a text message: "5 de junio", "June 5". */
export const dayAndMonth = (date: string, language: string): string =>
  calendars[writtenLanguage(language)].withoutYear(parts(date, language))

/** A calendar date for a table: "5 jun 2026", "Jun 5, 2026"; the month in letters, so 05/06 is never read as May the sixth. */
export const shortDate = (date: string, language: string): string =>
  calendars[writtenLanguage(language)].short(parts(date, language))

/** A number of days in words: "1 día", "8 días", "1 day", "8 days". */
export const daysInWords = (days: number, language: string): string => {
  const [one, many] = calendars[writtenLanguage(language)].day
  return `${days} ${days === 1 ? one : many}`
}

/** The language we write for a tag such as "es-CO"; throws a RangeError that names a language we cannot. */
export const writtenLanguage = (language: string): Written => {
  const written = WRITTEN_LANGUAGES.find((known) => known === language.split('-')[0])
  if (written === undefined) {
    throw new RangeError(`dates cannot be written in "${language}": use es, en or pt`)
  }
  return written
}

/** Months that a country writes otherwise than the rest of its language: both are right, and Peru's gazette has this one. */
const OWN_MONTHS: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'es-PE': { septiembre: 'setiembre' } }

const parts = (date: string, language: string): Parts => {
  const { days, months } = calendars[writtenLanguage(language)]
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const name = months[month - 1]!
  return { weekday: days[weekdayOf(dayOf(date)) - 1]!, day, year, month: OWN_MONTHS[language]?.[name] ?? name }
}
