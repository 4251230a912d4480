import type { Watermark } from '../../../lib/domain/control-totals.ts'
import { addDays, type CalendarDate } from '../../../lib/domain/time.ts'
import { type Seeded, seeded } from '../../../lib/simulation/seeded.ts'
import type { LakeFact } from '../../../lib/usecases/map-to-lake.ts'
import { awaited, type Invented, inventedInvoice, MUCH_SPOKEN_OF } from './accounts.ts'
import { inventedMessages, inventedTasks } from './messages.ts'
import { idOf, inventedPeople, PEOPLE } from './people.ts'

const INVOICES = 360

/**
 * A portfolio that never was, in which everything happens that a dataset tells of, a few times at least: what the tables
 * hold in the end, and what the stream told before that and has to be outlived.
 */
export function inventedPortfolio(seed: number, today: CalendarDate): { facts: LakeFact[]; history: LakeFact[] } {
  const random = seeded(seed)
  const invoices = Array.from({ length: INVOICES }, (_, number) => {
    const owner = MUCH_SPOKEN_OF.includes(number) ? 1 : random.int(0, PEOPLE - 1)
    return { owner, ...inventedInvoice(number, idOf(owner), today, { random, isOld: seed === 1 }) }
  })
  const owned = Map.groupBy<number, Invented & { readonly owner: number }>(invoices, ({ owner }) => owner)
  for (const [owner, own] of owned)
    owned.set(
      owner,
      own.filter(({ invoice }) => invoice.terms.debtor === idOf(owner)),
    )
  const messages = inventedMessages(owned, today, random)
  const people = inventedPeople(messages.contacts, messages.takenBack, random)
  const tasks = inventedTasks(owned, random)
  return {
    facts: [
      ...invoices.flatMap(({ facts }) => facts),
      ...awaited(),
      ...messages.facts,
      ...people.facts,
      ...tasks.facts,
      ...suppressions(invoices, today, random),
      ...declarations(today, 2).map((watermark): LakeFact => ({ kind: 'watermark', watermark, at: watermark.at })),
    ],
    history: [
      ...invoices.flatMap(({ history }) => history),
      ...messages.history,
      ...people.history,
      ...tasks.history,
      ...declarations(today, 1).map((watermark): LakeFact => ({ kind: 'watermark', watermark, at: watermark.at })),
    ],
  }
}

const suppressions = (invoices: readonly Invented[], today: CalendarDate, random: Seeded): LakeFact[] =>
  [...invoices.map(({ invoice }) => invoice.id), 'erp:F-unknown'].flatMap((invoice) =>
    Array.from({ length: random.int(0, 2) }, (_, index): LakeFact => {
      const at = `${addDays(today, -random.int(1, 200))}T0${random.int(0, 9)}:00:00.000Z`
      const reason = index === 0 ? 'paid' : 'holiday'
      return { kind: 'suppression', touch: { invoice, generation: 1, step: 'reminder-1', reason, at } }
    }),
  )

/** What two systems declared of two days; the second word on a day settles the first, or does not. */
function declarations(today: CalendarDate, version: number): Watermark[] {
  const pesos = (amount: number) => ({ currency: 'COP' as const, amount })
  const chilean = (amount: number) => ({ currency: 'CLP' as const, amount })
  const one = (source: string, back: number, documents: number, ours: number): Watermark => ({
    source,
    from: addDays(today, -back - 1),
    upTo: addDays(today, -back),
    version,
    state: documents === 7 && ours === 70_000 ? 'agrees' : 'differs',
    declared: { documents: 7, totals: [pesos(70_000), chilean(9)] },
    ours: { documents, totals: [pesos(ours)] },
    difference: { documents: 7 - documents, totals: [] },
    at: `${today}T1${version}:00:00.000Z`,
    comparedAt: `${today}T1${version}:30:00.000Z`,
  })
  return [
    one('hand', 4, 7, 60_000),
    one('erp', 1, 5 + version, 50_000 + 10_000 * version),
    one('legacy', 2, 6, 70_000),
    one('erp', 9, 7, 70_000),
    // Nobody has compared it yet.
    { ...one('new', 3, 7, 70_000), state: 'comparing' },
  ]
}
