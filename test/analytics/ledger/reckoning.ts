import { addDays, type CalendarDate, daysBetween, weekday } from '../../../lib/domain/time.ts'
import type { Account, Books } from './books.ts'

/** Whole units of a currency in minor ones, as ISO 4217 has it for those that occur here. */
export const units = (currency: string): number => (['CLP', 'PYG'].includes(currency) ? 1 : 100)

export const BUCKETS = ['current', 'b1_30', 'b31_60', 'b61_90', 'b91'] as const

/** What an account owed at the end of a day. */
export const balanceOn = ({ lines }: Account, day: CalendarDate): number =>
  lines.reduce((sum, line) => (line.day <= day ? sum + line.amount : sum), 0)

/** The place of an account among the ageing buckets at the end of a day. */
export function bucketOn({ dueDate }: Pick<Account, 'dueDate'>, day: CalendarDate): number {
  const late = daysBetween(dueDate, day)
  if (late < 1) return 0
  if (late < 31) return 1
  if (late < 61) return 2
  return late < 91 ? 3 : 4
}

export const monthOf = (day: CalendarDate): CalendarDate => `${day.slice(0, 7)}-01`
export const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, 1 - weekday(day))
/** What a clock on the wall of the company shows at an instant, as the platform has it: `2026-06-30 20:00:00`. */
export const clockOf = (at: string, { zone }: Pick<Books, 'zone'>): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: zone })
/** The company's day of an instant. */
export const dayIn = (at: string, books: Pick<Books, 'zone'>): CalendarDate => clockOf(at, books).slice(0, 10)

/** The month so many months later. */
export function monthsLater(month: CalendarDate, count: number): CalendarDate {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`
}

/** The last day of a month. */
export const lastOf = (month: CalendarDate): CalendarDate => addDays(monthsLater(month, 1), -1)
/** The same, or today in the running month. */
export const endOf = (month: CalendarDate, today: CalendarDate): CalendarDate =>
  lastOf(month) < today ? lastOf(month) : today

/** The first day of the 800 that the figures look at. */
export const firstDayOf = (today: CalendarDate): CalendarDate => addDays(today, -799)

/** The days of the window from the first on which the books move. */
export function daysOf({ today, accounts }: Books): CalendarDate[] {
  const first = earliest(accounts.flatMap(({ lines }) => lines.map(({ day }) => day)))
  const from = first > firstDayOf(today) ? first : firstDayOf(today)
  const days: CalendarDate[] = []
  for (let day = from; day <= today; day = addDays(day, 1)) days.push(day)
  return days
}

/** The months of these days. */
export const monthsOf = (books: Books): CalendarDate[] => [...new Set(daysOf(books).map(monthOf))]
/** The months that are told of: the first of the window has no opening, where the window cuts it. */
export const wholeMonthsOf = (books: Books): CalendarDate[] =>
  monthsOf(books).filter((month) => month > monthOf(firstDayOf(books.today)))

export const earliest = (days: readonly string[]): string => days.toSorted()[0] ?? '9999-12-31'
export const latest = (days: readonly string[]): string | null => days.toSorted().at(-1) ?? null

export const total = <T>(all: readonly T[], value: (one: T) => number): number =>
  all.reduce((sum, one) => sum + value(one), 0)

/** The accounts of each currency, company and segment. */
export const groupsOf = <T extends Pick<Account, 'currency' | 'entity' | 'segment'>>(accounts: readonly T[]) =>
  [...Map.groupBy(accounts, ({ currency, entity, segment }) => `${currency} ${entity} ${segment}`).values()].flatMap(
    (own) => {
      const [one] = own
      return one
        ? [{ own, currency: one.currency, entity: one.entity, segment: one.segment, of: units(one.currency) }]
        : []
    },
  )

/** What the lines of a step add up to over some days. */
export const moved = (
  accounts: readonly Pick<Account, 'lines'>[],
  step: string,
  isOn: (day: CalendarDate) => boolean,
): number =>
  total(accounts, ({ lines }) => total(lines, (line) => (line.step === step && isOn(line.day) ? line.amount : 0)))

/** The day of the last payment of an invoice that was settled by payment. */
export function settledOn({ lines, balance, amount }: Account): CalendarDate | undefined {
  const written = total(lines, (line) => (line.step === 'writtenOff' ? line.amount : 0))
  const payments = lines.filter((line) => line.step === 'collected' && line.amount < 0).map(({ day }) => day)
  return balance === 0 && amount > 0 && written === 0 ? (latest(payments) ?? undefined) : undefined
}
