import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Calls, OPERATOR, type Service } from '../gateway/calls.ts'
import { asFields, type Fields, isFields, list, only, optionalNumber, optionalText, text } from '../gateway/fields.ts'
import type { OutsideAnswer, OutsideRequest } from '../gateway/server.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'
import { type ApprovedTemplates, wordsOfTemplate } from './approved-templates.ts'
import type { Answer, CapturedMessage, Mail } from './mail.ts'

/** Seconds that a signature holds. */
const HOLDS_FOR = 300
/** Simulated milliseconds from one status of a message to the next. */
const NEXT_STATUS = 2_000
/** Simulated milliseconds after which what nobody took is told again. */
const TELLS_AGAIN = [60_000, 300_000, 900_000] as const

/** What an address answers that is scripted, as docs/channels.md has it. */
const REFUSALS: ReadonlyMap<Answer, readonly [status: number, error: string]> = new Map([
  ['THROTTLED', [429, 'tooMany']],
  ['TEMPORARY_FAILURE', [503, 'notTaken']],
  ['TIMEOUT', [500, 'unknown']],
  ['UNKNOWN_FAILURE', [500, 'unknown']],
  ['OPT_OUT', [422, 'optedOut']],
  ['PERMANENT_FAILURE', [422, 'refused']],
  ['reject', [422, 'refused']],
])

/**
 * The aggregators of the catalog, as they keep the contract of docs/channels.md: they take what is signed with the secret
 * they share with us and nothing else, take each attempt once, and tell the webhook of the stack what became of it.
 */
export class Aggregators implements Service {
  readonly #world: World
  readonly #mail: Mail
  readonly #secrets: Secrets
  readonly #deployed: Deployed
  readonly #approved: ApprovedTemplates
  readonly #urls: ReadonlyMap<string, string>
  /** Simulated milliseconds until the first status. */
  delay = NEXT_STATUS
  /** The way to the webhook. */
  calls: Calls | undefined

  constructor(options: {
    world: World
    mail: Mail
    secrets: Secrets
    deployed: Deployed
    approved: ApprovedTemplates
    assets: ReadonlyMap<string, string>
  }) {
    this.#world = options.world
    this.#mail = options.mail
    this.#secrets = options.secrets
    this.#deployed = options.deployed
    this.#approved = options.approved
    this.#urls = aggregatorsOf(options.assets)
  }

  /** The name of the aggregator whose address this is. */
  at(url: string): string | undefined {
    return [...this.#urls].find(([, own]) => own === url)?.[0]
  }

  /** One request of a function of ours, as the gateway hands it on. */
  async call(_operation: string, input: Fields): Promise<OutsideAnswer> {
    const headers = Object.entries(asFields(input.headers, 'headers')).map(([name, value]) => [name, String(value)])
    const [method, url, body] = ['method', 'url', 'body'].map((name) => optionalText(input, name) ?? '')
    return this.#receive({
      method: method ?? '',
      url: url ?? '',
      body: body ?? '',
      headers: Object.fromEntries(headers),
    })
  }

  /** Somebody writes to the number of an aggregator, which tells us; gives what our webhook answered. */
  hear(aggregator: string, from: string, words: string, id: string): Promise<Fields> {
    const at = new Date(this.#world.now()).toISOString()
    return this.#tell(aggregator, { answers: [{ id, channel: 'sms', from, text: words, at }] })
  }

  #receive({ method, url, body, headers }: OutsideRequest): OutsideAnswer {
    const aggregator = this.at(url)
    if (aggregator === undefined) return refused(404, 'notFound')
    if (method !== 'POST') return refused(405, 'mustBePost')
    const seconds = Number(headers['puntual-timestamp'])
    const isRecent = Math.abs(this.#world.now() / 1000 - seconds) <= HOLDS_FOR
    if (!isRecent || headers['puntual-signature'] !== this.#sign(aggregator, seconds, body))
      return refused(401, 'notSigned')
    const key = headers['idempotency-key'] ?? ''
    const known = this.#mail.messages.find(({ headers }) => headers['idempotency-key'] === key)
    if (known) return known.raw === body ? accepted(known) : refused(409, 'otherMessage')
    return this.#take(aggregator, key, body)
  }

  #take(aggregator: string, key: string, raw: string): OutsideAnswer {
    const message = asFields(JSON.parse(raw), 'the message')
    only(message, 'the message', ['version', 'id', 'channel', 'to', 'text', 'sender', 'template'])
    const channel = text(message, 'channel')
    if (optionalNumber(message, 'version') !== 1 || (channel !== 'sms' && channel !== 'whatsapp'))
      return refused(400, 'notUnderstood')
    const to = text(message, 'to')
    const answer = this.#mail.takeAnswer(to)
    const refusal = REFUSALS.get(answer)
    if (refusal) return refused(...refusal)
    const template = isFields(message.template) ? message.template : undefined
    const words = template ? this.#wordsOf(template) : text(message, 'text')
    if (words === undefined) return refused(422, 'templateUnknown')
    const captured = this.#mail.capture({
      ...{ channel, from: optionalText(message, 'sender') ?? aggregator, to: [to], text: words, raw },
      ...{ headers: { 'idempotency-key': key }, tags: { touch: text(message, 'id'), aggregator } },
      principal: OPERATOR,
    })
    this.#report(aggregator, captured, answer)
    return accepted(captured)
  }

  #wordsOf(template: Fields): string | undefined {
    only(template, 'the template', ['name', 'language', 'parameters'])
    const { error, words } = wordsOfTemplate(this.#approved, {
      ...{ name: text(template, 'name'), language: text(template, 'language') },
      parameters: list(template, 'parameters').map(String),
    })
    return error === undefined ? words : undefined
  }

  #report(aggregator: string, { id: message, channel, to: [to], tags }: CapturedMessage, answer: Answer): void {
    const arrived = channel === 'sms' ? ['delivered'] : ['sent', 'delivered', 'read']
    const statuses = answer === 'bounce' ? ['bounced'] : answer === 'fail' ? ['undelivered'] : arrived
    for (const [index, status] of statuses.entries())
      this.#world.after(this.delay + index * NEXT_STATUS, `${status} of ${message}`, async () => {
        const at = new Date(this.#world.now()).toISOString()
        await this.#tell(aggregator, { reports: [{ id: tags.touch, message, channel, status, at, to }] })
      })
  }

  /** Tells the webhook, and again some time later while it is not taken. */
  async #tell(aggregator: string, news: object, attempt = 0): Promise<Fields> {
    const seconds = Math.floor(this.#world.now() / 1000)
    const body = JSON.stringify({ version: 1, ...news })
    const signature = this.#sign(aggregator, seconds, body)
    const headers = { 'content-type': 'application/json', 'puntual-timestamp': seconds, 'puntual-signature': signature }
    const { pathname } = new URL(this.#deployed.outputs.AggregatorsUrl ?? '')
    const asked = { method: 'POST', path: `${pathname}${aggregator}`, headers, body }
    const told = asFields(await this.calls?.perform(OPERATOR, 'lambda', 'InvokeUrl', asked))
    const pause = TELLS_AGAIN[attempt]
    if (optionalNumber(told, 'status') !== 202 && pause !== undefined)
      this.#world.after(pause, `what ${aggregator} tells again`, async () => {
        await this.#tell(aggregator, news, attempt + 1)
      })
    return told
  }

  #sign(aggregator: string, seconds: number, body: string): string {
    const secret = this.#deployed
      .ofType('AWS::SecretsManager::Secret')
      .find(({ properties }) => text(properties, 'Description').includes(` ${aggregator},`))
    const hash = createHmac('sha256', this.#secrets.value(secret?.arn ?? '')).update(`${seconds}.${body}`)
    return `v1=${hash.digest('hex')}`
  }
}

const accepted = ({ id }: CapturedMessage): OutsideAnswer => ({ status: 202, body: JSON.stringify({ message: id }) })
const refused = (status: number, error: string): OutsideAnswer => ({ status, body: JSON.stringify({ error }) })

/** The addresses of the aggregators of the catalog that is deployed beside the functions, by their names. */
function aggregatorsOf(assets: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [file] = [...assets.values()].map((folder) => join(folder, 'catalog.json')).filter((path) => existsSync(path))
  const catalog: unknown = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'))
  const company = isFields(catalog) && isFields(catalog.company) ? catalog.company : {}
  const found = isFields(company.aggregators) ? Object.entries(company.aggregators) : []
  return new Map(found.map(([name, one]) => [name, text(asFields(one, name), 'url')]))
}
