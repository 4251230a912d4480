import net from 'node:net'
import { performance } from 'node:perf_hooks'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { promisify } from 'node:util'

type Callback = (...args: unknown[]) => unknown

/**
 * Makes the clock and the timers of this thread belong to the simulated clock: Date, performance, process.hrtime,
 * timers, AbortSignal.timeout and socket time-outs. Node's own housekeeping keeps real time.
 */
export class SimulatedTime {
  readonly #clock: Float64Array
  readonly #timers = new Map<number, SimulatedTimer>()
  #last = 0

  constructor(clock: Float64Array) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock[0]!
  }

  /** The instant of the next timer, or undefined. */
  next(): number | undefined {
    let next: number | undefined
    for (const timer of this.#timers.values()) if (next === undefined || timer.at < next) next = timer.at
    return next
  }

  /** Runs what is due, earliest first, in the order it was planned. */
  runDue(): void {
    const now = this.now()
    const due = [...this.#timers.values()].filter((timer) => timer.at <= now)
    due.sort((a, b) => a.at - b.at || a.id - b.id)
    for (const timer of due) if (this.#timers.has(timer.id)) timer.fire()
  }

  plan(callback: Callback, delay: unknown, repeat: boolean, args: unknown[]): SimulatedTimer {
    if (typeof callback !== 'function') throw new TypeError('a timer needs a function')
    const milliseconds = typeof delay === 'number' && delay >= 1 ? Math.trunc(delay) : 1
    const timer = new SimulatedTimer(this, ++this.#last, milliseconds, repeat, () => callback(...args))
    return timer.refresh()
  }

  add(timer: SimulatedTimer): void {
    this.#timers.set(timer.id, timer)
  }

  clear(timer: unknown): void {
    if (timer instanceof SimulatedTimer) this.#timers.delete(timer.id)
    else if (typeof timer === 'number' || typeof timer === 'string') this.#timers.delete(Number(timer))
  }

  sleep<T>(delay?: number, value?: T, options?: { signal?: AbortSignal | undefined }): Promise<T | undefined> {
    const signal = options?.signal
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.clear(timer)
        reject(Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), { name: 'AbortError' }))
      }
      const timer = this.plan(
        () => {
          signal?.removeEventListener('abort', giveUp)
          resolve(value)
        },
        delay,
        false,
        [],
      )
      if (signal?.aborted) giveUp()
      else signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  install(): void {
    this.#installDate()
    this.#installElapsed()
    const setTimeout = (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      this.plan(callback, delay, false, args)
    const setInterval = (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      this.plan(callback, delay, true, args)
    const clear = (timer: unknown) => this.clear(timer)
    const sleep = this.sleep.bind(this)
    Object.defineProperty(setTimeout, promisify.custom, { value: sleep })
    const replaced = { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear }
    Object.assign(globalThis, replaced)
    Object.assign(timers, replaced)
    const refused = () => {
      throw new Error('the rehearsal does not implement setInterval of node:timers/promises')
    }
    Object.assign(timersPromises, { setTimeout: sleep, setInterval: refused })
    Object.assign(timersPromises.scheduler, { wait: (delay: number) => sleep(delay) })
    AbortSignal.timeout = (milliseconds) => {
      const controller = new AbortController()
      const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      this.plan(() => controller.abort(reason), milliseconds, false, [])
      return controller.signal
    }
    this.#installSockets()
  }

  #installDate(): void {
    const now = () => this.now()
    const RealDate = Date
    RealDate.now = now
    const SimulatedDate = new Proxy(RealDate, {
      apply: () => new RealDate(now()).toString(),
      construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    })
    RealDate.prototype.constructor = SimulatedDate
    globalThis.Date = SimulatedDate
    const RealFormat = Intl.DateTimeFormat.prototype.formatToParts
    Intl.DateTimeFormat.prototype.formatToParts = function (date) {
      return RealFormat.call(this, date ?? now())
    }
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      configurable: true,
      get(this: Intl.DateTimeFormat) {
        return (date?: Date | number) =>
          RealFormat.call(this, date ?? now())
            .map((part) => part.value)
            .join('')
      },
    })
  }

  #installElapsed(): void {
    const origin = this.now()
    const elapsed = () => this.now() - origin
    Object.defineProperty(performance, 'now', { configurable: true, value: elapsed })
    Object.defineProperty(performance, 'timeOrigin', { configurable: true, value: origin })
    const hrtime = (previous?: [number, number]): [number, number] => {
      const milliseconds = elapsed() - (previous ? previous[0] * 1000 + previous[1] / 1e6 : 0)
      return [Math.floor(milliseconds / 1000), Math.round((milliseconds % 1000) * 1e6)]
    }
    process.hrtime = Object.assign(hrtime, { bigint: () => BigInt(elapsed()) * 1_000_000n })
  }

  /** A socket time-out is about the far end's silence; here silence lasts only while the clock moves. */
  #installSockets(): void {
    const planned = new WeakMap<net.Socket, SimulatedTimer>()
    const plan = this.plan.bind(this)
    const clear = this.clear.bind(this)
    net.Socket.prototype.setTimeout = function (milliseconds, callback) {
      Object.assign(this, { timeout: milliseconds })
      clear(planned.get(this))
      if (callback && milliseconds > 0) this.once('timeout', callback)
      if (callback && milliseconds === 0) this.removeListener('timeout', callback)
      if (milliseconds > 0)
        planned.set(
          this,
          plan(() => this.emit('timeout'), milliseconds, false, []),
        )
      if (milliseconds > 0) this.once('close', () => clear(planned.get(this)))
      return this
    }
  }
}

/** What setTimeout returns: Node's Timeout, as far as handlers and the SDK look at it. */
class SimulatedTimer {
  readonly id: number
  at = 0
  readonly #time: SimulatedTime
  readonly #milliseconds: number
  readonly #repeat: boolean
  readonly #run: () => unknown

  constructor(time: SimulatedTime, id: number, milliseconds: number, repeat: boolean, run: () => unknown) {
    this.id = id
    this.#time = time
    this.#milliseconds = milliseconds
    this.#repeat = repeat
    this.#run = run
  }

  fire(): void {
    this.#time.clear(this)
    if (this.#repeat) this.refresh()
    this.#run()
  }

  refresh(): this {
    this.at = this.#time.now() + this.#milliseconds
    this.#time.add(this)
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  close(): this {
    this.#time.clear(this)
    return this
  }

  [Symbol.toPrimitive](): number {
    return this.id
  }

  [Symbol.dispose](): void {
    this.#time.clear(this)
  }
}
