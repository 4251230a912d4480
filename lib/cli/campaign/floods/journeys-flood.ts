import { DAY, instantOf } from '../../../domain/time.ts'
import type { Rehearsal } from '../../../rehearsal/boot.ts'
import type { BusEvent } from '../../../rehearsal/events/bus-event.ts'
import { OPERATOR } from '../../../rehearsal/gateway/calls.ts'
import { seeded } from '../../../simulation/seeded.ts'
import { portfolio } from '../../portfolio.ts'
import { restAfter } from '../../rehearse.ts'
import { brokenBeside, type Ending, endingOf } from '../rehearsed/ending.ts'
import { type FaultKind, faultOf } from '../rehearsed/faults.ts'
import { redrive, type Theatre } from '../rehearsed/telling.ts'

/** What came of many journeys while a share of all calls failed. */
export interface Flooded {
  readonly journeys: number
  readonly calls: number
  readonly failed: number
  readonly redriven: number
  readonly messages: number
  readonly problems: readonly string[]
}

const START = instantOf('2026-06-01', 0, 'America/Bogota')
const KINDS = ['before', 'after', 'throttled', 'conflict'] as const satisfies readonly FaultKind[]

/**
 * Plays the synthetic portfolio twice, calm and while `share` of all calls of functions and machine fail, and compares.
 * Dead letters are sent back every day, so that a fact is late by a day at most.
 */
export async function floodJourneys(
  theatre: Theatre,
  {
    invoices,
    days,
    share,
    seed,
  }: { readonly invoices: number; readonly days: number; readonly share: number; readonly seed: number },
): Promise<Flooded> {
  const calm = await play(theatre, { invoices, days, share: 0, seed })
  const failing = await play(theatre, { invoices, days, share, seed })
  const { calls, failed, redriven, ending } = failing
  // A fact that is late by a day may rightly let a reminder out that calm silences, or the other way round.
  const mayDiffer = / was sent, which calm never sends$/
  const problems = brokenBeside(ending, calm.ending, { mayHandOver: false, delaysOnly: false })
  return {
    journeys: ending.accounts.size,
    calls,
    failed,
    redriven,
    messages: theatre.rehearsal.mail.messages.length,
    problems: problems.filter((problem) => !mayDiffer.test(problem)),
  }
}

interface Played {
  readonly calls: number
  readonly failed: number
  readonly redriven: number
  readonly ending: Ending
}

async function play(
  { rehearsal, catalog }: Theatre,
  { invoices, days, share, seed }: { invoices: number; days: number; share: number; seed: number },
): Promise<Played> {
  await rehearsal.reset()
  await rehearsal.run(START)
  const told: BusEvent[] = []
  rehearsal.buses.onEvent = (_, event) => {
    if (event.source === 'puntual') told.push(event)
  }
  const count = { calls: 0, failed: 0 }
  if (share > 0) fail(rehearsal, share, seed, count)
  for (const { at, source, name, detail } of portfolio({ seed, invoices, start: START, days }))
    rehearsal.publishAt(at, { source, detailType: name, detail })
  const end = restAfter(START + days * DAY)
  let redriven = 0
  for (let at = START + DAY; at < end; at += DAY) {
    await rehearsal.run(at)
    if (await redrive(rehearsal)) redriven++
  }
  rehearsal.calls.onCall = undefined
  for (let time = 0; time < 5 && (await redrive(rehearsal)); time++) await rehearsal.run(rehearsal.world.now() + DAY)
  await rehearsal.run(rehearsal.world.now() + DAY)
  rehearsal.buses.onEvent = () => {}
  return { ...count, redriven, ending: await endingOf(rehearsal, catalog, told) }
}

function fail(rehearsal: Rehearsal, share: number, seed: number, count: { calls: number; failed: number }): void {
  const draw = seeded(seed)
  rehearsal.calls.onCall = (call, proceed) => {
    if (call.principal === OPERATOR) return proceed()
    count.calls++
    if (draw.next() >= share) return proceed()
    count.failed++
    const kind = draw.pick(KINDS.filter((one) => faultOf(one).applies(call)))
    const never = () => {
      throw new Error(`${kind} neither kills a function nor says anything`)
    }
    return faultOf(kind).befall({ call, proceed, die: never, outage: never, overtake: never })
  }
}
