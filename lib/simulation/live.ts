import { atTheEnd } from './checks.ts'
import type { House } from './house.ts'
import type { Surroundings } from './running.ts'
import type { Script } from './script.ts'
import { type Protocol, Town } from './town.ts'
import type { Troubles } from './trouble.ts'
import { foundByVerify } from './verified.ts'
import type { Violation } from './witness.ts'

/** A town that lives on longer than this many steps goes round in circles. */
const MOST_STEPS = 20_000

/** What became of a town. */
export interface Lived {
  readonly town: Town
  readonly violations: readonly Violation[]
}

/** Lives through a script to its end, under these troubles; then verify goes through what is on record. */
export async function live(
  house: House,
  script: Script,
  troubles: Troubles,
  { listen, protocol }: { readonly listen?: Surroundings['listen']; readonly protocol?: Protocol } = {},
): Promise<Lived> {
  const town = new Town(house, script, troubles, listen, protocol)
  for (let steps = 0, next = town.agenda.next(); next; steps++, next = town.agenda.next()) {
    const doing = next()
    // Most steps only plan another: waiting for them would take half of the time.
    if (doing) await doing
    if (steps < MOST_STEPS) continue
    town.witness.note('I3', `the town goes on and on after ${MOST_STEPS} steps`)
    break
  }
  const found = await foundByVerify(house, town)
  return { town, violations: [...town.witness.violations, ...atTheEnd(town), ...found] }
}
