import { MINUTE } from '../../../domain/time.ts'
import type { World } from '../../../rehearsal/world.ts'

/** Pieces of work between two rests of a tale; the busiest of calm begins 73. */
const STEPS = 20_000
/** Real milliseconds without a single piece of work. Where the clock stands still it cannot tell that it does. */
const STANDSTILL = 5 * MINUTE

/** Lets a rehearsal go on for as long as `tell` takes; throws once it goes round without end, or nothing moves any more. */
export async function bounded<Told>(world: World, tell: () => Promise<Told>, limit = STEPS): Promise<Told> {
  world.limit = limit
  let begun = -1
  const watch = setInterval(() => {
    if (world.begun === begun)
      world.fail(new Error(`a run does not end: nothing moves, and time waits for ${world.unrest()}`))
    begun = world.begun
  }, STANDSTILL)
  try {
    return await tell()
  } finally {
    clearInterval(watch)
    world.limit = Number.POSITIVE_INFINITY
  }
}
