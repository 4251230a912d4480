import diagnostics from 'node:diagnostics_channel'
import http from 'node:http'
import { type Answered, type Asked, DirectRequest } from './direct-request.ts'

/** Header that numbers a sandbox's calls: `<sandbox>.<n>`. */
export const CALL_HEADER = 'x-rehearsal-call'
/** Header that carries the address of a request to a host that is not AWS. */
export const OUTSIDE_HEADER = 'x-rehearsal-outside'

interface Watched {
  readonly request: http.ClientRequest | DirectRequest
  hung: boolean
}

/**
 * Counts what this thread is waiting for. Every request is numbered so that the gateway can take them in the order
 * they were made; requests to other hosts are refused, and `fetch` goes through the gateway's `outside` hook.
 */
export class Outgoing {
  readonly #open = new Map<number, Watched>()
  readonly #sandbox: string
  readonly #gateway: { readonly host: string; readonly port: number }
  #last = 0
  #working = 0

  /** Called when the thread may have nothing left to wait for. */
  onQuiet: () => void = () => {}
  /** Sends a call on its way; its answer comes back through `answer` or `lose`. */
  onCall: (call: number, asked: Asked) => void = () => {}
  /** Called with the number of a call that was given up unanswered. */
  onAbandoned: (call: number) => void = () => {}

  constructor(sandbox: string, gateway: { readonly host: string; readonly port: number }) {
    this.#sandbox = sandbox
    this.#gateway = gateway
  }

  /** Whether an answer is on its way that needs no passing of time. */
  busy(): boolean {
    if (this.#working > 0) return true
    for (const watched of this.#open.values()) if (!watched.hung) return true
    return false
  }

  /** Whether any call is open, hung or not. */
  waiting(): boolean {
    return this.#open.size > 0
  }

  markHung(call: number): void {
    const watched = this.#open.get(call)
    if (watched) watched.hung = true
    this.onQuiet()
  }

  answer(call: number, answered: Answered): void {
    const request = this.#open.get(call)?.request
    if (request instanceof DirectRequest) request.answer(answered)
  }

  lose(call: number): void {
    const request = this.#open.get(call)?.request
    if (request instanceof DirectRequest) request.lose()
  }

  install(): void {
    this.#takeShortcut()
    diagnostics.subscribe('http.client.request.created', (message) => {
      if (typeof message !== 'object' || message === null || !('request' in message)) return
      if (message.request instanceof http.ClientRequest) this.#watch(message.request)
    })
    globalThis.fetch = (input, init) => this.#fetch(new Request(input, init))
    this.#countDigests()
  }

  #watch(request: http.ClientRequest): void {
    const { host, port } = this.#gateway
    if (request.host !== host || !request.getHeader('host')?.toString().endsWith(`:${port}`)) {
      request.destroy(new Error(`the rehearsal does not implement requests to ${request.protocol}//${request.host}`))
      return
    }
    request.setHeader(CALL_HEADER, `${this.#sandbox}.${this.#number(request)}`)
  }

  #number(request: http.ClientRequest | DirectRequest): number {
    const call = ++this.#last
    this.#open.set(call, { request, hung: false })
    let answered = false
    request.once('response', () => {
      answered = true
    })
    request.once('close', () => {
      this.#open.delete(call)
      if (!answered) this.onAbandoned(call)
      this.onQuiet()
    })
    return call
  }

  /** Plain requests to the gateway, such as the SDK's, go as messages; all others still go through node:http. */
  #takeShortcut(): void {
    const original: (...args: never[]) => unknown = http.request
    const request = (...args: never[]): unknown => {
      const [options, onResponse]: readonly unknown[] = args
      const asked = this.#forGateway(options)
      if (!asked) return original.apply(http, args)
      let call = 0
      const direct = new DirectRequest(asked, (whole) => this.onCall(call, whole))
      if (typeof onResponse === 'function')
        direct.once('response', (response) => Reflect.apply(onResponse, direct, [response]))
      call = this.#number(direct)
      return direct
    }
    Object.defineProperty(http, 'request', { configurable: true, writable: true, value: request })
  }

  #forGateway(options: unknown): Omit<Asked, 'body'> | undefined {
    if (typeof options !== 'object' || options === null || options instanceof URL) return undefined
    const { host, port, method, path, headers, auth, timeout, signal }: Record<string, unknown> = { ...options }
    const plain = auth === undefined && timeout === undefined && signal === undefined
    if (host !== this.#gateway.host || port !== this.#gateway.port || !plain) return undefined
    const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
    return { method: String(method ?? 'GET'), path: String(path ?? '/'), headers: Object.fromEntries(lower) }
  }

  /** Web Crypto works on other threads, out of sight of the event loop's own list of what it waits for. */
  #countDigests(): void {
    const subtle = globalThis.crypto.subtle
    for (const name of ['digest', 'sign', 'verify', 'importKey', 'encrypt', 'decrypt', 'deriveBits'] as const) {
      const original: (...args: never[]) => Promise<unknown> = subtle[name]
      const counted = async (...args: never[]): Promise<unknown> => {
        this.#working++
        try {
          return await original.apply(subtle, args)
        } finally {
          this.#working--
          this.onQuiet()
        }
      }
      Object.defineProperty(subtle, name, { configurable: true, value: counted })
    }
  }

  async #fetch(request: Request): Promise<Response> {
    const body = Buffer.from(await request.arrayBuffer())
    return new Promise((resolve, reject) => {
      const sent = http.request({
        ...this.#gateway,
        method: request.method,
        path: '/',
        headers: {
          ...Object.fromEntries(request.headers),
          [OUTSIDE_HEADER]: request.url,
          'content-length': body.length,
        },
      })
      request.signal.addEventListener('abort', () => {
        sent.destroy()
        reject(request.signal.reason)
      })
      sent.on('error', (cause) => reject(new TypeError('fetch failed', { cause })))
      sent.on('response', (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () => {
          const status = answer.statusCode ?? 500
          const headers = new Headers()
          for (const [name, value] of Object.entries(answer.headers)) if (value) headers.set(name, value.toString())
          const empty = status === 204 || status === 304
          resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers }))
        })
      })
      sent.end(body)
    })
  }
}
