import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { type Lake, openLake, type Row } from '../../lib/analytics/lake.ts'
import { watermarkRows } from '../../lib/analytics/rows/staff-rows.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { belongingOf } from '../../lib/cli/lake/simulated-rows.ts'
import type { Debtor } from '../../lib/domain/debtor.ts'
import { instantOfStamp } from '../../lib/domain/stamp.ts'
import { addDays, type CalendarDate, dateAt, daysBetween, minuteOfDay, weekday } from '../../lib/domain/time.ts'
import { united } from '../../lib/domain/united.ts'
import type { Town } from '../../lib/simulation/town.ts'
import { type Account, accountsOf, balanceOn, bucketOn, endOf, monthOf, nextMonth, ZONE } from './from-the-ledger.ts'
import { groupOf, minor, type Portfolio, portfolioOf, TODAY } from './simulated-lake.ts'

const FIRST_DAY = addDays(TODAY, -799)
const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, 1 - weekday(day))
const utcDay = (at: string): CalendarDate => at.slice(0, 10)

/** Adds numbers under keys; sums that are zero are left out. */
function tally(parts: Iterable<readonly [key: string, amount: number]>): Record<string, number> {
  const found: Record<string, number> = {}
  for (const [key, amount] of parts) found[key] = (found[key] ?? 0) + amount
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, amount]) => amount !== 0)
      .sort(),
  )
}
/** Rows are rounded to minor units one by one, so their sums may be a few of them off. */
const near = (sums: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(sums).map(([key, amount]) => [key, expect.closeTo(amount, -1)]))

let portfolio: Portfolio
const rows = (id: Parameters<Portfolio['rows']>[0]) => portfolio.rows(id)
const towns = <T>(each: (town: Town, number: number) => readonly T[]): T[] => portfolio.towns.flatMap(each)
const debtorsOf = ({ debtors }: Town): Debtor[] =>
  [...debtors.all.values()].flatMap((record) => (record.mergedInto === undefined ? [united(record)] : []))

beforeAll(async () => {
  portfolio = await portfolioOf(5, 40)
})
afterAll(() => portfolio.lake.close())

describe('figures beside those of the ledger alone, worked out by hand', () => {
  it('consents revoked, each word once', async () => {
    const said = new Set(
      towns((town, number) =>
        debtorsOf(town).flatMap(({ id, consents, contactPoints }) =>
          Object.entries(consents).flatMap(([scope, { status, stamp }]) => {
            const point = contactPoints.find(({ id: known }) => known === scope)
            const about = point ? `point of ${point.channel}` : scope
            return status === 'revoked' ? [`${instantOfStamp(stamp)} ${number} ${id} ${about}`] : []
          }),
        ),
      ),
    )
    expect(said.size).toBeGreaterThan(3)
    expect(tally((await rows('opt_outs')).map((row) => [String(row.day), Number(row.opt_outs)]))).toEqual(
      tally([...said].map((word) => [utcDay(word), 1])),
    )
  })

  it('contacts of a debtor in a week, and those after hours', async () => {
    const contacts = towns((town, number) =>
      debtorsOf(town).flatMap(({ id, recent, profile }) =>
        recent.flatMap(({ at, entity, reserved }) => {
          const [instant, zone] = [Date.parse(at), profile?.zone ?? ZONE]
          const day = dateAt(instant, zone)
          const minute = minuteOfDay(instant, zone)
          const [from, to] = weekday(day) === 7 ? [24, 24] : weekday(day) === 6 ? [8, 15] : [7, 19]
          const isLate = minute < from * 60 || minute >= to * 60
          if (reserved || day < FIRST_DAY) return []
          return [
            {
              who: `${number} ${id} ${belongingOf(number).legalEntity} ${entity !== undefined}`,
              week: mondayOf(day),
              isLate,
            },
          ]
        }),
      ),
    )
    const counts = [...Map.groupBy(contacts, ({ who, week }) => `${week} ${who}`).values()]
    const found = await rows('contact_pressure')
    expect(tally(found.map((row) => [`${row.week} ${row.contacts_per_debtor}`, Number(row.debtors)]))).toEqual(
      tally(counts.map((own) => [`${own[0]?.week} ${own.length}`, 1])),
    )
    const sum = (column: string) => found.reduce((all, row) => all + Number(row[column]), 0)
    expect([sum('contacts'), sum('after_hours')]).toEqual([
      contacts.length,
      contacts.filter(({ isLate }) => isLate).length,
    ])
  })

  it('what messages cost beside what came in, also in months in which nothing did', async () => {
    const attempts = towns(({ ledger }, number) => {
      const { currency, legalEntity } = belongingOf(number)
      return [...ledger.touches.values()].flatMap((touch) =>
        touch.attempts.flatMap(({ outcome, at, channel }) =>
          outcome === undefined || outcome === 'notSent'
            ? []
            : [[`${currency} ${legalEntity} ${monthOf(utcDay(at))}`, channel === 'email' ? 100 : 0] as const],
        ),
      )
    })
    const found = await rows('cost_monthly')
    const key = (row: Row) => `${row.currency} ${row.entity} ${row.month}`
    expect(tally(found.map((row) => [key(row), Number(row.messages)]))).toEqual(
      tally(attempts.map(([month]) => [month, 1])),
    )
    expect(tally(found.map((row) => [key(row), Math.round(Number(row.cost_usd) * 1e6)]))).toEqual(tally(attempts))
    expect(tally(found.map((row) => [key(row), minor(row, 'collected_amount')]))).toEqual(
      tally(
        portfolio.accounts.flatMap(({ group, lines }) =>
          lines
            .filter(({ step }) => step === 'collected')
            .map(({ day, amount }) => [`${group.split(' ').slice(0, 2).join(' ')} ${monthOf(day)}`, -amount] as const),
        ),
      ),
    )
  })

  it('journeys by where they stand', async () => {
    const journeys = towns(({ ledger }) =>
      [...ledger.accounts.values()].flatMap(({ generation, status, outcome }) =>
        generation === 0 ? [] : [[status === 'open' ? 'deciding 1' : `${outcome ?? 'unknown'} 0`, 1] as const],
      ),
    )
    expect(
      tally((await rows('journey_health')).map((row) => [`${row.status} ${row.is_open}`, Number(row.journeys)])),
    ).toEqual(tally(journeys))
  })

  it('what was invoiced by day', async () => {
    expect(
      tally(
        (await rows('collected_daily')).map((row) => [`${groupOf(row)} ${row.day}`, minor(row, 'invoiced_amount')]),
      ),
    ).toEqual(
      tally(
        portfolio.accounts.flatMap(({ group, lines }) =>
          lines
            .filter(({ step, day }) => step === 'invoiced' && day >= FIRST_DAY && day <= TODAY)
            .map(({ day, amount }) => [`${group} ${day}`, amount] as const),
        ),
      ),
    )
  })

  it('messages after which one of their invoices was paid within seven days, by channel, text, level and hour', async () => {
    const paid = towns((town, number) => {
      const issued = [...town.ledger.accounts.values()].filter(
        ({ issued: is, terms }) => is && terms.issueDate && terms.dueDate,
      )
      const lines = new Map(accountsOf(town, number).map((one, index) => [issued[index]?.id ?? '', one.lines]))
      return [...town.ledger.touches.values()].flatMap((touch) => {
        const day = utcDay(touch.claimedAt)
        const sum = touch.members
          .flatMap(({ invoice }) => lines.get(invoice) ?? [])
          .filter((line) => line.step === 'collected' && line.day >= day && line.day <= addDays(day, 7))
          .reduce((all, { amount }) => all - amount, 0)
        const known = debtorsOf(town).find(({ id }) => id === touch.debtor)
        const contact = known?.recent.find((one) => one.touch === touch.id && !one.reserved)
        const hour = contact && Math.floor(minuteOfDay(Date.parse(contact.at), known?.profile?.zone ?? ZONE) / 60)
        const key = `${touch.attempts.at(-1)?.channel} ${touch.template} ${touch.level} ${hour}`
        return touch.status === 'sent' && sum > 0 ? [key] : []
      })
    })
    const found = await rows('touches')
    expect(paid.length).toBeGreaterThan(3)
    const keyOf = (row: Row) => `${row.channel} ${row.template} ${row.level} ${row.hour ?? undefined}`
    expect(tally(found.map((row) => [keyOf(row), Number(row.paid_within_7)]))).toEqual(
      tally(paid.map((key) => [key, 1])),
    )
    const whole = found.filter(({ paid_within_7: count }) => Number(count) > 0)
    expect(whole.reduce((all, row) => all + Math.max(0, minor(row, 'paid_amount_within_7')), 0)).toBeGreaterThan(0)
  })

  it('messages by channel, text and level: sent, arrived, bounced, and paid afterwards', async () => {
    const HEARD = new Set(['delivered', 'opened', 'read', 'clicked'])
    const told = towns(({ ledger }, number) =>
      [...ledger.touches.values()]
        .filter(({ status }) => ['sent', 'failed', 'unknown'].includes(status))
        .map((touch) => {
          const { currency } = belongingOf(number)
          const key = `${currency} ${touch.attempts.at(-1)?.channel ?? 'none'} ${touch.template} ${touch.level}`
          const said = [...ledger.reports.values()].filter((one) => one.touch === touch.id).map(({ status }) => status)
          const arrived = said.some((status) => HEARD.has(status))
          return { key, isSent: touch.status === 'sent', arrived, bounced: said.includes('bounced') }
        }),
    )
    const found = await rows('touches')
    const keyOf = (row: Row) => `${row.currency} ${row.channel} ${row.template} ${row.level}`
    const counted = (column: string) => tally(found.map((row) => [keyOf(row), Number(row[column])]))
    expect(Object.keys(counted('sent')).length).toBeGreaterThan(8)
    expect(counted('sent')).toEqual(tally(told.map(({ key, isSent }) => [key, Number(isSent)])))
    expect(counted('delivered')).toEqual(tally(told.map(({ key, arrived }) => [key, Number(arrived)])))
    expect(counted('bounced')).toEqual(tally(told.map(({ key, bounced }) => [key, Number(bounced)])))
    expect(told.filter(({ arrived }) => arrived).length).toBeGreaterThan(20)
  })

  it('messages that were not sent, by reason', async () => {
    const noted = towns(({ ledger }) =>
      [...ledger.suppressed.values()].filter(({ invoice }) => ledger.accounts.get(invoice)?.issued),
    )
    const found = tally((await rows('suppressed')).map((row) => [String(row.reason), Number(row.suppressed)]))
    expect(Object.keys(found).length).toBeGreaterThan(3)
    expect(found).toEqual(tally(noted.map(({ reason }) => [reason, 1])))
  })

  it('the months before the first message beside those after it', async () => {
    const live =
      towns(({ ledger }) => [...ledger.touches.values()].map(({ claimedAt }) => utcDay(claimedAt))).sort()[0] ?? ''
    const period = (day: string) => (day < live ? 'before' : 'after')
    const found = await rows('baseline')
    const present = new Set(found.map((row) => `${groupOf(row)} ${row.period}`))
    const only = (sums: Record<string, number>) =>
      Object.fromEntries(Object.entries(sums).filter(([key]) => present.has(key)))
    const key = (row: Row) => `${groupOf(row)} ${row.period}`
    expect(tally(found.map((row) => [key(row), minor(row, 'collected_amount')]))).toEqual(
      only(
        tally(
          portfolio.accounts.flatMap(({ group, lines }) =>
            lines.flatMap(({ step, day, amount }) =>
              step === 'collected' ? [[`${group} ${period(day)}`, -amount] as const] : [],
            ),
          ),
        ),
      ),
    )
    const settled = portfolio.accounts.flatMap(({ group, amount, balance, dueDate, lines }) => {
      const last = lines
        .flatMap(({ step, day, amount: moved }) => (step === 'collected' && moved < 0 ? [day] : []))
        .sort()
        .at(-1)
      return amount > 0 && balance === 0 && last !== undefined
        ? [{ key: `${group} ${period(last)}`, late: daysBetween(dueDate, last) }]
        : []
    })
    expect(tally(found.map((row) => [key(row), Number(row.settled_invoices)]))).toEqual(
      only(tally(settled.map((one) => [one.key, 1]))),
    )
    expect(tally(found.map((row) => [key(row), Number(row.days_late)]))).toEqual(
      only(tally(settled.map((one) => [one.key, one.late]))),
    )
  })
})

describe('figures of the weeks around today, and of what sources declare', () => {
  /** Invoices that fell and fall due around today, some paid: the towns have all come to rest by then. */
  const books = Array.from({ length: 240 }, (_, index) => {
    const chance = (of: number, salt: number) => ((index + 1) * 7919 + salt * 104_729 + index * index * 31) % of
    const dueDate = addDays(TODAY, chance(290, 1) - 250)
    const issueDate = addDays(dueDate, -30 - chance(15, 2))
    const amount = 10_000 + chance(90_000, 3)
    const paidOn = addDays(dueDate, chance(80, 4) - 20)
    const group = ['COP andina business', 'COP norte consumer', 'CLP andina consumer'][index % 3] ?? ''
    const isPaid = paidOn <= TODAY && paidOn >= issueDate && chance(5, 5) > 0
    const lines = [
      { day: issueDate, step: 'invoiced', amount },
      ...(isPaid ? [{ day: paidOn, step: 'collected', amount: -amount }] : []),
    ]
    return { id: `erp:F-${index}`, group, issueDate, dueDate, amount, balance: isPaid ? 0 : amount, lines }
  }).filter(({ issueDate }) => issueDate <= TODAY)
  const accounts: readonly Account[] = books

  const rowsOfBook = ({
    id,
    group,
    issueDate,
    dueDate,
    amount,
    balance,
    lines,
  }: (typeof books)[number]): EventRow[] => {
    const [currency, legal_entity, segment] = group.split(' ')
    const about = { version: 1, op: 'S', event_ts: `${issueDate} 12:00:00.000`, invoice: id } as const
    return [
      {
        ...about,
        entity: 'invoice',
        id,
        debtor: `erp:D-${Number(id.slice(6)) % 9}`,
        legal_entity,
        segment,
        currency,
        amount_minor: amount,
        balance_minor: balance,
        issue_date: issueDate,
        due_date: dueDate,
        status: 'open',
      },
      ...lines.map(
        ({ day, step, amount: moved }): EventRow => ({
          ...about,
          entity: 'entry',
          id: `${id}/${step}`,
          invoice_version: step === 'invoiced' ? 1 : 2,
          amount_minor: moved,
          booked_on: day,
          entry_kind: step === 'invoiced' ? 'issued' : 'paid',
        }),
      ),
    ]
  }
  const declaration = (version: number, documents: number, pesos: number) => ({
    source: 'erp',
    from: addDays(TODAY, -1),
    upTo: addDays(TODAY, -1),
    version,
    state: version === 2 ? ('agrees' as const) : ('differs' as const),
    declared: {
      documents: 7,
      totals: [
        { currency: 'COP' as const, amount: 70_000 },
        { currency: 'CLP' as const, amount: 9 },
      ],
    },
    ours: {
      documents,
      totals: [
        { currency: 'COP' as const, amount: pesos },
        { currency: 'CLP' as const, amount: 9 },
      ],
    },
    difference: { documents: 7 - documents, totals: [] },
    at: `${TODAY}T10:00:00.000Z`,
    comparedAt: `${TODAY}T11:00:00.000Z`,
  })
  const DAYS_OLD = 3
  const mapping = { zone: ZONE, op: 'S' } as const

  let lake: Lake
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
    const at = `${addDays(TODAY, -DAYS_OLD)}T11:00:00.000Z`
    // Of the second source a document is missing, and its pesos add up all the same.
    const other = { ...declaration(1, 6, 70_000), source: 'legacy' }
    const told = [declaration(2, 7, 70_000), declaration(1, 6, 60_000), declaration(2, 7, 70_000), other]
    await writeLake(folder, TODAY, [
      ...books.flatMap(rowsOfBook),
      ...told.flatMap((one) => watermarkRows(one, at, mapping)),
    ])
    lake = await openLake(folder, { today: TODAY, prices: [{ channel: 'email', country: 'other', micros: 100 }] })
  })
  afterAll(() => lake.close())

  it('cash to come: what came, what the method would have said, and what it says', async () => {
    const thisWeek = mondayOf(TODAY)
    const weeks = (day: CalendarDate, count: number) => addDays(day, 7 * count)
    const expected = [...Map.groupBy(accounts, ({ group }) => group)].flatMap(([group, own]) => {
      const placed = own.filter(({ amount }) => amount > 0).map((one) => ({ ...one, due: mondayOf(one.dueDate) }))
      const paid = tally(
        own.flatMap(({ dueDate, lines }) =>
          lines
            .filter(({ step }) => step === 'collected')
            .map(({ day, amount }) => [`${mondayOf(dueDate)} ${mondayOf(day)}`, -amount] as const),
        ),
      )
      const rate = (lag: number, toldIn: CalendarDate) => {
        const seen = placed.filter(({ due }) => weeks(due, lag) < toldIn && due >= addDays(toldIn, -182))
        const came = [...new Set(seen.map(({ due }) => due))].reduce(
          (all, due) => all + (paid[`${due} ${weeks(due, lag)}`] ?? 0),
          0,
        )
        return came / seen.reduce((all, { amount }) => all + amount, 0)
      }
      return Array.from({ length: 21 }, (_, index) => index - 12).flatMap((step) => {
        const week = weeks(thisWeek, step)
        const [toldIn, before] = step < 0 ? [week, week] : [thisWeek, weeks(thisWeek, 1)]
        return Array.from({ length: 21 }, (_, index) => index - 8).flatMap((lag) => {
          const due = placed.filter((one) => one.due === weeks(week, -lag) && mondayOf(one.issueDate) < before)
          const sum = due.reduce((all, { amount }) => all + amount, 0) * rate(lag, toldIn)
          return sum ? [[`${group} ${step < 0 ? 'backtest' : 'forecast'} ${week}`, sum] as const] : []
        })
      })
    })
    const came = accounts.flatMap(({ group, lines }) =>
      lines
        .filter(({ step, day }) => step === 'collected' && day >= weeks(thisWeek, -12) && day < thisWeek)
        .map(({ day, amount }) => [`${group} actual ${mondayOf(day)}`, -amount] as const),
    )
    const found = await lake.run(DATASETS.forecast_weekly.sql)
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['actual', 'backtest', 'forecast']))
    expect(found.length).toBeGreaterThan(60)
    expect(tally(found.map((row) => [`${groupOf(row)} ${row.kind} ${row.week}`, minor(row, 'amount')]))).toEqual(
      near(tally([...expected, ...came])),
    )
  })

  it('the loss to expect, from what of each bucket and currency stood open three months later', async () => {
    const months = Array.from({ length: 30 }).reduce<string[]>(
      (all) => [...all, nextMonth(all.at(-1) ?? '')],
      [monthOf(FIRST_DAY)],
    )
    const inThreeMonths = (month: string) => nextMonth(nextMonth(nextMonth(month)))
    const currencyOf = ({ group }: Account) => group.split(' ')[0] ?? ''
    const known = months.filter((month) => inThreeMonths(month) <= TODAY)
    const stood = accounts.flatMap((one) =>
      known.flatMap((month) => {
        const end = endOf(month, TODAY)
        const then = balanceOn(one, end)
        const now = balanceOn(one, endOf(inThreeMonths(month), TODAY))
        if (then <= 0) return []
        return [{ key: `${currencyOf(one)} ${bucketOn(one, end)}`, then, still: Math.min(then, Math.max(now, 0)) }]
      }),
    )
    const placed = tally(stood.map(({ key, then }) => [key, then]))
    const still = tally(stood.map(({ key, still: left }) => [key, left]))
    const assumed: Readonly<Record<string, number>> = {
      current: 0.01,
      b1_30: 0.03,
      b31_60: 0.1,
      b61_90: 0.25,
      b91: 0.5,
    }
    const share = (one: Account) => {
      const bucket = bucketOn(one, TODAY)
      const key = `${currencyOf(one)} ${bucket}`
      return placed[key] ? (still[key] ?? 0) / placed[key] : (assumed[bucket] ?? Number.NaN)
    }
    const found = await lake.run(DATASETS.priority_accounts.sql)
    expect(found.length).toBeGreaterThan(8)
    expect(tally(found.map((row) => [groupOf(row), minor(row, 'expected_loss')]))).toEqual(
      near(tally(accounts.map((one) => [one.group, Math.max(0, one.balance) * share(one)]))),
    )
    for (const own of Map.groupBy(found, (row) => `${row.currency} ${row.entity}`).values()) {
      const ranked = own.toSorted((a, b) => Number(a.rank) - Number(b.rank))
      expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1))
      expect(ranked.map(({ expected_loss: loss }) => Number(loss))).toEqual(
        own.map(({ expected_loss: loss }) => Number(loss)).sort((a, b) => b - a),
      )
    }
  })

  it('the control totals of a day, as last compared, each currency apart', async () => {
    const found = await lake.run(DATASETS.tie_out.sql)
    const plain = found.map((row) => [
      row.source,
      row.currency,
      row.state,
      row.documents_ours,
      row.documents_theirs,
      row.amount_ours,
      row.amount_theirs,
    ])
    expect(plain.sort()).toEqual(
      [
        ['erp', null, 'agrees', 7, 7, null, null],
        ['erp', 'COP', 'agrees', null, null, 700, 700],
        ['erp', 'CLP', 'agrees', null, null, 9, 9],
        ['legacy', null, 'differs', 6, 7, null, null],
        ['legacy', 'COP', 'agrees', null, null, 700, 700],
        ['legacy', 'CLP', 'agrees', null, null, 9, 9],
      ].sort(),
    )
    expect(new Set(found.map((row) => `${row.from_day} ${row.day}`))).toEqual(
      new Set([`${addDays(TODAY, -1)} ${addDays(TODAY, -1)}`]),
    )
  })

  it('how old the newest fact of a kind is, with every row that arrived', async () => {
    const found = await lake.run(DATASETS.freshness.sql)
    expect(found.find(({ kind }) => kind === 'watermark')).toMatchObject({
      days_old: DAYS_OLD,
      facts: 12,
      last_day: addDays(TODAY, -DAYS_OLD),
    })
    const newest =
      books
        .map(({ issueDate }) => issueDate)
        .sort()
        .at(-1) ?? ''
    expect(found.find(({ kind }) => kind === 'invoice')).toMatchObject({
      days_old: daysBetween(newest, TODAY),
      facts: books.length,
    })
  })
})
