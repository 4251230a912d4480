import { shortDate } from '../../domain/date-text.ts'
import type { Debtor } from '../../domain/debtor.ts'
import { formatMoney } from '../../domain/money.ts'
import { dateAt, type Instant, minuteOfDay } from '../../domain/time.ts'
import { stepName } from '../step-words.ts'
import type { Words } from '../words.ts'
import { type Html, html } from './html.ts'
import { LABELS, type Label } from './labels.ts'

/** The clock as a page shows it: simulated milliseconds, and the zone in which they are read. */
export interface Clock {
  readonly zone: string
  /** When the next thing is planned. */
  readonly next: Instant | undefined
  /** Where it is going at this moment. */
  readonly goal: Instant | undefined
  /** The rehearsal broke: the clock does not move any more. */
  readonly isBroken: boolean
}

/** One request: in which language it is answered, where it is, and at what simulated instant. */
export interface Visit {
  readonly words: Words
  readonly path: string
  readonly query: URLSearchParams
  /** Simulated milliseconds. */
  readonly now: number
  /** The clock that visitors may move; none on a page for reading. */
  readonly clock: Clock | undefined
  /** What the page itself says, with values in the places of `{}`. */
  say(label: Label, ...values: readonly (string | number)[]): string
  /** A link within the page that keeps the language; parameters without a value are left out. */
  href(path: string, parameters?: Readonly<Record<string, string | undefined>>): string
  /** A simulated instant (milliseconds or ISO) on the clocks of a zone. */
  time(at: number | string, zone: string | undefined): string
  /** The day of an instant on the clocks of a zone. */
  day(at: number, zone: string | undefined): string
  date(date: string): string
  /** Minor units as staff read them here and in the terminal, whoever owes them; nothing while the currency is unknown. */
  money(amount: number, currency: string | undefined): string
}

/** Makes a visit of a request's address. */
export function visitOf(url: URL, words: Words, now: number, clock?: Clock): Visit {
  return {
    words,
    path: url.pathname,
    query: url.searchParams,
    now,
    clock,
    say(label, ...values) {
      let next = 0
      return words.of(LABELS[label]).replaceAll('{}', () => String(values[next++] ?? ''))
    },
    href(path, parameters = {}) {
      const given = new URLSearchParams()
      for (const [name, value] of Object.entries({ ...parameters, lang: parameters.lang ?? words.lang }))
        if (value && !(name === 'lang' && value === 'es')) given.set(name, value)
      return given.size === 0 ? path : `${path}?${given}`
    },
    time(at, zone) {
      const instant = typeof at === 'number' ? at : Date.parse(at)
      const minutes = minuteOfDay(instant, zone ?? 'UTC')
      const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
      return `${shortDate(dateAt(instant, zone ?? 'UTC'), words.lang)}, ${clock}${zone === undefined ? ' UTC' : ''}`
    },
    day: (at, zone) => shortDate(dateAt(at, zone ?? 'UTC'), words.lang),
    date: (date) => shortDate(date, words.lang),
    money: (amount, currency) =>
      currency === undefined ? '' : formatMoney({ amount, currency }, words.of(['es-CO', 'en'])),
  }
}

/** A step as a person calls it, for places that hold text alone. */
export const stepOf = ({ words }: Visit, id: string): string => stepName(id, words.lang)

/** The id of a step, small, to stand beside its name; nothing where the id is the name. */
export const idBeside = (visit: Visit, id: string): Html | undefined =>
  stepOf(visit, id) === id ? undefined : html` <code class="id-beside">${id}</code>`

/** Why something waits, ended or was not sent; what waits for a step's day is called by the step. */
export const whyOf = (visit: Visit, code: string): string => {
  const said = visit.words.reason(code)
  return said === code ? stepOf(visit, code) : said
}

/** What a person calls the debtor: the name, or the id while the record has not arrived. */
export const nameOf = (debtor: Debtor): string => debtor.profile?.name ?? debtor.id

export const invoicePath = (id: string): string => `/invoices/${encodeURIComponent(id)}`
export const debtorPath = (id: string): string => `/debtors/${encodeURIComponent(id)}`
export const messagePath = (id: string): string => `/inbox/${encodeURIComponent(id)}`
