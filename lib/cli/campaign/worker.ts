import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { added, liveTown, NOTHING, townOf } from '../../simulation/campaign.ts'
import type { House } from '../../simulation/house.ts'

/** A share of a campaign: every `step`th town from `first` on, until so many journeys have been lived through. */
export interface Share {
  readonly house: House
  readonly seed: number
  readonly first: number
  readonly step: number
  readonly journeys: number
}

/** Towns between two words to the main thread. */
const TOWNS_A_WORD = 500

if (!isMainThread) {
  // Every thirtieth call of a town fails on purpose, and nobody reads where; a town that breaks something is told again.
  Error.stackTraceLimit = 0
  const { house, seed, first, step, journeys }: Share = workerData
  let tally = NOTHING
  let lived = 0
  for (let number = first; lived < journeys; number += step) {
    const town = await liveTown(house, townOf(seed, number))
    lived += town.journeys
    tally = added(tally, town)
    if (tally.towns < TOWNS_A_WORD) continue
    parentPort?.postMessage(tally)
    tally = NOTHING
  }
  parentPort?.postMessage(tally)
}
