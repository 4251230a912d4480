import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Job, Timer, World } from '../world.ts'
import type { Answered, Asked } from './direct-request.ts'
import type { FromSandbox, FunctionFault, InvocationContext, SandboxBirth, ToSandbox } from './messages.ts'
import { Resting } from './resting.ts'

/**
 * Where Node keeps what it has compiled of a function, so that its next sandbox loads in half the time (nodejs.org, "Module
 * compile cache"): beside the assets of the assembly, and gone with them.
 */
const compiledBeside = (module: string): string => fileURLToPath(new URL('../compiled', module))

/** What one invocation ends with. */
export type Outcome = { readonly payload: string } | { readonly fault: FunctionFault }

interface Invocation {
  readonly requestId: string
  readonly resting: Resting
  readonly job: Job | undefined
  readonly settle: (outcome: Outcome) => void
  readonly limit: Timer
  wake: Timer | undefined
}

/** One worker thread that runs one function, one invocation at a time, on the simulated clock. */
export class Sandbox {
  readonly id: string
  readonly #world: World
  readonly #worker: Worker
  readonly #keep: (lines: readonly string[], requestId: string) => void
  #invocation: Invocation | undefined
  /** Whether it has died (a time-out, a fatal error, an exit) and must be replaced. */
  dead = false
  /** Called with each call of the gateway, in the order they were made. */
  onCall: (call: number, asked: Asked) => void = () => {}
  /** Called with the number of a call that its maker has given up. */
  onAbandoned: (call: number) => void = () => {}

  constructor(
    world: World,
    birth: SandboxBirth,
    environment: Readonly<Record<string, string>>,
    keep: (lines: readonly string[], requestId: string) => void,
  ) {
    this.id = birth.sandbox
    this.#world = world
    this.#keep = keep
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: birth,
      env: { ...environment, NODE_COMPILE_CACHE: compiledBeside(birth.module) },
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    this.#worker.on('message', (message: FromSandbox) => this.#hear(message))
    this.#worker.on('error', (error) =>
      this.#end({ fault: { errorType: 'Runtime.ExitError', errorMessage: error.message, trace: [] } }, true),
    )
    this.#worker.on('exit', (code) => {
      const errorMessage = `Runtime exited with error: exit status ${code}`
      this.#end({ fault: { errorType: 'Runtime.ExitError', errorMessage } }, true)
    })
  }

  /** The piece of work on whose behalf it runs. */
  get job(): Job | undefined {
    return this.#invocation?.job
  }

  /** Runs one event; `timeout` is in simulated milliseconds. */
  invoke(payload: string, context: InvocationContext, timeout: number): Promise<Outcome> {
    if (this.#invocation) throw new Error(`sandbox ${this.id} is busy`)
    return new Promise((settle) => {
      const deadline = this.#world.now() + timeout
      const job = this.#world.job()
      const limit = this.#world.at(deadline, `time-out of ${this.id}`, async () => {
        const seconds = (timeout / 1000).toFixed(2)
        const errorMessage = `RequestId: ${context.awsRequestId} Error: Task timed out after ${seconds} seconds`
        this.#end({ fault: { errorType: 'Sandbox.Timedout', errorMessage } }, true)
      })
      this.#invocation = {
        requestId: context.awsRequestId,
        resting: new Resting(this.#world, job),
        job,
        settle,
        limit,
        wake: undefined,
      }
      this.#say({ kind: 'invoke', payload, context, deadline })
    })
  }

  /** A call of this sandbox will not be answered before the clock moves. */
  hung(call: number): void {
    this.#say({ kind: 'hung', call })
  }

  answer(call: number, answered: Answered): void {
    this.#say({ kind: 'answer', call, answered })
  }

  /** The connection of this call breaks without an answer. */
  lose(call: number): void {
    this.#say({ kind: 'lost', call })
  }

  /** An answer to a hung call is about to leave: the invocation moves again. */
  stir(): void {
    this.#invocation?.resting.resume()
  }

  async stop(): Promise<void> {
    this.dead = true
    this.#invocation?.limit.cancel()
    this.#invocation?.wake?.cancel()
    this.#invocation = undefined
    await this.#worker.terminate()
  }

  #say(message: ToSandbox): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromSandbox): void {
    if ('lines' in message) this.#keep(message.lines, this.#invocation?.requestId ?? '')
    switch (message.kind) {
      case 'call':
        this.onCall(message.call, message.asked)
        return
      case 'abandoned':
        this.onAbandoned(message.call)
        return
      case 'rest':
        this.#rest(message.next)
        return
      case 'done':
        this.#end({ payload: message.payload }, false)
        return
      case 'failed':
        this.#end({ fault: message.fault }, message.fatal)
        return
    }
  }

  #rest(next: number | undefined): void {
    const invocation = this.#invocation
    if (!invocation) return
    invocation.wake?.cancel()
    if (next !== undefined) {
      invocation.wake = this.#world.at(next, `timer of ${this.id}`, async () => {
        invocation.resting.resume()
        this.#say({ kind: 'wake' })
      })
    }
    invocation.resting.rest()
  }

  #end(outcome: Outcome, fatal: boolean): void {
    if (fatal) this.dead = true
    const invocation = this.#invocation
    if (invocation) {
      this.#invocation = undefined
      invocation.limit.cancel()
      invocation.wake?.cancel()
      invocation.resting.end()
      invocation.settle(outcome)
    }
    if (fatal) void this.#worker.terminate()
  }
}
