import type { Instant } from '../domain/time.ts'
import { TransientFault } from '../usecases/faults.ts'
import type { Agenda } from './agenda.ts'
import { type Gate, OPEN } from './gate.ts'
import type { Outage, Trouble } from './trouble.ts'

/** What follows when a run has ended, thrown, or died without a word. */
export interface Aftermath<Result> {
  readonly ended: (result: Result) => void
  readonly failed: (fault: Error) => void
  readonly died: () => void
}

/** What a run needs to know of the world it is in. */
export interface Surroundings {
  readonly agenda: Agenda
  readonly outage: Outage | undefined
  /** Brings forward the next word of the upstream systems. */
  readonly hearNext: () => void
  /** How many calls have met trouble so far. */
  met: number
  /** Called with each call of a port, when somebody listens. */
  readonly listen: ((at: Instant, run: string, text: string) => void) | undefined
}

/** AWS refused a call: nothing has happened. */
export class Throttled extends Error {
  override readonly name = 'ThrottlingException'
}

/** Nobody knows whether a call has happened. */
export class AnswerLost extends Error {
  override readonly name = 'TimeoutError'
}

/** A fault that comes again by itself: the state machine asks again, and a queue delivers again. */
export const isOfAws = (fault: Error): boolean =>
  fault instanceof Throttled || fault instanceof AnswerLost || fault instanceof TransientFault

/** DynamoDB knows a repeated transaction by its token, and answers it as it did the first time. */
const REPEATABLE = new Set(['record', 'claim'])

/** A word that overtakes needs this long to be recorded, in milliseconds. */
const OVERTAKING = 500

/** One run of a use case, which meets at most one trouble on its way. */
export class Running<Result> {
  readonly #name: string
  readonly #life: number
  readonly #world: Surroundings
  readonly #trouble: Trouble | undefined
  readonly #aftermath: Aftermath<Result>
  #calls = 0
  #dies = Number.POSITIVE_INFINITY
  #whole: Promise<void> = Promise.resolve()
  #rest: () => void = () => {}

  constructor(
    name: string,
    life: number,
    world: Surroundings,
    trouble: Trouble | undefined,
    aftermath: Aftermath<Result>,
  ) {
    this.#name = name
    this.#life = life
    this.#world = world
    this.#trouble = trouble
    this.#aftermath = aftermath
  }

  /** Runs until the work is over, or rests, or is dead. */
  run(work: (gate: Gate) => Promise<Result>): Promise<void> {
    this.#dies = this.#world.agenda.now() + this.#life
    if (!this.#trouble) return this.#live(work)
    return this.#untilQuiet(() => {
      this.#whole = this.#live(work)
    })
  }

  /** Nothing can befall it, and nobody listens. */
  get #isQuiet(): boolean {
    const { outage, listen } = this.#world
    return !this.#trouble && !listen && !(outage && this.#name.startsWith(outage.of))
  }

  async #live(work: (gate: Gate) => Promise<Result>): Promise<void> {
    let result: Result
    try {
      result = await work(this.#isQuiet ? OPEN : this.#gate)
    } catch (fault) {
      if (!(fault instanceof Error)) throw fault
      this.#say(`fails: ${fault.message}`)
      return this.#aftermath.failed(fault)
    }
    this.#aftermath.ended(result)
  }

  readonly #gate: Gate = (port, method, effect) => {
    const { outage, agenda, listen } = this.#world
    const call = this.#calls++
    if (outage && this.#name.startsWith(outage.of) && agenda.now() >= outage.from && agenda.now() < outage.until)
      return Promise.reject(new Throttled(`${method} is refused: an outage`))
    if (this.#trouble && call === this.#trouble.call) return this.#meets(this.#trouble, port, method, effect)
    return listen ? this.#told(port, method, effect) : effect()
  }

  async #told<Answer>(port: string, method: string, effect: () => Promise<Answer>): Promise<Answer> {
    const answer = await effect()
    this.#say(`${port}.${method} → ${brief(answer)}`)
    return answer
  }

  async #meets<Answer>(
    { kind, lasts }: Trouble,
    port: string,
    method: string,
    effect: () => Promise<Answer>,
  ): Promise<Answer> {
    this.#world.met++
    this.#say(`${port}.${method}: ${kind}`)
    switch (kind) {
      case 'throttled':
        throw new Throttled(`${method} is refused`)
      case 'answerLost':
        await effect()
        throw new AnswerLost(`${method} gives no answer`)
      case 'repeated': {
        const first = await effect()
        return REPEATABLE.has(method) || port === 'provider' ? first : effect()
      }
      case 'diesBefore':
        return this.#die()
      case 'diesAfter':
        await effect()
        return this.#die()
      case 'waits':
        await this.#pause(lasts)
        return this.#told(port, method, effect)
      case 'hears': {
        const answer = await this.#told(port, method, effect)
        await this.#pause(lasts)
        return answer
      }
      case 'overtaken':
        this.#world.hearNext()
        await this.#pause(Math.max(lasts, OVERTAKING))
        return this.#told(port, method, effect)
    }
  }

  #die(): Promise<never> {
    this.#say('is dead')
    this.#aftermath.died()
    this.#rest()
    return new Promise(() => {})
  }

  /** Others go on meanwhile; a function whose time is up meanwhile never comes back. */
  #pause(lasts: number): Promise<void> {
    const { agenda } = this.#world
    const until = agenda.now() + lasts
    return new Promise((resume) => {
      agenda.plan(Math.min(until, this.#dies), () => {
        if (until < this.#dies) return this.#untilQuiet(resume)
        void this.#die()
        return undefined
      })
      this.#rest()
    })
  }

  #untilQuiet(go: () => void): Promise<void> {
    const resting = new Promise<void>((resolve) => {
      this.#rest = resolve
    })
    go()
    return Promise.race([this.#whole, resting])
  }

  #say(text: string): void {
    this.#world.listen?.(this.#world.agenda.now(), this.#name, text)
  }
}

/** An answer in a few characters. */
function brief(answer: unknown): string {
  const text = JSON.stringify(answer) ?? 'nothing'
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
