import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { rowsOf } from '../../lib/analytics/kinds.ts'
import { type Lake, openLake } from '../../lib/analytics/lake.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { belongingOf, ownId, rowsOfTown } from '../../lib/cli/lake/simulated-rows.ts'
import type { CalendarDate } from '../../lib/domain/time.ts'
import { live } from '../../lib/simulation/live.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import { seeded } from '../../lib/simulation/seeded.ts'
import type { Town } from '../../lib/simulation/town.ts'
import { factsOfTown } from '../../lib/simulation/town-facts.ts'
import { seededTroubles } from '../../lib/simulation/trouble.ts'
import { house } from '../simulation/house.ts'
import { FIGURES } from './figures-catalog.ts'
import { inventedPortfolio } from './invented/portfolio.ts'
import { type Books, booksOf, type Told } from './ledger/books.ts'

export const ZONE = 'America/Bogota'
const mapping = { zone: ZONE, op: 'S' } as const

/** A lake and the books that it has to agree with. */
export interface Proof {
  readonly books: Books
  readonly lake: Lake
}

/** Opens a lake of rows as they arrived, and the books of the facts behind them. */
export async function proofOf(
  told: readonly Told[],
  rows: readonly EventRow[],
  today: CalendarDate,
  atATime = rows.length + 1,
): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  await writeLake(folder, today, rows)
  const lake = await openLake(folder, { today, catalog: FIGURES, atATime })
  return { books: booksOf(told, { today, catalog: FIGURES, zone: ZONE, rows }), lake }
}

/** Delivered at least once, in any order: some twice. */
function delivered(rows: readonly EventRow[], seed: number): EventRow[] {
  const random = seeded(seed)
  return random.shuffled([...rows, ...rows.filter(() => random.next() < 0.15)])
}

/** A Sunday, the day before a month ends; and the Monday that ends it, thirty days after the end of another. */
const INVENTED_TODAY = { 1: '2026-11-29', 2: '2026-11-30' } as const
function invented(seed: keyof typeof INVENTED_TODAY) {
  const today = INVENTED_TODAY[seed]
  const { facts, history } = inventedPortfolio(seed, today)
  const rows = delivered(
    [...history, ...facts].flatMap((fact) => rowsOf(fact, mapping)),
    seed,
  )
  return { told: [{ facts }], rows, today }
}

export function inventedLake(seed: keyof typeof INVENTED_TODAY): Promise<Proof> {
  const { told, rows, today } = invented(seed)
  // A large lake is opened in parts, and answers the same.
  return proofOf(told, rows, today, seed === 2 ? 1_000 : undefined)
}

/** The books of an invented portfolio alone. */
export function inventedBooks(seed: keyof typeof INVENTED_TODAY): Books {
  const { told, rows, today } = invented(seed)
  return booksOf(told, { today, catalog: FIGURES, zone: ZONE, rows })
}

/** A day after every town of the campaigns has come to rest. */
const TOWNS_TODAY = '2028-12-20'
/** Lives through towns, under troubles, and fills a lake with their facts. */
export async function simulatedLake(seed: number, count: number): Promise<Proof> {
  const towns: Town[] = []
  for (let number = 0; number < count; number++) {
    const own = seed * 1_000 + number
    towns.push((await live(house, scriptOf(own, Object.keys(house.policies)), seededTroubles(own))).town)
  }
  const told = towns.map((town, number): Told => {
    const { legalEntity, currency, segment } = belongingOf(number)
    return {
      facts: factsOfTown(town),
      own: (id) => ownId(id, number),
      belonging: { entity: legalEntity, currency, segment },
    }
  })
  const rows = towns.flatMap((town, number) => rowsOfTown(town, number, mapping))
  return proofOf(told, delivered(rows, seed), TOWNS_TODAY)
}
