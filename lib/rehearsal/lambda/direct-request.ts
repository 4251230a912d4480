import { Readable, Writable } from 'node:stream'

/** One HTTP request as data: header names are in lower case; see `bodyText` for the body. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The answer to a request as data. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** The body of a request as text: what is put into S3 may be any bytes, each of which is one character; all else is UTF-8. */
export const bodyText = (body: Buffer, authorization = ''): string =>
  body.toString(authorization.includes('/s3/aws4_request') ? 'latin1' : 'utf8')

/**
 * A request to the gateway that travels as a message instead of over a socket: parsing HTTP on both sides and the
 * system calls of a socket were a third of what a call costs. Its maker sees what node:http would show, except that a
 * connection is never being made.
 */
export class DirectRequest extends Writable {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** What a client asks of a connection that stands: nothing of it can happen here. */
  readonly socket = { connecting: false, setKeepAlive() {}, setTimeout() {}, removeListener() {}, destroy() {} }
  readonly #send: (asked: Asked) => void
  readonly #chunks: Buffer[] = []
  #answered = false

  constructor(
    asked: { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> },
    send: (asked: Asked) => void,
  ) {
    super({ autoDestroy: false })
    this.method = asked.method
    this.path = asked.path
    this.headers = asked.headers
    this.#send = send
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  override _final(done: () => void): void {
    const body = bodyText(Buffer.concat(this.#chunks), this.headers.authorization)
    this.#send({ method: this.method, path: this.path, headers: this.headers, body })
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error ?? (this.#answered ? null : hangUp()))
  }

  /** The answer has come; the request closes once it is read. */
  answer(answered: Answered): void {
    if (this.destroyed) return
    this.#answered = true
    const response = new DirectResponse(answered)
    response.once('close', () => this.destroy())
    if (!this.emit('response', response)) response.resume()
  }

  /** The connection broke without an answer. */
  lose(): void {
    this.destroy()
  }
}

const hangUp = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })

/** An answer as its reader knows it from node:http. */
class DirectResponse extends Readable {
  readonly statusCode: number
  readonly statusMessage = ''
  readonly httpVersion = '1.1'
  readonly headers: Readonly<Record<string, string>>
  complete = false
  readonly #body: string | Uint8Array

  constructor({ status, headers, body }: Answered) {
    super()
    this.statusCode = status
    this.headers = headers
    this.#body = body
  }

  override _read(): void {
    this.complete = true
    if (this.#body.length > 0) this.push(Buffer.from(this.#body))
    this.push(null)
  }
}
