import type { House } from './house.ts'
import { live } from './live.ts'
import { scriptOf } from './scripts.ts'
import type { Protocol } from './town.ts'
import { seededTroubles } from './trouble.ts'
import type { Violation } from './witness.ts'

/** What a number of towns came to. */
export interface Tally {
  readonly towns: number
  /** Invoices that were spoken of, each with its journey. */
  readonly journeys: number
  readonly messages: number
  /** Calls of ports that met trouble. */
  readonly troubles: number
  readonly failures: readonly { readonly town: number; readonly violations: readonly Violation[] }[]
}

export const NOTHING: Tally = { towns: 0, journeys: 0, messages: 0, troubles: 0, failures: [] }

export const added = (a: Tally, b: Tally): Tally => ({
  towns: a.towns + b.towns,
  journeys: a.journeys + b.journeys,
  messages: a.messages + b.messages,
  troubles: a.troubles + b.troubles,
  failures: [...a.failures, ...b.failures],
})

/** Towns of one campaign never meet those of the next: no campaign has so many. */
const TOWNS = 100_000_000

/** The seed of a town, by the seed of its campaign and its number there. */
export const townOf = (campaign: number, number: number): number => campaign * TOWNS + number

/** Lives through one town, whose seed decides everything that happens to it. */
export async function liveTown(house: House, seed: number, protocol: Protocol = {}): Promise<Tally> {
  const script = scriptOf(seed, Object.keys(house.policies))
  const { town, violations } = await live(house, script, seededTroubles(seed), { protocol })
  return {
    towns: 1,
    journeys: town.ledger.accounts.size,
    messages: town.witness.acceptances.length,
    troubles: town.met,
    failures: violations.length > 0 ? [{ town: seed, violations }] : [],
  }
}
