import diagnostics from 'node:diagnostics_channel'
import http from 'node:http'

/** Header that numbers a sandbox's calls: `<sandbox>.<n>`. */
export const CALL_HEADER = 'x-rehearsal-call'
/** Header that carries the address of a request to a host that is not AWS. */
export const OUTSIDE_HEADER = 'x-rehearsal-outside'

interface Watched {
  readonly call: number
  readonly request: http.ClientRequest
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

  install(): void {
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
    const call = ++this.#last
    const watched = { call, request, hung: false }
    this.#open.set(call, watched)
    request.setHeader(CALL_HEADER, `${this.#sandbox}.${call}`)
    let answered = false
    request.once('response', () => {
      answered = true
    })
    request.once('close', () => {
      this.#open.delete(call)
      if (!answered) this.onAbandoned(call)
      this.onQuiet()
    })
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
