import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { NotRehearsed } from '../aws-error.ts'
import { type Answered, type Asked, bodyText } from '../lambda/direct-request.ts'
import { FUNCTION_URLS } from '../lambda/function-urls.ts'
import { CALL_HEADER, OUTSIDE_HEADER } from '../lambda/outgoing.ts'
import type { Job, World } from '../world.ts'
import { asAwsError, type Calls, ConnectionLost, OPERATOR, type Principal, type Waiting } from './calls.ts'
import type { Dialect } from './dialect.ts'
import { asFields, optionalNumber, text } from './fields.ts'
import { accessKeyOf, dialectOf, readRequest } from './requests.ts'
import { Turns } from './turns.ts'

/** The running sandbox behind a call. */
export interface Caller {
  readonly job: Job | undefined
  /** This call will not be answered before the clock moves. */
  hung(call: number): void
  /** An answer to a hung call is about to leave. */
  stir(): void
  onAbandoned: (call: number) => void
}

/** A sandbox whose calls come as messages. */
export interface DirectCaller extends Caller {
  answer(call: number, answered: Answered): void
  /** The connection of this call breaks without an answer. */
  lose(call: number): void
}

/** What a function asked of a host outside AWS, and what it is told. */
export interface OutsideRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface OutsideAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Answers on the world's clock, as the HTTP date of the simulated second. */
class HttpDate {
  #second = Number.NaN
  #text = ''

  at(now: number): string {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#text = new Date(now).toUTCString()
    }
    return this.#text
  }
}

/** The one HTTP server that SDKs and command lines talk to, as if it were every AWS endpoint at once. */
export class Gateway {
  readonly #world: World
  readonly #server: http.Server
  readonly #principals = new Map<string, Principal>()
  readonly #turns = new WeakMap<Caller, Turns>()
  readonly #date = new HttpDate()
  #requests = 0
  #calls: Calls | undefined
  #callerOf: (sandbox: string) => Caller | undefined = () => undefined
  /** Answers for hosts outside AWS; without it they are refused. */
  outside: ((request: OutsideRequest, waiting: Waiting) => Promise<OutsideAnswer>) | undefined
  /** Called when a person's call arrives and when it is answered, so that whoever drives the world runs it. */
  onOperatorCall: () => void = () => {}

  constructor(world: World) {
    this.#world = world
    this.#server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 })
    this.#server.on('request', (request, response) => this.#receive(request, response))
  }

  /** Connects the services; calls that come before are refused. */
  serve(calls: Calls, callerOf: (sandbox: string) => Caller | undefined): void {
    this.#calls = calls
    this.#callerOf = callerOf
  }

  /** Listens on 127.0.0.1 and gives the port. */
  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    const address: AddressInfo | string | null = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the gateway has no port')
    return address.port
  }

  /** Makes an access key id stand for a role. */
  issue(accessKeyId: string, principal: Principal): void {
    this.#principals.set(accessKeyId, principal)
  }

  /** The role for which an access key, or the token of a session, stands. */
  principalOf(issued: string): Principal | undefined {
    return this.#principals.get(issued)
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  /** Takes a call of a sandbox, in its turn, and gives the sandbox its answer. */
  take(caller: DirectCaller, call: number, asked: Asked): void {
    void this.#inTurn(caller, call, asked, (answered) => {
      if (answered === undefined) caller.lose(call)
      else caller.answer(call, answered)
    })
  }

  #receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = bodyText(Buffer.concat(chunks), request.headers.authorization)
      const headers: Record<string, string> = {}
      for (const [name, value] of Object.entries(request.headers)) if (value) headers[name] = value.toString()
      const asked = { method: request.method ?? '', path: request.url ?? '', headers, body }
      void this.#takeOverHttp(asked, (answered) => {
        if (answered === undefined) request.socket.destroy()
        else write(response, answered)
      })
    })
  }

  async #takeOverHttp(asked: Asked, reply: Reply): Promise<void> {
    const numbered = asked.headers[CALL_HEADER]
    const [sandbox, number] = numbered === undefined ? [] : splitNumber(numbered)
    const caller = sandbox === undefined ? undefined : this.#callerOf(sandbox)
    if (caller && number !== undefined) return this.#inTurn(caller, number, asked, reply)
    const answered = this.#answer(asked, { rest() {}, resume() {} })
    this.onOperatorCall()
    reply(await answered)
    this.onOperatorCall()
  }

  async #inTurn(caller: Caller, number: number, asked: Asked, reply: Reply): Promise<void> {
    let turns = this.#turns.get(caller)
    if (!turns) {
      const created = new Turns()
      turns = created
      this.#turns.set(caller, created)
      caller.onAbandoned = (call) => created.skip(call)
    }
    const wait = turns.take(number)
    if (wait) await wait
    const waiting = {
      rest: () => {
        turns.pass(number)
        caller.hung(number)
      },
      // Whoever has given the call up rests on, and hears nothing of it.
      resume: () => {
        if (turns.isAwaited(number)) caller.stir()
      },
    }
    reply(await this.#world.within(caller.job, () => this.#answer(asked, waiting)))
    turns.end(number)
  }

  /** The answer to a request; undefined when its connection breaks instead. */
  async #answer(asked: Asked, waiting: Waiting): Promise<Answered | undefined> {
    const { method, path, headers, body } = asked
    const requestId = `rehearsal-${++this.#requests}`
    let dialect: Dialect | undefined
    try {
      if (headers[OUTSIDE_HEADER] !== undefined)
        return await this.#answerOutside(headers[OUTSIDE_HEADER], asked, waiting)
      if (!this.#calls) throw new NotRehearsed('calls before the deployment is complete')
      if (path.startsWith(FUNCTION_URLS)) return await this.#answerStranger(asked)
      const principal = this.#principals.get(accessKeyOf(headers.authorization)) ?? OPERATOR
      const read = readRequest(method, path, headers, body)
      dialect = read.dialect
      const answer = await this.#calls.perform(principal, read.service, read.operation, read.input, waiting)
      const text = dialect.answer(read.operation, answer, requestId)
      return this.#written(200, dialect, text, requestId, dialect.answerHeaders(answer))
    } catch (error) {
      if (error instanceof ConnectionLost) return undefined
      const failure = asAwsError(error)
      const spoken = dialect ?? dialectOf(headers)
      const text = spoken.error(failure, requestId)
      return this.#written(failure.status, spoken, text, requestId, spoken.errorHeaders(failure))
    }
  }

  /** Anybody may ask a public address: a browser, a mail program, a scanner of links. */
  async #answerStranger(asked: Asked): Promise<Answered> {
    const answer = asFields(await this.#calls?.perform(OPERATOR, 'lambda', 'InvokeUrl', { ...asked }))
    const headers = Object.entries(asFields(answer.headers)).map(([name, value]) => [name, String(value)])
    const date = this.#date.at(this.#world.now())
    return {
      status: optionalNumber(answer, 'status') ?? 500,
      headers: { date, ...Object.fromEntries(headers) },
      body: asked.method === 'HEAD' ? '' : text(answer, 'body'),
    }
  }

  async #answerOutside(url: string, { method, headers, body }: Asked, waiting: Waiting): Promise<Answered> {
    if (!this.outside) throw new NotRehearsed(`requests to ${url}`)
    const answer = await this.outside({ method, url, headers, body }, waiting)
    return { status: answer.status, headers: { ...answer.headers }, body: answer.body ?? '' }
  }

  #written(
    status: number,
    dialect: Dialect,
    body: string | Uint8Array,
    requestId: string,
    headers: Readonly<Record<string, string>>,
  ): Answered {
    const date = this.#date.at(this.#world.now())
    const own = { 'content-type': dialect.contentType, 'x-amzn-requestid': requestId, date }
    return { status, headers: { ...own, ...headers }, body }
  }
}

/** Gives a caller its answer; undefined breaks the connection. */
type Reply = (answered: Answered | undefined) => void

function write(response: http.ServerResponse, { status, headers, body }: Answered): void {
  response.sendDate = false
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
}

const splitNumber = (numbered: string): [string, number] => {
  const dot = numbered.lastIndexOf('.')
  return [numbered.slice(0, dot), Number(numbered.slice(dot + 1))]
}
