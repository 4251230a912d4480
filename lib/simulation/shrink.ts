import type { House } from './house.ts'
import { type Lived, live } from './live.ts'
import type { Script } from './script.ts'
import type { Protocol } from './town.ts'
import type { Trouble, Troubles } from './trouble.ts'

/** A failing run with nothing in it that the failure does not need. */
export interface Minimal {
  readonly script: Script
  readonly troubles: ReadonlyMap<string, Trouble>
  readonly lived: Lived
}

/**
 * Leaves out of a failing run whatever it fails without, one thing at a time, until each that is left is needed: words of
 * the upstream systems, their repetitions, troubles, the outage and the deployment. Undefined when the run does not fail.
 */
export async function shrink(
  house: House,
  script: Script,
  seeded: Troubles,
  protocol: Protocol = {},
): Promise<Minimal | undefined> {
  const met = new Map<string, Trouble>()
  const noted: Troubles = (run) => {
    const trouble = seeded(run)
    if (trouble) met.set(run, trouble)
    return trouble
  }
  const lived = await live(house, script, noted, { protocol })
  const wanted = new Set(lived.violations.map(({ invariant }) => invariant))
  if (wanted.size === 0) return undefined
  let best: Minimal = { script, troubles: met, lived }
  for (let shrunk = true; shrunk; ) {
    shrunk = false
    for (const smaller of smallerThan(best)) {
      const again = await live(house, smaller.script, (run) => smaller.troubles.get(run), { protocol })
      if (!again.violations.some(({ invariant }) => wanted.has(invariant))) continue
      best = { ...smaller, lived: again }
      shrunk = true
      break
    }
  }
  return best
}

/** The same run less one thing, the largest things first. */
function* smallerThan({ script, troubles }: Minimal): Generator<Omit<Minimal, 'lived'>> {
  const without = (words: Script['words']) => ({ script: { ...script, words }, troubles })
  const invoices = new Set(script.words.flatMap(({ effect }) => effect?.invoice ?? []))
  if (invoices.size > 1)
    for (const invoice of invoices)
      yield without(
        script.words.filter(({ id, effect }) => effect?.invoice !== invoice && !id.startsWith(`${invoice} `)),
      )
  if (troubles.size > 3) {
    const all = [...troubles]
    yield { script, troubles: new Map(all.slice(all.length / 2)) }
    yield { script, troubles: new Map(all.slice(0, all.length / 2)) }
  }
  for (const run of troubles.keys()) {
    const fewer = new Map(troubles)
    fewer.delete(run)
    yield { script, troubles: fewer }
  }
  const { outage, ...rest } = script
  if (outage) yield { script: rest, troubles }
  if (script.deployedAt > 0) yield { script: { ...script, deployedAt: 0 }, troubles }
  for (const word of script.words) {
    yield without(script.words.filter((one) => one !== word))
    if (word.arrives.length > 1) {
      const once = { ...word, arrives: word.arrives.slice(0, 1) }
      yield without(script.words.map((one) => (one === word ? once : one)))
    }
  }
}
