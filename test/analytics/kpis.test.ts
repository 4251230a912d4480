import { afterAll, describe, expect, it } from 'vitest'
import type { Row } from '../../lib/analytics/lake.ts'
import { addDays, daysBetween } from '../../lib/domain/time.ts'
import { type Account, balanceOn, bucketOn, byGroup, endOf, monthOf, nextMonth } from './from-the-ledger.ts'
import { groupOf, minor, type Portfolio, portfolioOf, TODAY } from './simulated-lake.ts'

const SEEDS = [1, 2, 3, 4]
const TOWNS = 24
const FIRST_DAY = addDays(TODAY, -799)
const MONTHS = Array.from({ length: 26 }).reduce<string[]>(
  (months) => [...months, nextMonth(months.at(-1) ?? '')],
  [monthOf(FIRST_DAY)],
)

/** Sums of a column by group and key, in minor units; zero sums are left out, as no row is a zero too. */
function sums(rows: readonly Row[], column: string, key: (row: Row) => string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const row of rows) {
    const name = `${groupOf(row)} ${key(row)}`
    found[name] = (found[name] ?? 0) + minor(row, column)
  }
  return withoutZeros(found)
}

const withoutZeros = (found: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(found)
      .filter(([, amount]) => amount !== 0)
      .sort(),
  )

/** The same sums from the ledger: each account adds amounts under keys. */
function owed(accounts: readonly Account[], parts: (account: Account) => Iterable<readonly [string, number]>) {
  const found: Record<string, number> = {}
  for (const account of accounts)
    for (const [key, amount] of parts(account)) {
      const name = `${account.group} ${key}`
      found[name] = (found[name] ?? 0) + amount
    }
  return withoutZeros(found)
}

describe.each(SEEDS)('the figures of portfolio %i are those of its ledger', (seed) => {
  let told: Promise<Portfolio> | undefined
  const portfolio = () => {
    told ??= portfolioOf(seed, TOWNS)
    return told
  }
  afterAll(async () => (await portfolio()).lake.close())

  it('open and overdue, day by day', async () => {
    const { rows, accounts } = await portfolio()
    const days = [0, 1, 13, 100, 399, 650, 799].map((back) => addDays(TODAY, -back))
    const found = (await rows('receivables_daily')).filter(({ day }) => days.includes(String(day)))
    for (const [column, late] of [
      ['open_amount', Number.NEGATIVE_INFINITY],
      ['overdue_amount', 1],
      ['overdue_30', 31],
      ['overdue_60', 61],
      ['overdue_90', 91],
    ] as const)
      expect(sums(found, column, ({ day }) => String(day))).toEqual(
        owed(accounts, (one) =>
          days.map((day) => [day, daysBetween(one.dueDate, day) >= late ? balanceOn(one, day) : 0] as const),
        ),
      )
  })

  it('ageing buckets add up to open receivables, and are those of the ledger', async () => {
    const { rows, accounts } = await portfolio()
    const days = [0, 30, 365].map((back) => addDays(TODAY, -back))
    const found = (await rows('ageing_daily')).filter(({ day }) => days.includes(String(day)))
    expect(sums(found, 'open_amount', ({ day, bucket }) => `${day} ${bucket}`)).toEqual(
      owed(accounts, (one) => days.map((day) => [`${day} ${bucketOn(one, day)}`, balanceOn(one, day)] as const)),
    )
    expect(sums(found, 'open_amount', ({ day }) => String(day))).toEqual(
      owed(accounts, (one) => days.map((day) => [day, balanceOn(one, day)] as const)),
    )
    const today = (await rows('open_invoices')).filter(({ open_amount: open }) => Number(open) > 0)
    expect(sums(today, 'open_amount', ({ bucket }) => String(bucket))).toEqual(
      owed(accounts, (one) => [[bucketOn(one, TODAY), Math.max(0, one.balance)] as const]),
    )
  })

  it('opening + invoiced + charged − collected − credited − written off = closing, each step that of the ledger', async () => {
    const { rows, accounts } = await portfolio()
    const found = await rows('bridge_monthly')
    const months = MONTHS.slice(1)
    expect(sums(found, 'amount', ({ month, step }) => `${month} ${step}`)).toEqual(
      owed(accounts, (one) =>
        months.flatMap((month) => [
          [`${month} opening`, balanceOn(one, addDays(month, -1))] as const,
          [`${month} closing`, balanceOn(one, endOf(month, TODAY))] as const,
          ...one.lines
            .filter(({ day }) => monthOf(day) === month)
            .map(({ step, amount }) => [`${month} ${step}`, amount] as const),
        ]),
      ),
    )
    const moved = found.filter(({ step }) => step !== 'closing')
    const closing = found.filter(({ step }) => step === 'closing')
    expect(sums(moved, 'amount', ({ month }) => String(month))).toEqual(
      sums(closing, 'amount', ({ month }) => String(month)),
    )
  })

  it('DSO, best possible DSO, days delinquent, CEI and countback DSO', async () => {
    const { rows, accounts } = await portfolio()
    const groups = Map.groupBy(accounts, ({ group }) => group)
    for (const row of await rows('kpis_monthly')) {
      const own = groups.get(groupOf(row)) ?? []
      const month = String(row.month)
      const [end, begin] = [endOf(month, TODAY), addDays(month, -1)]
      const total = own.reduce((sum, one) => sum + balanceOn(one, end), 0)
      const current = own.reduce((sum, one) => sum + (bucketOn(one, end) === 'current' ? balanceOn(one, end) : 0), 0)
      const salesOf = (of: string) =>
        own
          .flatMap(({ lines }) => lines)
          .reduce((sum, { day, step, amount }) => (step === 'invoiced' && monthOf(day) === of ? sum + amount : sum), 0)
      const before = own.reduce((sum, one) => sum + balanceOn(one, begin), 0)
      const sales = salesOf(month)
      const days = daysBetween(month, end) + 1
      expect([row.days, minor(row, 'dso_numerator'), minor(row, 'dso_denominator')]).toEqual([
        days,
        total * days,
        sales,
      ])
      expect([minor(row, 'bpdso_numerator'), minor(row, 'add_numerator')]).toEqual([
        current * days,
        (total - current) * days,
      ])
      expect([minor(row, 'cei_numerator'), minor(row, 'cei_denominator')]).toEqual([
        before + sales - total,
        before + sales - current,
      ])
      let [left, counted] = [total, 0]
      // Sales before the window of the calendar are not known to it.
      const first =
        MONTHS.find((one) => accounts.some(({ lines }) => lines.some(({ day }) => day < nextMonth(one)))) ?? month
      for (let back = month; left > 0 && back >= first; back = monthOf(addDays(back, -1))) {
        const sold = salesOf(back)
        const length = daysBetween(back, endOf(back, TODAY)) + 1
        counted += sold <= left ? length : (length * left) / sold
        left -= sold
      }
      expect(minor(row, 'countback_numerator') / 10).toBeCloseTo((counted * total) / 10, 0)
    }
  })

  it('what stood in a bucket stands a month later in buckets that add up to it', async () => {
    const { rows, accounts } = await portfolio()
    const found = await rows('rolls_monthly')
    const pairs = MONTHS.slice(1).map(
      (month) => [month, endOf(monthOf(addDays(month, -1)), TODAY), endOf(month, TODAY)] as const,
    )
    expect(
      sums(found, 'rolled_amount', ({ month, from_bucket: from, to_bucket: to }) => `${month} ${from} ${to}`),
    ).toEqual(
      owed(accounts, (one) =>
        pairs.flatMap(([month, was, is]) => {
          const before = balanceOn(one, was)
          if (before <= 0) return []
          const kept = Math.max(0, Math.min(before, balanceOn(one, is)))
          return [
            [`${month} ${bucketOn(one, was)} ${bucketOn(one, is)}`, kept] as const,
            [`${month} ${bucketOn(one, was)} paid`, before - kept] as const,
          ]
        }),
      ),
    )
    for (const [, rolls] of Map.groupBy(found, (row) => `${groupOf(row)} ${row.month} ${row.from_bucket}`)) {
      const [one] = rolls
      expect(rolls.reduce((sum, row) => sum + minor(row, 'rolled_amount'), 0)).toBe(one && minor(one, 'from_amount'))
    }
  })

  it('recovery of each month’s due invoices, and the days late at which they are settled', async () => {
    const { rows, accounts } = await portfolio()
    const paidBy = ({ lines }: Account, day: string) =>
      lines.reduce((sum, line) => (line.step === 'collected' && line.day <= day ? sum - line.amount : sum), 0)
    const afters = [0, 7, 15, 30, 60, 90, 120]
    const fallen = accounts.filter(({ amount }) => amount > 0)
    const cohorts = await rows('recovery_cohorts')
    const key = ({ cohort, days_after: after }: Row) => `${cohort} ${after}`
    const placed = (value: (one: Account, until: string) => number) =>
      owed(fallen, (one) =>
        afters.flatMap((after) => {
          const until = addDays(one.dueDate, after)
          return until <= TODAY ? [[`${monthOf(one.dueDate)} ${after}`, value(one, until)] as const] : []
        }),
      )
    expect(sums(cohorts, 'placed_amount', key)).toEqual(placed(({ amount }) => amount))
    expect(sums(cohorts, 'paid_amount', key)).toEqual(placed(paidBy))
    const patterns = await rows('payment_patterns')
    expect(sums(patterns, 'amount', ({ days_late: late }) => String(late))).toEqual(
      owed(fallen, (one) => {
        const last = one.lines
          .filter(({ step, amount }) => step === 'collected' && amount < 0)
          .map(({ day }) => day)
          .sort()
          .at(-1)
        return one.balance === 0 && last !== undefined
          ? [[String(daysBetween(one.dueDate, last)), one.amount] as const]
          : []
      }),
    )
  })

  it('collected against what fell due, day by day', async () => {
    const { rows, accounts } = await portfolio()
    const found = await rows('collected_daily')
    const inWindow = (day: string) => day >= FIRST_DAY && day <= TODAY
    expect(sums(found, 'collected_amount', ({ day }) => String(day))).toEqual(
      owed(accounts, ({ lines }) =>
        lines
          .filter(({ step, day }) => step === 'collected' && inWindow(day))
          .map(({ day, amount }) => [day, -amount] as const),
      ),
    )
    expect(sums(found, 'target_amount', ({ day }) => String(day))).toEqual(
      owed(accounts, ({ dueDate, amount }) => (inWindow(dueDate) && amount > 0 ? [[dueDate, amount] as const] : [])),
    )
  })

  it('messages, suppressed messages and tasks are counted once, however often they were delivered to the lake', async () => {
    const { rows, towns } = await portfolio()
    const touches = towns.flatMap(({ ledger }) => [...ledger.touches.values()])
    const found = await rows('touches')
    const count = (column: string) => found.reduce((sum, row) => sum + Number(row[column]), 0)
    for (const status of ['sent', 'failed', 'unknown'] as const)
      expect(count(status)).toBe(touches.filter((touch) => touch.status === status).length)
    const cost = touches.flatMap(({ status, attempts }) =>
      status === 'claimed' || status === 'released' ? [] : attempts,
    )
    expect(Math.round(count('cost_usd') * 1e6)).toBe(
      100 *
        cost.filter(({ outcome, channel }) => channel === 'email' && outcome !== undefined && outcome !== 'notSent')
          .length,
    )
    const suppressed = (await rows('suppressed')).reduce((sum, row) => sum + Number(row.suppressed), 0)
    const noted = towns.flatMap(({ ledger }) =>
      [...ledger.suppressed.values()].filter(({ invoice }) => ledger.accounts.get(invoice)?.issued),
    )
    expect(suppressed).toBe(noted.length)
  })

  it('no currency is ever added to another', async () => {
    const { rows, accounts } = await portfolio()
    const total = byGroup(accounts, ({ balance }) => Math.max(0, balance))
    const found = sums(await rows('priority_accounts'), 'open_amount', () => '')
    expect(found).toEqual(withoutZeros(Object.fromEntries([...total].map(([group, amount]) => [`${group} `, amount]))))
  })
})
