/** Lets the numbered calls of one sandbox go ahead one at a time, in the order they were made. */
export class Turns {
  #next = 1
  #running: number | undefined
  readonly #waiting = new Map<number, () => void>()
  readonly #skipped = new Set<number>()
  readonly #awaited = new Set<number>()

  /** Settles when it is the turn of call `number`; a number that has been passed over goes at once. */
  take(number: number): Promise<void> | undefined {
    if (number < this.#next) return undefined
    this.#awaited.add(number)
    if (number === this.#next && this.#running === undefined) {
      this.#begin(number)
      return undefined
    }
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve)
    })
  }

  /** Whether the maker of call `number` still waits for its answer. */
  isAwaited(number: number): boolean {
    return this.#awaited.has(number)
  }

  /** Call `number` is over: the next may go. */
  end(number: number): void {
    this.#awaited.delete(number)
    this.pass(number)
  }

  /** Call `number` waits for time to pass: the next may go. */
  pass(number: number): void {
    if (this.#running !== number) return
    this.#running = undefined
    this.#advance()
  }

  /** Call `number` was given up by its maker: nobody waits for it to arrive, or for its answer. */
  skip(number: number): void {
    this.#awaited.delete(number)
    if (number < this.#next) return
    this.#skipped.add(number)
    this.#waiting.delete(number)
    if (this.#running === undefined) this.#advance()
  }

  #begin(number: number): void {
    this.#running = number
    this.#next = number + 1
  }

  #advance(): void {
    while (this.#skipped.delete(this.#next)) this.#next++
    const waiting = this.#waiting.get(this.#next)
    if (!waiting) return
    this.#waiting.delete(this.#next)
    this.#begin(this.#next)
    waiting()
  }
}
