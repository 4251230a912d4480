import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import { NotRehearsed } from '../rehearsal/aws-error.ts'
import { boot, type Rehearsal } from '../rehearsal/boot.ts'
import { plainOf, SnapshotText } from '../rehearsal/snapshot-text.ts'
import { readAssembly } from '../rehearsal/template/assembly.ts'
import type { Live } from './live.ts'
import { UserError } from './user-error.ts'
import type { Pair } from './words.ts'

/** Where a run is kept, below the folder it was started in. */
export const KEPT = join('.puntual', 'kept.json.gz')

/** What stands for the gateway's address in a kept run. */
const GATEWAY = 'http://gateway.rehearsal'

/** A run that was kept at rest: all that it held, and the digest of the stack that it was played on. */
const Kept = z.strictObject({
  format: z.literal(2),
  template: z.string(),
  snapshot: SnapshotText,
})
export type Kept = z.output<typeof Kept>

/** Reads a kept run; undefined when there is none. */
export function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined
  try {
    return Kept.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')))
  } catch {
    throw new UserError(
      `${file} no es una corrida que esta versión haya guardado: bórrelo y empiece de nuevo`,
      `${file} is not a run that this version has kept: ${anew(file)}`,
    )
  }
}

const anew = (file: string): string => `delete ${file} and start anew`

/** Refuses to go on with a run on another stack than the one it was kept from. */
export function checkTemplate(kept: Kept, assembly: string, file: string): void {
  if (kept.template !== digestOfTemplate(assembly))
    throw new UserError(
      `${file} se guardó con otra plantilla (cambió el código, el catálogo o la infraestructura): bórrelo y empiece de nuevo`,
      `${file} was kept from another template (code, catalog or infrastructure changed): ${anew(file)}`,
    )
}

/** Keeps a run whose clock stands, and says so. Refuses by name what cannot be left in the middle of a step, and after a failure. */
export async function keep(
  file: string,
  run: {
    readonly rehearsal: Rehearsal
    readonly live: Live
    readonly assembly: string
  },
): Promise<Pair> {
  const { rehearsal, live, assembly } = run
  if (live.fault !== undefined)
    throw new UserError(
      'esta corrida no se guarda: el ensayo falló en el camino',
      'this run is not kept: the rehearsal failed on its way',
    )
  const snapshot = await live.snapshot().catch((refusal: unknown) => {
    throw refusal instanceof NotRehearsed
      ? new UserError(`esta corrida no se guarda: ${refusal.message}`, `this run is not kept: ${refusal.message}`)
      : refusal
  })
  const kept = { format: 2, template: digestOfTemplate(assembly), snapshot: plainOf(snapshot) }
  mkdirSync(dirname(file), { recursive: true })
  // Half a file must never stand in the place of a whole one.
  writeFileSync(`${file}.new`, gzipSync(withoutPort(kept, rehearsal)))
  renameSync(`${file}.new`, file)
  return [`Guardado en ${file}: --keep sigue desde aquí.\n`, `Kept in ${file}: --keep goes on.\n`]
}

/** Deploys the stack once more and makes it stand where the kept run stood, its functions cold. */
export async function goOn(
  kept: Kept,
  options: { readonly assembly: string; readonly port?: number },
): Promise<Rehearsal> {
  const rehearsal = await boot({ ...options, start: kept.snapshot.now })
  const text = JSON.stringify(plainOf(kept.snapshot)).replaceAll(GATEWAY, rehearsal.endpoint)
  await rehearsal.restore(SnapshotText.parse(JSON.parse(text)))
  return rehearsal
}

/**
 * A digest of everything that a rehearsal at rest needs to go on, in whatever process it runs. The calls counted for the
 * bill are not in it: a function that begins cold asks once more for what a warm one remembers.
 */
export function digestOf(rehearsal: Rehearsal): string {
  const snapshot = { ...rehearsal.snapshot(), calls: { counts: [], callers: [] } }
  return createHash('sha256')
    .update(withoutPort(plainOf(snapshot), rehearsal, inOrder))
    .digest('hex')
}

/** Messages and histories carry the gateway's address, whose port is another one each time. */
const withoutPort = (
  kept: object,
  { endpoint }: Rehearsal,
  replacer?: (name: string, value: unknown) => unknown,
): string => JSON.stringify(kept, replacer).replaceAll(endpoint, GATEWAY)

/** Fields by name: what was read comes in another order than what was written field by field. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** Functions are in a template by the digests of their bundles, so this covers the code and the catalog too. */
function digestOfTemplate(assembly: string): string {
  const { name, resources, parameters, conditions, mappings, outputs } = readAssembly(assembly)
  const whole = JSON.stringify({ name, resources, parameters, conditions, mappings, outputs })
  return createHash('sha256').update(whole).digest('hex')
}
