import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'

/** Who calls: a role of the template by its ARN, or the person at the laptop, who may do everything. */
export type Principal = string

/** The principal of every access key that no function owns. */
export const OPERATOR: Principal = 'operator'

/** A service as the gateway sees it: operations by their API names, inputs and answers in the shape of the JSON protocol. */
export interface Service {
  call(operation: string, input: Fields, principal: Principal): Promise<unknown>
}

/** One AWS call on its way; `service` is the IAM prefix (`dynamodb`, `states`, `sqs`, `events`, `ses`, …). */
export interface Call {
  readonly principal: Principal
  readonly service: string
  readonly operation: string
  readonly input: Fields
  /** Lets simulated milliseconds pass before the call goes on. */
  sleep(milliseconds: number): Promise<void>
  /** Never answers: the caller's own time-out must end it. */
  hang(): Promise<never>
}

/** Sees each call first: it may proceed, answer by itself, throw an AwsError or ConnectionLost, sleep or hang. */
export type OnCall = (call: Call, proceed: () => Promise<unknown>) => Promise<unknown>

/** What a call stands on while it waits: the work it belongs to stops and moves again with it. */
export interface Waiting {
  rest(): void
  resume(): void
}

/** Decides whether a principal may make a call; throws AwsError AccessDeniedException when not. */
export type Authorise = (principal: Principal, service: string, operation: string, input: Fields) => void

/** Thrown by an OnCall hook: the connection breaks without an answer. */
export class ConnectionLost extends Error {
  constructor() {
    super('the connection was lost')
    this.name = 'ConnectionLost'
  }
}

/** Calls made so far, by `service.operation` and by whoever made them. */
export interface CallsSnapshot {
  readonly counts: readonly (readonly [name: string, count: number])[]
  readonly callers: readonly (readonly [principal: Principal, count: number])[]
}

/** The one way to every service: counts, lets the hook interfere, authorises, performs. */
export class Calls {
  readonly #world: World
  readonly #services: ReadonlyMap<string, Service>
  readonly #authorise: Authorise
  /** Calls made so far by `service.operation`. */
  readonly counts = new Map<string, number>()
  /** Calls made so far by whoever made them. */
  readonly callers = new Map<Principal, number>()
  onCall: OnCall | undefined

  constructor(world: World, services: ReadonlyMap<string, Service>, authorise: Authorise) {
    this.#world = world
    this.#services = services
    this.#authorise = authorise
  }

  /** Performs a call and gives its answer in the shape of the service's JSON protocol; throws AwsError or ConnectionLost. */
  async perform(
    principal: Principal,
    service: string,
    operation: string,
    input: Fields,
    waiting: Waiting = this.#job(),
  ): Promise<unknown> {
    const name = `${service}.${operation}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    this.callers.set(principal, (this.callers.get(principal) ?? 0) + 1)
    const proceed = async () => {
      if (principal !== OPERATOR) this.#authorise(principal, service, operation, input)
      const found = this.#services.get(service)
      if (!found) throw new NotRehearsed(`the service ${service} (${operation})`)
      return found.call(operation, input, principal)
    }
    if (!this.onCall) return proceed()
    const sleep = (milliseconds: number) =>
      new Promise<void>((resolve) => {
        this.#world.after(milliseconds, `a slow ${name}`, async () => {
          waiting.resume()
          resolve()
        })
        waiting.rest()
      })
    const hang = () => {
      waiting.rest()
      return new Promise<never>(() => {})
    }
    return this.onCall({ principal, service, operation, input, sleep, hang }, proceed)
  }

  snapshot(): CallsSnapshot {
    return { counts: [...this.counts], callers: [...this.callers] }
  }

  restore({ counts, callers }: CallsSnapshot): void {
    this.counts.clear()
    this.callers.clear()
    for (const [name, count] of counts) this.counts.set(name, count)
    for (const [principal, count] of callers) this.callers.set(principal, count)
  }

  total(): number {
    let total = 0
    for (const count of this.counts.values()) total += count
    return total
  }

  #job(): Waiting {
    return this.#world.job() ?? { rest() {}, resume() {} }
  }
}

/** The AwsError that `error` is to its caller: whatever is no AwsError is a fault of ours, and says so. */
export const asAwsError = (error: unknown): AwsError =>
  error instanceof AwsError
    ? error
    : new AwsError('InternalFailure', error instanceof Error ? `${error.name}: ${error.message}` : String(error), 500)
