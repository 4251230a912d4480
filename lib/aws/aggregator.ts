import { createHash } from 'node:crypto'
import { mayWriteFreely, type TextMessage, type WhatsAppMessage } from '../domain/outgoing-message.ts'
import type { Clock, SendOutcome } from '../ports.ts'
import { outcomeOf } from './sending.ts'
import { signatureOf } from './signature.ts'

/** What sending through one aggregator needs: the one address it is asked at, and the secret it shares with us. */
export interface Aggregator {
  readonly url: string
  readonly secret: () => Promise<string>
  readonly clock: Clock
}

/** Milliseconds that an aggregator has for its answer, as every other provider. */
const PATIENCE = 10_000
/** No answer that says something is longer, in characters. */
const LONGEST_ANSWER = 4_096
/**
 * Statuses that say nothing of the message: it was not taken, and may be once we, or they, have mended something. Of every
 * other error of the server nobody knows whether the message left before.
 */
const NOT_TAKEN = new Set([401, 402, 403, 404, 405, 429, 503])

/** Sends one text through an aggregator. */
export const textByAggregator =
  (aggregator: Aggregator) =>
  ({ touch, to, text, sender }: TextMessage): Promise<SendOutcome> =>
    hand(aggregator, { version: 1, id: touch, channel: 'sms', to, text, ...(sender && { sender }) })

/** Sends one message on WhatsApp through an aggregator: a template by its name, or free text within 24 hours. */
export const whatsappByAggregator =
  (aggregator: Aggregator) =>
  async ({ touch, to, form }: WhatsAppMessage): Promise<SendOutcome> => {
    if (form.kind === 'text' && !mayWriteFreely(form.heardAt, aggregator.clock.now()))
      return { kind: 'notSent', again: false, problem: 'outside the 24 hours after the debtor wrote' }
    const { kind: _, ...template } = form.kind === 'template' ? form : { kind: form.kind }
    const words = form.kind === 'text' ? { text: form.body } : { template }
    return hand(aggregator, { version: 1, id: touch, channel: 'whatsapp', to, ...words })
  }

/** A message as it is written to an aggregator: docs/channels.md has every field. */
interface Handed {
  readonly version: 1
  readonly channel: 'sms' | 'whatsapp'
  readonly text?: string
  readonly sender?: string
  readonly template?: object
  readonly id: string
  readonly to: string
}

/** Asks the aggregator once; no redirection is followed, so nothing leaves for any other host. */
async function hand({ url, secret, clock }: Aggregator, message: Handed): Promise<SendOutcome> {
  const body = JSON.stringify(message)
  const seconds = Math.floor(clock.now() / 1000)
  let key: string
  try {
    key = await secret()
  } catch (cause) {
    return { kind: 'notSent', again: true, problem: cause instanceof Error ? cause.name : 'SecretUnreadable' }
  }
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: patience.signal,
      body,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': attemptOf(message),
        'puntual-timestamp': String(seconds),
        'puntual-signature': signatureOf(key, seconds, body),
      },
    })
    return await outcomeOfAnswer(answer)
  } catch (cause) {
    // fetch wraps what went wrong on the network.
    return outcomeOf(cause instanceof TypeError && cause.cause ? cause.cause : cause)
  } finally {
    clearTimeout(timer)
  }
}

/** One attempt is one touch at one address. */
const attemptOf = ({ id, to }: Handed): string =>
  `${id}-${createHash('sha256').update(`${id}\n${to}`).digest('hex').slice(0, 12)}`

async function outcomeOfAnswer(answer: Response): Promise<SendOutcome> {
  const { status } = answer
  const said = await saidBy(answer)
  const problem = `HTTP ${status}`
  if (status >= 200 && status < 300) return { kind: 'accepted', providerId: textOf(said, 'message').slice(0, 128) }
  if (NOT_TAKEN.has(status) || (status >= 300 && status < 400)) return { kind: 'notSent', again: true, problem }
  // 408: they gave up on our request, of which they may have had enough.
  if (status >= 500 || status === 408) return { kind: 'unknown', problem }
  const optedOut = textOf(said, 'error') === 'optedOut'
  return { kind: 'notSent', again: false, problem, ...(optedOut && { optedOut }) }
}

/** What an answer says in JSON; an accepted message stays accepted when its answer breaks off. */
async function saidBy(answer: Response): Promise<unknown> {
  try {
    return JSON.parse((await answer.text()).slice(0, LONGEST_ANSWER))
  } catch {
    return undefined
  }
}

function textOf(said: unknown, name: string): string {
  const value: unknown = typeof said === 'object' && said !== null ? Reflect.get(said, name) : undefined
  return typeof value === 'string' ? value : ''
}
