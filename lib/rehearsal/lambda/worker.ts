import { syncBuiltinESMExports } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { FromSandbox, FunctionFault, InvocationContext, SandboxBirth, ToSandbox } from './messages.ts'
import { Outgoing } from './outgoing.ts'
import { SimulatedChance } from './simulated-chance.ts'
import { SimulatedTime } from './simulated-time.ts'

/** What the event loop may hold while nothing is on its way: ports, idle sockets, Node's own housekeeping. */
const IDLE = new Set(['MessagePort', 'TCPSocketWrap', 'PipeWrap', 'TTYWrap', 'Timeout'])
/** A promise chain that ends in real work shows itself within a turn of the loop; the second turn is for margin. */
const CALM_TURNS = 2

const port = parentPort
if (!port) throw new Error('this module is the inside of a sandbox')
const birth: SandboxBirth = workerData
const turn = globalThis.setImmediate

const time = new SimulatedTime(new Float64Array(birth.clock))
const chance = new SimulatedChance()
const outgoing = new Outgoing(birth.sandbox, birth.gateway)
let lines: string[] = []
let running = false
let checking = false
let loading = true

// The function has its own environment, and nothing of ours.
delete process.env.NODE_COMPILE_CACHE
time.install()
chance.seed(birth.sandbox.replace(/#.*/, ''))
chance.install()
outgoing.install()
syncBuiltinESMExports()

const say = (message: FromSandbox) => port.postMessage(message)
const takeLines = (): string[] => {
  const taken = lines
  lines = []
  return taken
}
const keepLine = (chunk: string | Uint8Array): boolean => {
  lines.push((typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()).replace(/\n$/, ''))
  return true
}
process.stdout.write = keepLine
process.stderr.write = keepLine

const faultOf = (error: unknown): FunctionFault =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

const fail = (fault: FunctionFault, fatal: boolean) => {
  if (!running) return
  running = false
  say({ kind: 'failed', fault, fatal, lines: takeLines() })
}

/** Says that the invocation rests once nothing can move in this thread before the clock does. */
const check = (calm = 0) => {
  if (checking && calm === 0) return
  checking = true
  turn(() => {
    checking = false
    if (!running || outgoing.busy()) return
    const next = time.next()
    if (next !== undefined && next <= time.now()) {
      time.runDue()
      check()
    } else if (process.getActiveResourcesInfo().some((name) => !IDLE.has(name))) check()
    else if (calm < CALM_TURNS) {
      checking = true
      check(calm + 1)
    } else if (loading && next === undefined) check()
    else if (next === undefined && !outgoing.waiting()) {
      fail({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited without providing a reason' }, true)
    } else say({ kind: 'rest', next, lines: takeLines() })
  })
}
outgoing.onQuiet = () => check()
outgoing.onCall = (call, asked) => say({ kind: 'call', call, asked })
outgoing.onAbandoned = (call) => say({ kind: 'abandoned', call })

type Handler = (event: unknown, context: object) => unknown

const load = async (): Promise<Handler | FunctionFault> => {
  try {
    const module: Record<string, unknown> = await import(birth.module)
    const handler = module[birth.handler]
    if (typeof handler !== 'function')
      return {
        errorType: 'Runtime.HandlerNotFound',
        errorMessage: `${birth.module} does not export ${birth.handler}`,
        trace: [],
      }
    if (handler.length > 2)
      return {
        errorType: 'Runtime.CallbackHandlerDeprecated',
        errorMessage: 'a handler that takes a callback does not run on this runtime',
        trace: [],
      }
    return (event, context) => handler(event, context)
  } catch (error) {
    return faultOf(error)
  } finally {
    loading = false
  }
}
const loaded = load()

const invoke = async (payload: string, context: InvocationContext, deadline: number) => {
  running = true
  check()
  const handler = await loaded
  if (typeof handler !== 'function') return fail(handler, true)
  chance.seed(context.awsRequestId)
  check()
  try {
    const answer = await handler(JSON.parse(payload), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - time.now()),
    })
    if (!running) return
    running = false
    say({ kind: 'done', payload: JSON.stringify(answer) ?? 'null', lines: takeLines() })
  } catch (error) {
    fail(faultOf(error), false)
  }
}

process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = faultOf(reason)
  fail({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage, trace: trace ?? [] }, true)
})
process.on('uncaughtException', (error) => fail(faultOf(error), true))

port.on('message', (message: ToSandbox) => {
  switch (message.kind) {
    case 'invoke':
      void invoke(message.payload, message.context, message.deadline)
      return
    case 'wake':
      time.runDue()
      check()
      return
    case 'hung':
      outgoing.markHung(message.call)
      return
    case 'answer':
      outgoing.answer(message.call, message.answered)
      return
    case 'lost':
      outgoing.lose(message.call)
      return
  }
})
