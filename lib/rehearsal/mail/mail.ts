import { identifier } from '../gateway/identifier.ts'
import type { World } from '../world.ts'

/** One message that left, as its provider accepted it. */
export interface CapturedMessage {
  /** The provider's message id. */
  readonly id: string
  /** Simulated milliseconds since the epoch. */
  readonly at: number
  readonly channel: 'email' | 'sms'
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

/** The one tray of everything that left: e-mails and texts, oldest first. */
export class Mail {
  readonly #world: World
  readonly #answers = new Map<string, { readonly answer: Answer; left: number }[]>()
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
  answer(address: string, answer: Answer, times = Number.POSITIVE_INFINITY): void {
    const scripts = this.#answers.get(address) ?? []
    scripts.push({ answer, left: times })
    this.#answers.set(address, scripts)
  }

  /** The answer for the next message to an address; it is used up. */
  takeAnswer(address: string): Answer {
    const scripts = this.#answers.get(address)
    const script = scripts?.[0]
    if (!scripts || !script) return SIMULATOR.get(address.replace(/\+[^@]*@/, '@').toLowerCase()) ?? 'accept'
    script.left--
    if (script.left <= 0) scripts.shift()
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

  reset(): void {
    this.#answers.clear()
    this.#messages = []
    this.#count = 0
  }
}
