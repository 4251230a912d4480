import { addDays, type CalendarDate } from '../../../lib/domain/time.ts'
import type { Account, Books } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import { groupsOf, mondayOf, moved, total } from './reckoning.ts'

const weeks = (monday: CalendarDate, count: number): CalendarDate => addDays(monday, 7 * count)
const LAGS = Array.from({ length: 21 }, (_, index) => index - 8)
const HORIZONS = Array.from({ length: 9 }, (_, index) => index)

/** What of a group fell due in each week, when it was issued, and when it was collected; minor units. */
function weekly(own: readonly Account[]) {
  const due = new Map<CalendarDate, { readonly issued: CalendarDate; readonly amount: number }[]>()
  const paid = new Map<string, number>()
  for (const { amount, dueDate, issueDate, lines } of own) {
    const week = mondayOf(dueDate)
    if (amount > 0) due.set(week, [...(due.get(week) ?? []), { issued: mondayOf(issueDate), amount }])
    for (const line of lines.filter(({ step }) => step === 'collected')) {
      const key = `${week} ${mondayOf(line.day)}`
      paid.set(key, (paid.get(key) ?? 0) - line.amount)
    }
  }
  return { due, paid }
}
type Weekly = ReturnType<typeof weekly>

/** What the method says in a week of the week so many weeks ahead; undefined while it knows nothing of the group. */
function told({ due, paid }: Weekly, toldIn: CalendarDate, ahead: number, knownBefore: CalendarDate) {
  const week = weeks(toldIn, ahead)
  const shares = LAGS.map((lag) => {
    const seen = [...due].filter(([one]) => weeks(one, lag) < toldIn && one >= weeks(toldIn, -26))
    const placed = total(seen, ([, all]) => total(all, ({ amount }) => amount))
    const came = total(seen, ([one]) => paid.get(`${one} ${weeks(one, lag)}`) ?? 0)
    return { lag, isKnown: seen.length > 0, share: seen.length > 0 ? came / placed : 0 }
  })
  if (!shares.some(({ isKnown }) => isKnown)) return undefined
  return total(shares, ({ lag, share }) => {
    const falling = (due.get(weeks(week, -lag)) ?? []).filter(({ issued }) => issued < knownBefore)
    return share * total(falling, ({ amount }) => amount)
  })
}

/** What was told of each of the last twelve weeks so many weeks before, beside what came. */
function backTest(own: readonly Account[], thisWeek: CalendarDate, horizon: number) {
  const books = weekly(own)
  return Array.from({ length: 12 }, (_, index) => weeks(thisWeek, index - 12)).flatMap((week) => {
    const toldIn = weeks(week, -horizon)
    const amount = told(books, toldIn, horizon, toldIn)
    const came = -moved(own, 'collected', (day) => mondayOf(day) === week)
    return amount === undefined ? [] : [{ week, told: amount, came }]
  })
}

export function forecastErrors({ today, accounts }: Books): ExpectedRow<'forecast_errors'>[] {
  return groupsOf(accounts).flatMap(({ own, currency, entity, segment, of }) =>
    HORIZONS.flatMap((horizon) => {
      const all = backTest(own, mondayOf(today), horizon)
      if (all.length === 0) return []
      return [
        {
          currency,
          entity,
          business_unit: segment,
          horizon,
          weeks: all.length,
          told_amount: total(all, (one) => one.told) / of,
          came_amount: total(all, (one) => one.came) / of,
          missed_amount: total(all, (one) => Math.abs(one.told - one.came)) / of,
        },
      ]
    }),
  )
}

export function forecastWeekly({ today, accounts }: Books): ExpectedRow<'forecast_weekly'>[] {
  const thisWeek = mondayOf(today)
  return groupsOf(accounts).flatMap(({ own, currency, entity, segment, of }) => {
    const about = { currency, entity, business_unit: segment }
    const missed = (horizon: number): number => {
      const all = backTest(own, thisWeek, horizon)
      const came = total(all, (one) => one.came)
      const share = came <= 0 ? 1 : total(all, (one) => Math.abs(one.told - one.came)) / came
      return Math.min(1, share)
    }
    const row = (
      week: CalendarDate,
      kind: string,
      order: number,
      horizon: number | null,
      amount: number,
      miss: number,
    ) => ({
      ...about,
      week,
      kind,
      kind_order: order,
      horizon,
      amount: amount / of,
      low_amount: (amount * (1 - miss)) / of,
      high_amount: (amount * (1 + miss)) / of,
    })
    const lines = own.flatMap((one) => one.lines.filter(({ step }) => step === 'collected'))
    const paidIn = new Set(lines.map(({ day }) => mondayOf(day)))
    return [
      ...[...paidIn]
        .filter((week) => week < thisWeek && week >= weeks(thisWeek, -12))
        .map((week) => row(week, 'actual', 0, null, -moved(own, 'collected', (day) => mondayOf(day) === week), 0)),
      ...HORIZONS.flatMap((horizon) => {
        const amount = told(weekly(own), thisWeek, horizon, weeks(thisWeek, 1))
        return amount === undefined
          ? []
          : [row(weeks(thisWeek, horizon), 'forecast', 1, horizon, amount, missed(horizon))]
      }),
      ...backTest(own, thisWeek, 4).map((one) => row(one.week, 'backtest', 2, 4, one.told, missed(4))),
    ]
  })
}
