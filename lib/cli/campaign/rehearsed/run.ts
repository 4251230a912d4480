import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileCatalog } from '../../../catalog/compile-catalog.ts'
import { boot } from '../../../rehearsal/boot.ts'
import { synthesise } from '../../synthesise.ts'
import { UserError } from '../../user-error.ts'
import { TALES } from './tales.ts'
import { type Calm, type Theatre, tellCalm } from './telling.ts'
import { allTrials, DYING, namedTrial, nameOf, pairedTrials, sampled, type Trial, tryAll } from './trials.ts'
import { allWays } from './ways.ts'

/** Before every tale. */
const START = Date.parse('2026-01-01T00:00:00Z')

/** What of the campaign is wanted. */
export interface Wanted {
  readonly seed: number
  /** How many single faults; all of them when it is not given. */
  readonly runs?: number
  readonly pairs: number
  /** Names of runs, and nothing else. */
  readonly only?: string
}

/** Boots the stack as it would be deployed from `root`, for as long as `use` takes. */
export async function inTheatre<Result>(root: string, use: (theatre: Theatre) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-campaign-'))
  const rehearsal = await boot({ assembly: await synthesise(root, folder), start: START })
  try {
    return await use({ rehearsal, catalog: compileCatalog(join(root, 'catalog')) })
  } finally {
    await rehearsal.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tells every tale in calm; the first one twice, so that functions are as warm as they will be in every faulted run. */
export async function tellAllCalm(theatre: Theatre, seed: number): Promise<Calm[]> {
  const [first] = TALES
  if (first) await tellCalm(theatre, first, seed)
  const calms: Calm[] = []
  for (const tale of TALES) calms.push(await tellCalm(theatre, tale, seed))
  return calms
}

/** Runs the campaign on the rehearsal and prints what it came to; throws a UserError when anything broke. */
export const runRehearsed = (root: string, wanted: Wanted): Promise<void> =>
  inTheatre(root, async (theatre) => {
    const calms = await tellAllCalm(theatre, wanted.seed)
    const trials = chosen(calms, wanted)
    const spent = process.cpuUsage()
    let done = 0
    const outcome = await tryAll(theatre, trials, (trial, problems) => {
      done++
      if (problems.length > 0) say(`✗ ${nameOf(trial)}\n    ${problems.join('\n    ')}`)
      if (done % 100 === 0) process.stderr.write(`${done} of ${trials.length} runs\n`)
    })
    const { user, system } = process.cpuUsage(spent)
    const ways = new Set([...outcome.ways, ...calms.flatMap((calm) => [...calm.ways])])
    const all = allWays(theatre.rehearsal)
    const { runs, missed, failures } = outcome
    say(
      `${calms.length} tales, ${runs} faulted runs (${missed} met nothing), seed ${wanted.seed}, ` +
        `${((user + system) / 1e6).toFixed(0)} CPU seconds: ${failures.length === 0 ? 'no violation' : `${failures.length} broken`}`,
    )
    say(
      `${all.filter((way) => ways.has(way)).length} of ${all.length} states, retries and catches of the machine taken`,
    )
    if (failures.length > 0)
      throw new UserError(
        `${failures.length} runs broke; tell one again with npm run campaign -- --rehearsal --only NAME`,
      )
  })

function chosen(calms: readonly Calm[], { seed, runs, pairs, only }: Wanted): Trial[] {
  if (only === undefined) {
    const all = allTrials(calms)
    const dying = namedTrial(calms, DYING)
    return [
      ...(dying ? [dying] : []),
      ...(runs === undefined ? all : sampled(all, seed, runs)),
      ...pairedTrials(calms, seed, pairs),
    ]
  }
  const trial = namedTrial(calms, only)
  if (trial) return [trial]
  throw new UserError(`--only is "${only}"; it must be the name of a run, such as ${DYING}`)
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)
