import { identifier } from '../gateway/identifier.ts'
import type { World } from '../world.ts'

/** One message that left, as its provider accepted it. */
export interface CapturedMessage {
  /** The provider's message id. */
  readonly id: string
  /** Simulated milliseconds since the epoch. */
  readonly at: number
  readonly channel: 'email' | 'sms' | 'whatsapp'
  readonly from: string
  readonly to: readonly string[]
  readonly subject?: string
  readonly html?: string
  readonly text?: string
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly tags: Readonly<Record<string, string>>
  readonly raw: string
  readonly principal: string
}

/**
 * What a provider does with one address from now on: `accept` is the ordinary case; `bounce` (for good), `complain` and
 * `fail` (this time) are accepted first and reported later; the rest are refused at once, each under the name its provider
 * has for it.
 */
export type Answer =
  | 'accept'
  | 'bounce'
  | 'complain'
  | 'fail'
  | 'reject'
  | 'THROTTLED'
  | 'OPT_OUT'
  | 'PERMANENT_FAILURE'
  | 'TEMPORARY_FAILURE'
  | 'TIMEOUT'
  | 'UNKNOWN_FAILURE'
  | 'DUPLICATE'

/** Addresses of SES's own mailbox simulator, with or without a label (`bounce+anything@…`). */
const SIMULATOR: ReadonlyMap<string, Answer> = new Map([
  ['bounce@simulator.amazonses.com', 'bounce'],
  ['suppressionlist@simulator.amazonses.com', 'bounce'],
  ['complaint@simulator.amazonses.com', 'complain'],
])

type Times = number | 'always'

/** An answer that is scripted for an address, and for how many messages more. */
interface Script {
  readonly answer: Answer
  left: Times
}

/** The tray, how many messages were ever put on it, and what is scripted by address. */
export interface MailSnapshot {
  readonly messages: readonly CapturedMessage[]
  readonly count: number
  readonly answers: readonly (readonly [address: string, scripts: readonly Script[]])[]
}

/** The one tray of everything that left: e-mails and texts, oldest first. */
export class Mail {
  readonly #world: World
  readonly #answers = new Map<string, Script[]>()
  #messages: CapturedMessage[] = []
  #count = 0
  /** Called with each message as it is accepted. */
  onMessage: (message: CapturedMessage) => void = () => {}

  constructor(world: World) {
    this.#world = world
  }

  get messages(): readonly CapturedMessage[] {
    return this.#messages
  }

  /** What left for one address. */
  sentTo(address: string): readonly CapturedMessage[] {
    return this.#messages.filter(({ to }) => to.includes(address))
  }

  /** Scripts the provider's answer for an address, for the next `times` messages; scripts queue up. */
  answer(address: string, answer: Answer, times: Times = 'always'): void {
    const scripts = this.#answers.get(address) ?? []
    scripts.push({ answer, left: times })
    this.#answers.set(address, scripts)
  }

  /** The answer for the next message to an address; it is used up. */
  takeAnswer(address: string): Answer {
    const scripts = this.#answers.get(address)
    const script = scripts?.[0]
    if (!scripts || !script) return SIMULATOR.get(address.replace(/\+[^@]*@/, '@').toLowerCase()) ?? 'accept'
    if (script.left !== 'always' && --script.left <= 0) scripts.shift()
    return script.answer
  }

  /** Puts an accepted message on the tray and gives it its id. */
  capture(message: Omit<CapturedMessage, 'id' | 'at'>): CapturedMessage {
    const id = identifier(message.channel, ++this.#count)
    const captured = { id, at: this.#world.now(), ...message }
    this.#messages.push(captured)
    this.onMessage(captured)
    return captured
  }

  snapshot(): MailSnapshot {
    const answers = [...this.#answers].map(
      ([address, scripts]) => [address, scripts.map((script) => ({ ...script }))] as const,
    )
    return { messages: [...this.#messages], count: this.#count, answers }
  }

  restore({ messages, count, answers }: MailSnapshot): void {
    this.#messages = [...messages]
    this.#count = count
    this.#answers.clear()
    for (const [address, scripts] of answers)
      this.#answers.set(
        address,
        scripts.map((script) => ({ ...script })),
      )
  }
}
