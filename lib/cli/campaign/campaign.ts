import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { added, NOTHING, type Tally } from '../../simulation/campaign.ts'
import type { House } from '../../simulation/house.ts'
import { scriptOf } from '../../simulation/scripts.ts'
import { shrink } from '../../simulation/shrink.ts'
import { storyOf } from '../../simulation/story.ts'
import { seededTroubles } from '../../simulation/trouble.ts'
import { UserError } from '../user-error.ts'
import { campaignHouse } from './house.ts'
import type { Share } from './worker.ts'

/** Failures of one kind are many; the first few, in full, are what a person needs. */
const STORIES = 3

/**
 * Lives through a campaign on all cores and prints what it came to; each failure with the town it happened in. Throws a
 * UserError, so that the command fails, when anything did.
 */
export async function runCampaign(
  root: string,
  { journeys, seed }: { readonly journeys: number; readonly seed: number },
): Promise<void> {
  const house = campaignHouse(root)
  const workers = availableParallelism()
  const [began, spent] = [performance.now(), process.cpuUsage()]
  let tally = NOTHING
  const shares = Array.from({ length: workers }, (_, first) =>
    live({ house, seed, first, step: workers, journeys: journeys / workers }, (some) => {
      tally = added(tally, some)
    }),
  )
  await Promise.all(shares)
  const { user, system } = process.cpuUsage(spent)
  const cpu = (user + system) / 1e6
  const say = (text: string) => process.stdout.write(`${text}\n`)
  say(
    `${tally.journeys} journeys of ${tally.towns} debtors, ${tally.messages} messages, ${tally.troubles} calls in trouble: ` +
      `${tally.failures.length === 0 ? 'no violation' : `${tally.failures.length} debtors with violations`}`,
  )
  const elapsed = (performance.now() - began) / 1000
  say(
    `seed ${seed}, ${workers} workers, ${elapsed.toFixed(0)} s, ${cpu.toFixed(0)} CPU seconds, ` +
      `${Math.round(tally.journeys / cpu)} journeys per CPU second`,
  )
  if (tally.failures.length === 0) return
  for (const { town } of tally.failures.slice(0, STORIES)) await tellTown(root, town)
  const rest = tally.failures.map(({ town }) => town).join(', ')
  throw new UserError(`invariants were broken in ${rest}; read one again with npm run campaign -- --town SEED`)
}

/** Prints one town of a campaign again, shrunk to what its failure needs. */
export async function tellTown(root: string, seed: number): Promise<void> {
  const house: House = campaignHouse(root)
  const minimal = await shrink(house, scriptOf(seed, Object.keys(house.policies)), seededTroubles(seed))
  process.stdout.write(`${minimal ? await storyOf(house, minimal) : `town ${seed} breaks nothing`}\n`)
}

function live(share: Share, hear: (tally: Tally) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share })
    worker.on('message', hear)
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
  })
}
