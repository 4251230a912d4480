import { UserError } from '../../user-error.ts'
import { bounded } from '../rehearsed/bounded.ts'
import { inTheatre } from '../rehearsed/run.ts'
import type { Theatre } from '../rehearsed/telling.ts'
import { floodEvents } from './events-flood.ts'
import { floodJourneys } from './journeys-flood.ts'

/** Days on which the invoices of the flood become due. */
const DAYS = 60
/** The share of all calls that fail. */
const SHARE = 0.05
const MEGABYTE = 2 ** 20
/** Pieces of work of one day, at which thousands of invoices may have something to do. */
const STEPS = 2_000_000
/** Of many problems, the first few. */
const SHOWN = 20

const say = (text: string): void => void process.stdout.write(`${text}\n`)

interface Wanted {
  readonly what: 'events' | 'journeys'
  readonly size: number
  readonly seed: number
}

/** Lets a flood through the deployed system and prints what it came to; throws a UserError when anything broke. */
export const runFlood = (root: string, wanted: Wanted): Promise<void> =>
  inTheatre(root, (theatre) => bounded(theatre.rehearsal.world, () => letThrough(theatre, wanted), STEPS))

async function letThrough(theatre: Theatre, { what, size, seed }: Wanted): Promise<void> {
  const spent = process.cpuUsage()
  let problems: readonly string[]
  if (what === 'events') {
    const flood = await floodEvents(theatre, size, seed, (done) => process.stderr.write(`${done} of ${size} events\n`))
    problems = flood.problems
    for (const [kind, count] of flood.kinds) say(`${String(count).padStart(7)}  ${kind}`)
    const { memory } = flood
    const [first = 0, last = 0] = [memory[Math.min(4, memory.length - 1)], memory.at(-1)]
    say(`${flood.hostile} hostile events, ${flood.good} good ones between them`)
    say(`memory of the whole process: ${mega(first)} MB after five waves, ${mega(last)} MB at the end`)
  } else {
    const flood = await floodJourneys(theatre, { invoices: size, days: DAYS, share: SHARE, seed })
    problems = flood.problems
    say(
      `${flood.journeys} invoices, ${flood.messages} messages, ${flood.failed} of ${flood.calls} calls failed, ` +
        `dead letters sent back on ${flood.redriven} days`,
    )
  }
  const { user, system } = process.cpuUsage(spent)
  say(`seed ${seed}, ${((user + system) / 1e6).toFixed(0)} CPU seconds: ${problems.length} problems`)
  for (const problem of problems.slice(0, SHOWN)) say(`✗ ${problem}`)
  if (problems.length > 0) throw new UserError(`${problems.length} problems in the flood of ${what}`)
}

const mega = (bytes: number): number => Math.round(bytes / MEGABYTE)
