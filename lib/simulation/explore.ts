import type { Gate } from './gate.ts'

/** Somebody who does something, one call of a port at a time. */
export interface Actor {
  readonly name: string
  /** Whether it may begin; one that may not yet, may later. */
  readonly mayBegin: () => boolean
  readonly run: (gate: Gate) => Promise<void>
  /** Whether it may die between two of its calls. */
  readonly mortal: boolean
  /** Called when it dies. */
  readonly died?: () => void
}

/** A small world, made anew for each schedule. */
export interface Stage {
  readonly actors: readonly Actor[]
  /** Calls that nobody else can notice, and that notice nobody: their place in the order makes no difference. */
  readonly alone: ReadonlySet<string>
  /** Everything that can be seen of the world, as text. */
  readonly state: () => string
  /** What must not be, when nobody can do anything any more. */
  readonly violations: () => readonly string[]
}

/** What an exploration came to. */
export interface Explored {
  /** States of the world and of all who act in it, each counted once. */
  readonly states: number
  /** States in which nobody could do anything any more. */
  readonly ends: number
  /** How many times the stage was set. */
  readonly runs: number
  /** The first schedules that broke something, as the names of who did a step. */
  readonly failures: readonly { readonly schedule: readonly string[]; readonly violations: readonly string[] }[]
}

interface Choice {
  readonly options: readonly string[]
  taken: number
}

/**
 * Goes through every order in which actors can make their calls, and every death of at most `deaths` of them.
 *
 * A state that was seen before is not gone through again: what an actor will do follows from the answers it has had, so
 * a state is the world and those answers. Throws when there are more than `most` states. `untilBroken` stops at the first
 * end that breaks something.
 */
export async function explore(
  make: () => Promise<Stage>,
  {
    deaths,
    most,
    untilBroken = false,
  }: { readonly deaths: number; readonly most: number; readonly untilBroken?: boolean },
): Promise<Explored> {
  const seen = new Set<string>()
  const failures: { schedule: string[]; violations: readonly string[] }[] = []
  const path: Choice[] = []
  let ends = 0
  for (let runs = 1; ; runs++) {
    const play = new Play(await make(), deaths)
    for (let depth = 0; ; depth++) {
      const known = path[depth]
      if (!known) {
        const state = play.state()
        const options = seen.has(state) ? [] : play.options()
        const isNew = !seen.has(state)
        seen.add(state)
        if (isNew && options.length === 0) {
          ends++
          const violations = [...play.faults, ...play.stage.violations()]
          if (violations.length > 0) failures.push({ schedule: play.steps, violations })
        }
        if (options.length === 0) break
        path.push({ options, taken: 0 })
      }
      const { options, taken } = path[depth] ?? { options: [], taken: 0 }
      await play.take(options[taken] ?? '')
    }
    if (untilBroken && failures.length > 0) return { states: seen.size, ends, runs, failures }
    if (seen.size > most) throw new RangeError(`there are more than ${most} states`)
    while (path.length > 0 && isSpent(path.at(-1))) path.pop()
    const last = path.at(-1)
    if (!last) return { states: seen.size, ends, runs, failures }
    last.taken++
  }
}

const isSpent = (choice: Choice | undefined): boolean => !choice || choice.taken + 1 >= choice.options.length

interface Acting {
  readonly actor: Actor
  /** Makes the call it waits for; absent once it has ended. */
  next?: (() => void) | undefined
  heard: number
}

/** One schedule, played from the beginning. */
class Play {
  readonly stage: Stage
  readonly steps: string[] = []
  /** What actors threw. */
  readonly faults: string[] = []
  readonly #acting = new Map<string, Acting>()
  #deaths: number
  #quiet: () => void = () => {}

  constructor(stage: Stage, deaths: number) {
    this.stage = stage
    this.#deaths = deaths
  }

  state(): string {
    const actors = [...this.#acting].map(([name, { next, heard }]) => `${name} ${heard}${next ? '' : '.'}`).sort()
    return `${hashOf(this.stage.state(), 0)} ${this.#deaths} ${actors.join(' ')}`
  }

  options(): string[] {
    const waiting = [...this.#acting.values()].filter(({ next }) => next)
    const dying = this.#deaths > 0 ? waiting.filter(({ actor }) => actor.mortal) : []
    return [
      ...this.stage.actors.filter((one) => !this.#acting.has(one.name) && one.mayBegin()).map(({ name }) => name),
      ...waiting.map(({ actor }) => actor.name),
      ...dying.map(({ actor }) => `${actor.name} dies`),
    ]
  }

  async take(option: string): Promise<void> {
    this.steps.push(option)
    const dying = [...this.#acting.values()].find(({ actor }) => `${actor.name} dies` === option)
    if (dying) {
      this.#deaths--
      dying.next = undefined
      dying.actor.died?.()
      return
    }
    const quiet = new Promise<void>((resolve) => {
      this.#quiet = resolve
    })
    const acting = this.#acting.get(option)
    if (acting?.next) acting.next()
    else this.#begin(option)
    await quiet
  }

  #begin(name: string): void {
    const actor = this.stage.actors.find((one) => one.name === name)
    if (!actor) throw new Error(`nobody is called ${name}`)
    const acting: Acting = { actor, heard: 0 }
    this.#acting.set(name, acting)
    const gate: Gate = (_port, method, effect) => {
      if (this.stage.alone.has(method)) return effect()
      return new Promise((resolve, reject) => {
        acting.next = () => {
          acting.next = undefined
          effect().then((answer) => {
            acting.heard = hashOf(`${method} ${JSON.stringify(answer)}`, acting.heard)
            resolve(answer)
          }, reject)
        }
        this.#quiet()
      })
    }
    actor
      .run(gate)
      .catch((fault: unknown) => this.faults.push(`${name} throws ${fault}`))
      .then(() => this.#quiet())
  }
}

/** FNV-1a, 53 bits of it in two halves. */
function hashOf(text: string, seed: number): number {
  let [low, high] = [0x811c9dc5 ^ seed, 0x1000193 ^ Math.floor(seed / 2 ** 21)]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}
