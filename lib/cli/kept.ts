import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import type { Instant } from '../domain/time.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'
import { readAssembly } from '../rehearsal/template/assembly.ts'
import { NAMES_IN } from './events-page.ts'
import type { Live } from './live.ts'
import type { Script } from './rehearse.ts'
import { UserError } from './user-error.ts'

/** Where a run is kept, below the folder it was started in. */
export const KEPT = join('.puntual', 'kept.json.gz')

const Deed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clock'), until: z.number() }),
  z.strictObject({
    kind: z.literal('call'),
    service: z.string(),
    operation: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
])
const Events = z.array(
  z.strictObject({ at: z.number(), source: z.string(), name: z.enum(NAMES_IN), detail: z.unknown() }),
)

/**
 * A run that was kept: how it began, and everything people did to it since. The same beginning and the same deeds make
 * the same run, to the last message id, so nothing that is in flight, delayed or counted can be left out. `state` is the
 * digest of what they led to, and `template` of the stack they were done on.
 */
const Kept = z.strictObject({
  format: z.literal(1),
  template: z.string(),
  state: z.string(),
  /** The simulated instant (ms) at which the clock stands. */
  now: z.number(),
  /** Whether it plays a ledger of the user's own. */
  isLedger: z.boolean(),
  script: z.strictObject({ start: z.number(), until: z.number(), events: Events }),
  deeds: z.array(Deed),
})
export type Kept = z.infer<typeof Kept>

/** Reads a kept run; undefined when there is none. */
export function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined
  try {
    return Kept.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')))
  } catch {
    throw new UserError(`${file} is not a run that this version has kept: ${anew(file)}`)
  }
}

const anew = (file: string): string => `delete ${file} and start anew`

/** Refuses to go on with a run on another stack than the one it was kept from. */
export function checkTemplate(kept: Kept, assembly: string, file: string): void {
  if (kept.template !== digestOfTemplate(assembly))
    throw new UserError(
      `${file} was kept from another template (code, catalog or infrastructure changed): ${anew(file)}`,
    )
}

/** Keeps a run whose clock stands. Refuses by name while something is in the middle of a step, or after a failure. */
export async function keep(
  file: string,
  run: {
    readonly rehearsal: Rehearsal
    readonly live: Live
    readonly assembly: string
    readonly script: Script
    readonly isLedger: boolean
  },
): Promise<void> {
  const { rehearsal, live, assembly, script, isLedger } = run
  live.stop()
  await live.rest()
  if (live.fault !== undefined) throw new UserError('this run is not kept: the rehearsal failed on its way')
  const kept: z.input<typeof Kept> = {
    format: 1,
    template: digestOfTemplate(assembly),
    state: await digestOf(rehearsal),
    now: rehearsal.world.now(),
    isLedger,
    script: { ...script, events: [...script.events] },
    deeds: [...live.deeds],
  }
  mkdirSync(dirname(file), { recursive: true })
  // Half a file must never stand in the place of a whole one.
  writeFileSync(`${file}.new`, gzipSync(JSON.stringify(kept)))
  renameSync(`${file}.new`, file)
}

/** Brings a rehearsal that has just played a kept run's script to where that run stood, and makes sure that it is there. */
export async function goOn(kept: Kept, rehearsal: Rehearsal, live: Live, file: string): Promise<void> {
  await live.repeat(kept.deeds)
  await live.rest()
  if ((await digestOf(rehearsal)) !== kept.state)
    throw new UserError(`${file} does not lead to where it was kept (the rehearsal itself changed): ${anew(file)}`)
}

/** A digest of all that a rehearsal at rest needs to go on; throws NotRehearsed naming an execution in mid-step. */
export async function digestOf(rehearsal: Rehearsal): Promise<string> {
  const { world, dynamo, machines, mail, queues, buses, functions, deployed, endpoint } = rehearsal
  const digest = createHash('sha256')
  const add = (part: unknown): void => {
    // Addresses of queues carry the port, which is another one each time.
    digest.update(JSON.stringify(part).replaceAll(endpoint, ''))
  }
  // What has expired goes at the first call after its time, whoever makes it.
  await dynamo.call('ListTables', {})
  for (const [name, { content }] of dynamo.snapshot().contents) {
    const items = [...content.items.entries()].map(({ partition, sort, item }) => [partition, sort, item] as const)
    add([name, items.sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1))])
  }
  for (const execution of machines.snapshot()) add(execution)
  for (const message of mail.messages) add(message)
  for (const queue of queues.all()) add([queue.specification.name, queue.messages(), queue.counts()])
  for (const { name } of deployed.ofType('AWS::Events::Archive')) add(buses.archives.find(name).events)
  add([functions.invocations, world.now() satisfies Instant, world.next() ?? null])
  return digest.digest('hex')
}

/** Functions are in a template by the digests of their bundles, so this covers the code and the catalog too. */
function digestOfTemplate(assembly: string): string {
  const { name, resources, parameters, conditions, mappings, outputs } = readAssembly(assembly)
  const whole = JSON.stringify({ name, resources, parameters, conditions, mappings, outputs })
  return createHash('sha256').update(whole).digest('hex')
}
