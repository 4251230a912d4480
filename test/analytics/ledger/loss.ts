import { daysBetween } from '../../../lib/domain/time.ts'
import type { Account, Books } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import {
  balanceOn,
  bucketOn,
  dayIn,
  endOf,
  groupsOf,
  lastOf,
  latest,
  monthsLater,
  monthsOf,
  moved,
  total,
} from './reckoning.ts'

/** From current to over 90 days: a starting matrix, and after how many invoices it weighs half. */
const ASSUMED = [0.01, 0.03, 0.1, 0.25, 0.5]
const CREDIBLE = 30

/** What of a bucket and currency is lost, and which part of that is assumed. */
function shareOf(books: Books, currency: string, bucket: number): { readonly lost: number; readonly assumed: number } {
  const { today, accounts } = books
  const months = monthsOf(books).filter((month) => lastOf(monthsLater(month, 3)) <= today)
  const stood = accounts
    .filter((one) => one.currency === currency)
    .flatMap((one) =>
      months.flatMap((month) => {
        const [then, later] = [endOf(month, today), lastOf(monthsLater(month, 3))]
        const placed = balanceOn(one, then)
        if (placed <= 0 || bucketOn(one, then) !== bucket) return []
        const written = -moved([one], 'writtenOff', (day) => day > then && day <= later)
        const lost = Math.max(0, balanceOn(one, later)) + Math.max(0, written)
        return [{ id: one.id, placed, lost: Math.min(placed, lost) }]
      }),
    )
  const invoices = new Set(stood.map(({ id }) => id)).size
  const shown = invoices === 0 ? 0 : total(stood, ({ lost }) => lost) / total(stood, ({ placed }) => placed)
  const weight = invoices / (invoices + CREDIBLE)
  const assumed = (1 - weight) * (ASSUMED[bucket] ?? Number.NaN)
  return { lost: weight * shown + assumed, assumed }
}

export function priorityAccounts(books: Books): ExpectedRow<'priority_accounts'>[] {
  const { today, accounts, people, tasks, touches } = books
  const open = accounts.filter(({ balance }) => balance > 0)
  const shares = new Map<string, ReturnType<typeof shareOf>>()
  const share = (one: Account) => {
    const key = `${one.currency} ${bucketOn(one, today)}`
    const known = shares.get(key) ?? shareOf(books, one.currency, bucketOn(one, today))
    shares.set(key, known)
    return known
  }
  const ownerOf = (debtor?: string, invoice?: string) =>
    debtor === undefined ? accounts.find(({ id }) => id === invoice)?.debtor : (people.get(debtor)?.id ?? debtor)
  const rows = groupsOf(open).flatMap(({ own, currency, entity, segment, of }) =>
    [...Map.groupBy(own, ({ debtor }) => debtor)].map(([debtor, all]) => {
      const days = Math.max(...all.map(({ dueDate }) => daysBetween(dueDate, today)))
      const waiting = tasks.filter(
        ({ task }) => task.status === 'open' && ownerOf(task.debtor, task.invoice) === debtor,
      ).length
      const left = touches.filter((one) => one.debtor === debtor && ['sent', 'unknown'].includes(one.status))
      const action = waiting
        ? 'task'
        : people.get(debtor)?.isStopped
          ? 'review'
          : days > 30
            ? 'call'
            : days > 0
              ? 'remind'
              : 'wait'
      return {
        currency,
        entity,
        business_unit: segment,
        debtor,
        segment,
        open_amount: total(all, ({ balance }) => balance) / of,
        overdue_amount: total(all, ({ balance, dueDate }) => (dueDate < today ? balance : 0)) / of,
        days_past_due: Math.max(0, days),
        invoices: all.length,
        expected_loss: total(all, (one) => one.balance * share(one).lost) / of,
        assumed_loss: total(all, (one) => one.balance * share(one).assumed) / of,
        last_touch_date: latest(left.map(({ claimedAt }) => dayIn(claimedAt, books))),
        open_tasks: waiting,
        action,
      }
    }),
  )
  return [...Map.groupBy(rows, ({ currency, entity }) => `${currency} ${entity}`).values()].flatMap((all) =>
    all
      .toSorted(
        (a, b) =>
          Number(a.action === 'wait') - Number(b.action === 'wait') ||
          b.expected_loss - a.expected_loss ||
          (`${a.debtor} ${a.segment}` < `${b.debtor} ${b.segment}` ? -1 : 1),
      )
      .map((row, index) => ({ ...row, rank: index + 1 })),
  )
}
