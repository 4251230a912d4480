import { addDays, daysBetween } from '../../../lib/domain/time.ts'
import type { Account, Books } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import {
  BUCKETS,
  balanceOn,
  bucketOn,
  dayIn,
  daysOf,
  endOf,
  groupsOf,
  latest,
  monthOf,
  moved,
  total,
  units,
  wholeMonthsOf,
} from './reckoning.ts'

const at = (own: readonly Account[], day: string, isIn: (one: Account) => boolean = () => true): number =>
  total(own, (one) => (isIn(one) ? balanceOn(one, day) : 0))
/** Groups that ever had a line. */
const booked = (books: Books) => groupsOf(books.accounts.filter(({ lines }) => lines.length > 0))

export function openInvoices(books: Books): ExpectedRow<'open_invoices'>[] {
  const { today, accounts, touches, standings } = books
  return accounts
    .filter(({ balance }) => balance > 0)
    .map((one) => {
      const days = daysBetween(one.dueDate, today)
      const told = touches.filter(
        ({ status, members }) =>
          ['sent', 'unknown'].includes(status) && members.some(({ invoice }) => invoice === one.id),
      )
      const standing = standings.find(({ invoice }) => invoice.id === one.id)
      const isJourney = standing?.invoice.status === 'open' && one.generation > 0
      const open = one.balance / units(one.currency)
      return {
        currency: one.currency,
        entity: one.entity,
        business_unit: one.segment,
        debtor: one.debtor,
        invoice: one.id,
        segment: one.segment,
        due_date: one.dueDate,
        issue_date: one.issueDate,
        days_past_due: days,
        bucket: BUCKETS[bucketOn(one, today)] ?? null,
        bucket_order: bucketOn(one, today),
        open_amount: open,
        overdue_amount: days > 0 ? open : 0,
        invoices: 1,
        waiting_for: (isJourney ? one.waitingFor : undefined) ?? 'none',
        level: one.level,
        last_touch_date: latest(told.map(({ claimedAt }) => dayIn(claimedAt, books))),
      }
    })
}

/** What each bucket of each group held at the end of each day. */
function* bucketsByDay(books: Books) {
  for (const day of daysOf(books))
    for (const { own, currency, entity, segment, of } of booked(books)) {
      const held = BUCKETS.map(() => 0)
      for (const one of own) {
        const bucket = bucketOn(one, day)
        held[bucket] = (held[bucket] ?? 0) + balanceOn(one, day)
      }
      yield { about: { currency, entity, business_unit: segment, day }, segment, held: held.map((minor) => minor / of) }
    }
}

export function receivablesDaily(books: Books): ExpectedRow<'receivables_daily'>[] {
  return [...bucketsByDay(books)].map(({ about, segment, held }) => {
    /** Of this bucket and those after it. */
    const from = (bucket: number) => total(held.slice(bucket), (amount) => amount)
    return {
      ...about,
      segment,
      open_amount: from(0),
      current_amount: held[0] ?? null,
      overdue_amount: from(1),
      overdue_30: from(2),
      overdue_60: from(3),
      overdue_90: from(4),
    }
  })
}

export function ageingDaily(books: Books): ExpectedRow<'ageing_daily'>[] {
  return [...bucketsByDay(books)].flatMap(({ about, held }) =>
    BUCKETS.map((bucket, order) => ({ ...about, bucket, bucket_order: order, open_amount: held[order] ?? null })),
  )
}

const STEPS = ['opening', 'invoiced', 'charged', 'collected', 'credited', 'writtenOff', 'closing'] as const

export function bridgeMonthly(books: Books): ExpectedRow<'bridge_monthly'>[] {
  return wholeMonthsOf(books).flatMap((month) =>
    booked(books).flatMap(({ own, currency, entity, segment, of }) =>
      STEPS.map((step, order) => {
        const amount =
          step === 'opening'
            ? at(own, addDays(month, -1))
            : step === 'closing'
              ? at(own, endOf(month, books.today))
              : moved(own, step, (day) => monthOf(day) === month)
        return { currency, entity, business_unit: segment, month, step, step_order: order, amount: amount / of }
      }),
    ),
  )
}

export function collectedDaily(books: Books): ExpectedRow<'collected_daily'>[] {
  const { accounts, today, catalog } = books
  const first = addDays(today, -799)
  const shares = new Map(catalog.targets.map(({ segment, share }) => [segment, share]))
  const due = (own: readonly Account[], day: string) =>
    total(own, ({ amount, dueDate }) => (dueDate === day && amount > 0 ? amount : 0))
  return groupsOf(accounts).flatMap(({ own, currency, entity, segment, of }) => {
    const days = new Set(
      own.flatMap(({ amount, dueDate, lines }) => [
        ...(amount > 0 ? [dueDate] : []),
        ...lines.filter(({ step }) => step === 'collected' || step === 'invoiced').map(({ day }) => day),
      ]),
    )
    return [...days]
      .filter((day) => day >= first && day <= today)
      .map((day) => ({
        currency,
        entity,
        business_unit: segment,
        day,
        segment,
        collected_amount: -moved(own, 'collected', (one) => one === day) / of,
        due_amount: due(own, day) / of,
        target_amount: (due(own, day) * (shares.get(segment) ?? 1)) / of,
        invoiced_amount: moved(own, 'invoiced', (one) => one === day) / of,
      }))
  })
}
