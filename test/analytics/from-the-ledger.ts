import { belongingOf } from '../../lib/cli/lake/simulated-rows.ts'
import { addDays, type CalendarDate, dateAt, daysBetween, later } from '../../lib/domain/time.ts'
import type { Town } from '../../lib/simulation/town.ts'

/** The books as an accountant would keep them, written from the formulas and not from the SQL; amounts in minor units. */
export interface Account {
  readonly group: string
  readonly issueDate: CalendarDate
  readonly dueDate: CalendarDate
  readonly amount: number
  readonly balance: number
  readonly lines: readonly { readonly day: CalendarDate; readonly step: string; readonly amount: number }[]
}

export const ZONE = 'America/Bogota'
const STEPS: Readonly<Record<string, string>> = {
  issued: 'invoiced',
  amended: 'invoiced',
  voided: 'invoiced',
  charged: 'charged',
  chargeReversed: 'charged',
  paid: 'collected',
  reversed: 'collected',
  excess: 'collected',
  credited: 'credited',
  writeOff: 'writtenOff',
}

/** The issued invoices of a town with every line that moves money, on the day it counts. */
export function accountsOf({ ledger }: Town, number: number): Account[] {
  const { legalEntity, currency, segment } = belongingOf(number)
  return [...ledger.accounts.values()].flatMap((invoice): Account[] => {
    const { issueDate, dueDate } = invoice.terms
    if (!invoice.issued || issueDate === undefined || dueDate === undefined) return []
    const booked = ledger.entries.get(invoice.id) ?? []
    const dayOf = (version: number): CalendarDate => {
      const told = booked.find((one) => one.version === version && one.fact !== undefined)
      if (!told?.fact) throw new Error(`no fact made version ${version} of ${invoice.id}`)
      if (told.fact.kind === 'issued') return issueDate
      const said = 'at' in told.fact ? told.fact.at : 'stamp' in told.fact ? told.fact.stamp.slice(0, 24) : undefined
      return later(dateAt(Date.parse(said ?? told.at), ZONE), issueDate)
    }
    return [
      {
        group: `${currency} ${legalEntity} ${segment}`,
        issueDate,
        dueDate,
        amount: invoice.charge,
        balance: invoice.balance,
        lines: booked
          .filter(({ amount }) => amount !== 0)
          .map(({ kind, amount, version }) => ({ day: dayOf(version), step: STEPS[kind] ?? '?', amount })),
      },
    ]
  })
}

/** What an account owed at the end of a day. */
export const balanceOn = ({ lines }: Account, day: CalendarDate): number =>
  lines.reduce((sum, line) => (line.day <= day ? sum + line.amount : sum), 0)

/** The ageing bucket of an account at the end of a day. */
export function bucketOn({ dueDate }: Account, day: CalendarDate): string {
  const late = daysBetween(dueDate, day)
  if (late < 1) return 'current'
  if (late < 31) return 'b1_30'
  if (late < 61) return 'b31_60'
  return late < 91 ? 'b61_90' : 'b91'
}

export const monthOf = (day: CalendarDate): CalendarDate => `${day.slice(0, 7)}-01`
export const nextMonth = (month: CalendarDate): CalendarDate => monthOf(addDays(month, 31))

/** The last day of a month, or today in the running one. */
export function endOf(month: CalendarDate, today: CalendarDate): CalendarDate {
  const last = addDays(nextMonth(month), -1)
  return last < today ? last : today
}

/** Sums a number for each group of accounts. */
export function byGroup(accounts: readonly Account[], value: (account: Account) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const account of accounts) sums.set(account.group, (sums.get(account.group) ?? 0) + value(account))
  return sums
}
