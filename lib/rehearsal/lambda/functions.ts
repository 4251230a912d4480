import { pathToFileURL } from 'node:url'
import { AwsError } from '../aws-error.ts'
import { identifier } from '../gateway/identifier.ts'
import type { World } from '../world.ts'
import type { Asked } from './direct-request.ts'
import type { FunctionFault } from './messages.ts'
import { Sandbox } from './sandbox.ts'

/** A function of the template, ready to run. */
export interface FunctionSpecification {
  readonly arn: string
  readonly name: string
  /** Absolute path of the bundled module, and the name of the exported handler. */
  readonly module: string
  readonly handler: string
  /** The whole environment of the function: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>
  /** Simulated milliseconds. */
  readonly timeout: number
  readonly memory: number
  /** Reserved concurrent executions; undefined is without limit. */
  readonly concurrency: number | undefined
}

/** How an invocation ends for its caller: the answer as data, or the error the function ended with. */
export type InvocationResult = { readonly payload: unknown } | { readonly error: FunctionFault }

/** One line a function wrote to its log. */
export interface LogLine {
  /** Simulated milliseconds since the epoch. */
  readonly at: number
  readonly requestId: string
  readonly text: string
}

interface Running {
  readonly specification: FunctionSpecification
  readonly sandboxes: Sandbox[]
  readonly idle: Sandbox[]
  readonly lines: LogLine[]
  /** Warm sandboxes of the code before, while other code is deployed. */
  aside: readonly Sandbox[]
  busy: number
  born: number
}

/** Lines kept per function; the oldest fall out. */
const KEPT_LINES = 2_000
/** Lambda refuses a synchronous answer above 6 MB (and the same for an event). */
const MAXIMUM_PAYLOAD = 6 * 1024 * 1024

/** The Lambda service: each function of the template in its own worker threads, started when first needed. */
export class Functions {
  readonly #world: World
  readonly #clock = new SharedArrayBuffer(8)
  readonly #instant = new Float64Array(this.#clock)
  readonly #functions = new Map<string, Running>()
  readonly #sandboxes = new Map<string, Sandbox>()
  readonly #gateway: { readonly host: string; readonly port: number }
  readonly #onCall: (sandbox: Sandbox, call: number, asked: Asked) => void
  #requests = 0
  #isReplaced = false
  /** Called with each line as it is written. */
  onLine: (functionName: string, line: LogLine) => void = () => {}

  /** `onCall` takes each call that a sandbox makes of the gateway; whatever the short way cannot carry comes over HTTP. */
  constructor(options: {
    world: World
    gateway: { readonly host: string; readonly port: number }
    onCall: (sandbox: Sandbox, call: number, asked: Asked) => void
  }) {
    this.#world = options.world
    this.#gateway = options.gateway
    this.#onCall = options.onCall
    this.#instant[0] = options.world.now()
    options.world.onTick = (now) => {
      this.#instant[0] = now
    }
  }

  create(specification: FunctionSpecification): void {
    const running: Running = {
      specification,
      sandboxes: [],
      idle: [],
      lines: [],
      aside: [],
      busy: 0,
      born: 0,
    }
    this.#functions.set(specification.arn, running)
  }

  /** The ARNs of the functions there are. */
  arns(): readonly string[] {
    return [...this.#functions.keys()]
  }

  /** The sandbox a call came from. */
  sandbox(id: string): Sandbox | undefined {
    return this.#sandboxes.get(id)
  }

  /**
   * Runs a function with an event and gives its answer or its error. Throws AwsError ResourceNotFoundException for an
   * unknown function and TooManyRequestsException above its reserved concurrency. Called from outside any work, it
   * becomes a piece of work of its own, which moves when the world runs.
   */
  invoke(functionArn: string, payload: unknown): Promise<InvocationResult> {
    if (this.#world.job()) return this.#invoke(functionArn, payload)
    return new Promise((resolve, reject) => {
      this.#world.soon(`invoke ${functionArn}`, () => this.#invoke(functionArn, payload).then(resolve, reject))
    })
  }

  /** Invocations since the start or the last reset, of all functions. */
  get invocations(): number {
    return this.#requests
  }

  /** What a function has written, oldest first. */
  logs(functionName: string): readonly LogLine[] {
    return this.#find(functionName).lines
  }

  /** Forgets logs and goes on from so many invocations; sandboxes in the middle of an event are ended, idle ones stay warm unless `cold`. */
  async reset(options: { readonly cold?: boolean; readonly invocations?: number } = {}): Promise<void> {
    this.#requests = options.invocations ?? 0
    const stopped: Promise<void>[] = []
    for (const running of this.#functions.values()) {
      const kept = options.cold ? [] : running.idle.filter((sandbox) => !sandbox.dead)
      const ended = running.sandboxes.filter((sandbox) => !kept.includes(sandbox))
      for (const sandbox of ended) stopped.push(this.#remove(running, sandbox))
      running.idle.splice(0, running.idle.length, ...kept)
      running.lines.length = 0
      running.busy = 0
    }
    await Promise.all(stopped)
  }

  /** Runs other code from now on, which starts cold; what is warm of the first code waits aside for `takeBack`. */
  async replace(): Promise<void> {
    for (const running of this.#isReplaced ? [] : this.#functions.values()) {
      running.aside = running.idle.splice(0).filter((sandbox) => !sandbox.dead)
      const kept = running.sandboxes.filter((sandbox) => !running.aside.includes(sandbox))
      running.sandboxes.splice(0, running.sandboxes.length, ...kept)
    }
    this.#isReplaced = true
    await this.reset({ cold: true })
  }

  /** Runs the code again that ran before the first `replace`, as warm as it was then. */
  async takeBack(): Promise<void> {
    this.#isReplaced = false
    await this.reset({ cold: true })
    for (const running of this.#functions.values()) {
      running.sandboxes.push(...running.aside)
      running.idle.push(...running.aside)
      running.aside = []
    }
  }

  async stop(): Promise<void> {
    await this.takeBack()
    await this.reset({ cold: true })
  }

  #find(name: string): Running {
    const exact = this.#functions.get(name)
    if (exact) return exact
    for (const running of this.#functions.values()) {
      const { arn, name: own } = running.specification
      if (own === name || name.startsWith(`${arn}:`)) return running
    }
    throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404)
  }

  async #invoke(functionArn: string, payload: unknown): Promise<InvocationResult> {
    const running = this.#find(functionArn)
    const { specification } = running
    if (specification.concurrency !== undefined && running.busy >= specification.concurrency)
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      })
    const text = JSON.stringify(payload ?? {})
    if (text.length > MAXIMUM_PAYLOAD)
      throw new AwsError('RequestTooLargeException', `Request must be smaller than ${MAXIMUM_PAYLOAD} bytes`, 413)
    const sandbox = running.idle.pop() ?? this.#start(running)
    const awsRequestId = identifier('request', ++this.#requests)
    running.busy++
    const context = {
      awsRequestId,
      functionName: specification.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: functionArn,
      memoryLimitInMB: String(specification.memory),
      logGroupName: `/aws/lambda/${specification.name}`,
      logStreamName: `rehearsal/[$LATEST]${sandbox.id}`,
    }
    const outcome = await sandbox.invoke(text, context, specification.timeout)
    running.busy--
    if (sandbox.dead) void this.#remove(running, sandbox)
    else running.idle.push(sandbox)
    if ('fault' in outcome) return { error: outcome.fault }
    if (outcome.payload.length > MAXIMUM_PAYLOAD) {
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD} bytes).`
      return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } }
    }
    const answer: unknown = JSON.parse(outcome.payload)
    return { payload: answer }
  }

  #start(running: Running): Sandbox {
    const { specification } = running
    const id = `${specification.name}#${++running.born}`
    const birth = {
      sandbox: id,
      module: pathToFileURL(specification.module).href,
      handler: specification.handler,
      clock: this.#clock,
      gateway: this.#gateway,
    }
    const sandbox = new Sandbox(this.#world, birth, specification.environment, (lines, requestId) => {
      for (const text of lines) {
        const line = { at: this.#world.now(), requestId, text }
        running.lines.push(line)
        this.onLine(specification.name, line)
      }
      if (running.lines.length > KEPT_LINES) running.lines.splice(0, running.lines.length - KEPT_LINES)
    })
    sandbox.onCall = (call, asked) => this.#onCall(sandbox, call, asked)
    running.sandboxes.push(sandbox)
    this.#sandboxes.set(id, sandbox)
    return sandbox
  }

  async #remove(running: Running, sandbox: Sandbox): Promise<void> {
    const index = running.sandboxes.indexOf(sandbox)
    if (index >= 0) running.sandboxes.splice(index, 1)
    this.#sandboxes.delete(sandbox.id)
    await sandbox.stop()
  }
}
