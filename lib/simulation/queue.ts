import { DAY } from '../domain/time.ts'
import type { Agenda } from './agenda.ts'
import type { Gate } from './gate.ts'
import type { Aftermath } from './running.ts'

/** Runs something under a name, for at most so long; see `Town.perform`. */
export type Perform = <Result>(
  name: string,
  life: number,
  work: (gate: Gate) => Promise<Result>,
  aftermath: Aftermath<Result>,
) => Promise<void>

/** A message of a queue, under a name that no other has. */
export interface Message<Body> {
  readonly name: string
  readonly body: Body
}

/** How a queue delivers, in milliseconds, as the stack sets it. */
export interface Delivering<Body> {
  readonly visibility: number
  /** How long the function behind it may run. */
  readonly life: number
  readonly handle: (message: Message<Body>, gate: Gate) => Promise<void>
}

/** Deliveries before a message is a dead letter, as in the stack. */
export const MAX_RECEIVES = 5
/** A person sends dead letters back a day later, and gives up a message that died so often. */
const REDRIVES = 5

/** A queue that delivers at least once: what is not handled comes again, then waits for a person, who sends it back. */
export class Queue<Body> {
  readonly #agenda: Agenda
  readonly #perform: Perform
  readonly #delivering: Delivering<Body>
  readonly #givenUp: (message: Message<Body>, last: Error | undefined) => void

  constructor(
    agenda: Agenda,
    perform: Perform,
    delivering: Delivering<Body>,
    givenUp: (message: Message<Body>, last: Error | undefined) => void,
  ) {
    this.#agenda = agenda
    this.#perform = perform
    this.#delivering = delivering
    this.#givenUp = givenUp
  }

  /** Sends a message that is delivered after so many milliseconds. */
  send(message: Message<Body>, after: number): void {
    this.#deliver(message, 1, 0, after)
  }

  #deliver(message: Message<Body>, receives: number, redriven: number, after: number): void {
    const { life, visibility, handle } = this.#delivering
    const again = (last?: Error) => {
      if (receives < MAX_RECEIVES) this.#deliver(message, receives + 1, redriven, visibility)
      else if (redriven < REDRIVES) this.#deliver(message, 1, redriven + 1, DAY)
      else this.#givenUp(message, last)
    }
    const name = `${message.name} .${redriven * MAX_RECEIVES + receives}`
    this.#agenda.plan(this.#agenda.now() + after, () =>
      this.#perform(name, life, (gate) => handle(message, gate), {
        ended: () => {},
        failed: again,
        died: () => again(),
      }),
    )
  }
}
