import { addDays, daysBetween } from '../../../lib/domain/time.ts'
import type { Account, Books } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import {
  BUCKETS,
  balanceOn,
  bucketOn,
  dayIn,
  earliest,
  endOf,
  firstDayOf,
  groupsOf,
  lastOf,
  monthOf,
  monthsOf,
  moved,
  settledOn,
  total,
  wholeMonthsOf,
} from './reckoning.ts'

export function kpisMonthly(books: Books): ExpectedRow<'kpis_monthly'>[] {
  const { today, accounts } = books
  const sold = (own: readonly Account[], month: string) => moved(own, 'invoiced', (day) => monthOf(day) === month)
  const daysIn = (month: string) => daysBetween(month, endOf(month, today)) + 1
  /** Days of sales that fit into what the whole company is owed, from the month back. */
  const countback = (own: readonly Account[], until: string): number => {
    let [left, days] = [total(own, (one) => balanceOn(one, endOf(until, today))), 0]
    for (const month of monthsOf(books)
      .filter((one) => one <= until)
      .toReversed()) {
      if (left > 0) days += sold(own, month) <= left ? daysIn(month) : (daysIn(month) * left) / sold(own, month)
      left -= sold(own, month)
    }
    return days
  }
  return wholeMonthsOf(books).flatMap((month) =>
    groupsOf(accounts.filter(({ lines }) => lines.length > 0)).map(({ own, currency, entity, segment, of }) => {
      const [end, days] = [endOf(month, today), daysIn(month)]
      const whole = total(own, (one) => balanceOn(one, end)) / of
      const current = total(own, (one) => (bucketOn(one, end) === 0 ? balanceOn(one, end) : 0)) / of
      const begin = total(own, (one) => balanceOn(one, addDays(month, -1))) / of
      const sales = sold(own, month) / of
      const company = accounts.filter((one) => one.currency === currency && one.entity === entity)
      return {
        currency,
        entity,
        business_unit: segment,
        month,
        days,
        receivables: whole,
        current_receivables: current,
        credit_sales: sales,
        dso_numerator: whole * days,
        dso_denominator: sales,
        bpdso_numerator: current * days,
        bpdso_denominator: sales,
        add_numerator: (whole - current) * days,
        add_denominator: sales,
        begin_total: begin,
        end_total: whole,
        end_current: current,
        cei_numerator: begin + sales - whole,
        cei_denominator: begin + sales - current,
        countback_numerator: countback(company, month) * whole,
        countback_denominator: whole,
      }
    }),
  )
}

const LEFT = { paid: 9, credited: 10, writtenOff: 11 } as const

export function rollsMonthly(books: Books): ExpectedRow<'rolls_monthly'>[] {
  const { today, accounts } = books
  const [first = '', ...later] = monthsOf(books)
  let before = first
  return later.flatMap((month) => {
    const [was, is] = [endOf(before, today), endOf(month, today)]
    before = month
    return groupsOf(accounts).flatMap(({ own, currency, entity, segment, of }) => {
      const stood = own.filter((one) => balanceOn(one, was) > 0)
      return [...Map.groupBy(stood, (one) => bucketOn(one, was))].flatMap(([from, all]) => {
        const went = all.map((one) => whereTo(one, was, is))
        const whole = total(all, (one) => balanceOn(one, was))
        const targets = [...BUCKETS.map((bucket, order) => [bucket, order] as const), ...Object.entries(LEFT)]
        return targets.map(([bucket, order]) => {
          const rolled = total(went, (one) => one[bucket] ?? 0) / of
          return {
            currency,
            entity,
            business_unit: segment,
            month,
            from_bucket: BUCKETS[from] ?? null,
            from_order: from,
            to_bucket: bucket,
            to_order: order,
            rolled_amount: rolled,
            from_amount: whole / of,
            cured_amount: from > 0 && bucket === 'paid' ? rolled : 0,
          }
        })
      })
    })
  })
}

/** Where the money of an account is a month later: what left is first written off, then corrected, and the rest paid. */
function whereTo(one: Account, was: string, is: string): Readonly<Record<string, number>> {
  const [then, now] = [balanceOn(one, was), balanceOn(one, is)]
  const since = (day: string) => day > was && day <= is
  const kept = Math.max(0, Math.min(then, now))
  const written = Math.min(then - kept, Math.max(0, -moved([one], 'writtenOff', since)))
  const taken = -total(['credited', 'invoiced', 'charged'], (step) => moved([one], step, since))
  const credited = Math.min(then - kept - written, Math.max(0, taken))
  return {
    [BUCKETS[bucketOn(one, is)] ?? '']: kept,
    paid: then - kept - written - credited,
    credited,
    writtenOff: written,
  }
}

export function recoveryCohorts({ today, accounts }: Books): ExpectedRow<'recovery_cohorts'>[] {
  return groupsOf(accounts.filter(({ amount }) => amount > 0)).flatMap(({ own, currency, entity, segment, of }) =>
    [...Map.groupBy(own, ({ dueDate }) => monthOf(dueDate))].flatMap(([cohort, due]) =>
      [0, 7, 15, 30, 60, 90, 120]
        .filter((after) => addDays(lastOf(cohort), after) <= today)
        .map((after) => ({
          currency,
          entity,
          business_unit: segment,
          cohort,
          days_after: after,
          placed_amount: total(due, ({ amount }) => amount) / of,
          paid_amount:
            -total(due, (one) => moved([one], 'collected', (day) => day <= addDays(one.dueDate, after))) / of,
        })),
    ),
  )
}

/** The last day of each stretch of days late, from those paid early on. */
const BANDS = {
  early: -1,
  onDay: 0,
  d1_3: 3,
  d4_7: 7,
  d8_15: 15,
  d16_30: 30,
  d31_60: 60,
  d61: Number.POSITIVE_INFINITY,
}

function bandOf(late: number): { readonly band: string; readonly band_order: number } {
  const order = Object.values(BANDS).findIndex((last) => late <= last)
  return { band: Object.keys(BANDS)[order] ?? '', band_order: order }
}

export function paymentPatterns({ accounts }: Books): ExpectedRow<'payment_patterns'>[] {
  const settled = accounts.flatMap((one) => {
    const day = settledOn(one)
    return day === undefined ? [] : [{ ...one, late: daysBetween(one.dueDate, day) }]
  })
  return groupsOf(settled).flatMap(({ own, currency, entity, segment, of }) =>
    [...Map.groupBy(own, ({ late }) => late)].map(([late, all]) => ({
      currency,
      entity,
      business_unit: segment,
      segment,
      days_late: late,
      ...bandOf(late),
      invoices: all.length,
      amount: total(all, ({ amount }) => amount) / of,
    })),
  )
}

export function baseline(books: Books): ExpectedRow<'baseline'>[] {
  return [...new Set(books.accounts.map(({ entity }) => entity))].flatMap((entity) => baselineOf(entity, books))
}

/** Before and after the first message of one company. */
function baselineOf(company: string, books: Books): ExpectedRow<'baseline'>[] {
  const { today, touches } = books
  const accounts = books.accounts.filter(({ entity }) => entity === company)
  const left = touches.filter(({ status, entity }) => ['sent', 'unknown'].includes(status) && entity === company)
  const live = earliest(left.map(({ claimedAt }) => dayIn(claimedAt, books)))
  const from = earliest(
    accounts.flatMap(({ lines }) => lines.map(({ day }) => day)).filter((day) => day >= firstDayOf(today)),
  )
  const ends = monthsOf(books).map((month) => endOf(month, today))
  const length = {
    before: Math.max(0, daysBetween(from, live < today ? live : addDays(today, 1))),
    after: Math.max(0, daysBetween(live > from ? live : from, today) + 1),
  }
  return (['before', 'after'] as const).flatMap((period, order) => {
    const isIn = (day: string) => day < live === (period === 'before')
    return groupsOf(accounts).flatMap(({ own, currency, entity, segment, of }) => {
      const stood = own.some(({ lines }) => lines.length > 0) ? ends.filter(isIn) : []
      const paid = (day: string) => day >= firstDayOf(today) && isIn(day)
      const settled = own.flatMap((one) => {
        const day = settledOn(one)
        return day !== undefined && isIn(day) ? [daysBetween(one.dueDate, day)] : []
      })
      const hasPaid = own.some(({ lines }) => lines.some(({ step, day }) => step === 'collected' && paid(day)))
      if (stood.length === 0 && settled.length === 0 && !hasPaid) return []
      const sum = (isOld: (one: Account, day: string) => boolean) =>
        total(stood, (day) => total(own, (one) => (isOld(one, day) ? balanceOn(one, day) : 0))) / of
      const collected = -moved(own, 'collected', paid) / of
      return [
        {
          currency,
          entity,
          business_unit: segment,
          period,
          period_order: order,
          days: length[period],
          open_amount: sum(() => true),
          overdue_amount: sum((one, day) => bucketOn(one, day) > 0),
          days_late: total(settled, (late) => late),
          settled_invoices: settled.length,
          collected_amount: collected,
          collected_a_month: length[period] > 0 ? (collected / length[period]) * (365.25 / 12) : null,
        },
      ]
    })
  })
}
