import type { CompiledCatalog } from '../../../contracts/compiled-catalog.ts'
import { DAY, iso } from '../../../domain/time.ts'
import { NotRehearsed } from '../../../rehearsal/aws-error.ts'
import type { Rehearsal } from '../../../rehearsal/boot.ts'
import type { BusEvent } from '../../../rehearsal/events/bus-event.ts'
import { type Call, OPERATOR } from '../../../rehearsal/gateway/calls.ts'
import { asFields, text } from '../../../rehearsal/gateway/fields.ts'
import type { Snapshot } from '../../../rehearsal/snapshot.ts'
import { seeded } from '../../../simulation/seeded.ts'
import { type Ending, endingOf } from './ending.ts'
import { FAULT_KINDS, faultOf, isMachine } from './faults.ts'
import type { Tale } from './tales.ts'
import { type CallPlace, type Planned, type Recorded, Troubled } from './troubled.ts'
import { taken } from './ways.ts'

/** A rest of a calm run, to which faulted runs come back. */
interface Rest {
  readonly rest: number
  readonly snapshot: Snapshot
  /** How many events others had heard. */
  readonly told: number
}

/** A tale told in calm: what it calls, where it rests, and how it ends. */
export interface Calm {
  readonly tale: Tale
  readonly seed: number
  readonly calls: readonly Recorded[]
  readonly rests: readonly Rest[]
  readonly told: readonly BusEvent[]
  readonly ending: Ending
  /** States, retries and catches of the machine that were taken. */
  readonly ways: ReadonlySet<string>
}

/** A faulted run: how it ended, and the ways its machine took. */
export interface Faulted {
  readonly ending: Ending
  /** How many of its faults met their calls. */
  readonly befallen: number
  readonly ways: ReadonlySet<string>
}

/** Where tales are told. */
export interface Theatre {
  readonly rehearsal: Rehearsal
  readonly catalog: CompiledCatalog
}

/** After the last fact everything that is still to be said is said. */
const REDRIVES = 5

/** Tells a tale without any fault and lists every call with what can befall it. */
export async function tellCalm(theatre: Theatre, tale: Tale, seed: number): Promise<Calm> {
  const { rehearsal } = theatre
  await rehearsal.reset({ at: tale.start - DAY })
  for (const [address, answer] of tale.provider ?? []) rehearsal.mail.answer(address, answer)
  const calls: Recorded[] = []
  const hear = (call: Call, place: CallPlace) => {
    const kinds = FAULT_KINDS.filter((kind) => faultOf(kind).applies(call))
    calls.push({ ...place, kinds, ofMachine: isMachine(call.principal) })
  }
  const rests: Rest[] = []
  const told: BusEvent[] = []
  const troubled = new Troubled(rehearsal, [], { hear, overtake: async () => {} })
  await tellFrom(theatre, tale, seed, troubled, told, {
    rest: 0,
    onRest: (rest) => keepRest(rehearsal, rests, rest, told),
  })
  const ending = await endingOf(rehearsal, theatre.catalog, told)
  return { tale, seed, calls, rests, told, ending, ways: taken(rehearsal) }
}

/** Tells it again from the last rest before the first fault, with the faults. */
export async function tellFaulted(theatre: Theatre, calm: Calm, faults: readonly Planned[]): Promise<Faulted> {
  const { rehearsal, catalog } = theatre
  const { tale, seed, rests } = calm
  const first = Math.min(...faults.map(({ rest }) => rest))
  const from = rests.findLast(({ rest }) => rest <= first)
  if (!from) throw new Error(`the tale ${tale.name} has no rest before its rest ${first}`)
  await rehearsal.restore(from.snapshot)
  const told = calm.told.slice(0, from.told)
  const troubled = new Troubled(rehearsal, faults, { hear: () => {}, overtake: () => overtake(rehearsal, tale) })
  await tellFrom(theatre, tale, seed, troubled, told, { rest: from.rest, onRest: () => {} })
  const ending = await endingOf(rehearsal, catalog, told)
  return { ending, befallen: troubled.befallen, ways: taken(rehearsal) }
}

function keepRest(rehearsal: Rehearsal, rests: Rest[], rest: number, told: readonly BusEvent[]): void {
  try {
    rests.push({ rest, snapshot: rehearsal.snapshot(), told: told.length })
  } catch (fault) {
    // In the middle of a step nothing can be kept: a run begins one rest earlier then.
    if (!(fault instanceof NotRehearsed)) throw fault
  }
}

async function tellFrom(
  { rehearsal }: Theatre,
  tale: Tale,
  seed: number,
  troubled: Troubled,
  told: BusEvent[],
  { rest: first, onRest }: { rest: number; onRest: (rest: number) => void },
): Promise<void> {
  rehearsal.buses.onEvent = (_, event) => {
    if (event.source === 'puntual') told.push(event)
  }
  try {
    const instants = restsOf(tale)
    for (const [rest, at] of instants.entries()) {
      if (rest < first) continue
      if (rest > first || first === 0) await rehearsal.run(at)
      if (rest !== first || first === 0) onRest(rest)
      troubled.rest(rest)
      const choices = seeded(seed * 1_000 + rest)
      rehearsal.world.choose = seed === 0 ? () => 0 : (waiting) => choices.int(0, waiting - 1)
      const now = tale.events.filter((event) => event.at === at)
      if (now.length > 0)
        await rehearsal.publish(now.map(({ source, name, detail }) => ({ source, detailType: name, detail })))
      if (tale.stopped?.at === at) await stop(rehearsal, tale.stopped.invoice)
      await rehearsal.run(Math.min(at + DAY / 2, instants[rest + 1] ?? Number.POSITIVE_INFINITY))
      await redrive(rehearsal)
    }
    for (let time = 0; time < REDRIVES && (await redrive(rehearsal)); time++)
      await rehearsal.run(rehearsal.world.now() + DAY / 2)
  } finally {
    rehearsal.calls.onCall = undefined
    rehearsal.world.choose = () => 0
    rehearsal.buses.onEvent = () => {}
  }
}

/** The instants of a tale at which it rests: before each fact, and every few days. */
function restsOf({ events, stopped, start, end, pace }: Tale): number[] {
  const instants = new Set([...events.map(({ at }) => at), ...(stopped ? [stopped.at] : []), end])
  for (let at = start; at < end; at += pace * DAY) instants.add(at)
  return [...instants].sort((a, b) => a - b)
}

/** A person sends dead letters back where they came from; answers whether there were any. */
export async function redrive({ queues }: Rehearsal): Promise<boolean> {
  const dead = queues.all().filter((queue) => queue.messages().some(({ deadFrom }) => deadFrom !== undefined))
  for (const { specification } of dead)
    await queues.call('StartMessageMoveTask', { SourceArn: specification.arn }, OPERATOR)
  return dead.length > 0
}

/** Somebody releases a hold that nobody placed: it changes nothing, and every journey of the tale must think again. */
async function overtake(rehearsal: Rehearsal, { events }: Tale): Promise<void> {
  const occurredAt = iso(rehearsal.world.now())
  const invoices = events.flatMap(({ name, detail }) =>
    name === 'InvoiceIssued' ? [text(asFields(detail), 'invoice')] : [],
  )
  await rehearsal.publish(
    invoices.map((invoice) => ({
      source: 'erp',
      detailType: 'HoldReleased',
      detail: { version: 1, occurredAt, invoice, hold: 'H-9', author: 'Luz' },
    })),
  )
}

async function stop({ machines }: Rehearsal, invoice: string): Promise<void> {
  const running = machines
    .executions()
    .filter(({ status, input }) => status === 'RUNNING' && input.includes(`"${invoice}"`))
  for (const { arn: executionArn } of running) await machines.call('StopExecution', { executionArn })
}
