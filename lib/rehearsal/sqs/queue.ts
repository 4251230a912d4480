import { AwsError } from '../aws-error.ts'
import { identifier } from '../gateway/identifier.ts'
import type { Place, Places } from '../places.ts'
import type { Timer, World } from '../world.ts'
import type { Message, MessageAttribute } from './message.ts'

/** How a queue of the template behaves; times in simulated milliseconds. */
export interface QueueSpecification {
  readonly arn: string
  readonly name: string
  readonly url: string
  readonly visibilityTimeout: number
  readonly delay: number
  readonly retention: number
  readonly maximumBytes: number
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined
  /** The key it is encrypted under, as the template names it. */
  readonly keyId: string | undefined
}

/** A queue at rest: its messages, oldest first, how many messages and receipts it has given, and what it waits for. */
export interface QueueSnapshot {
  readonly messages: readonly Message[]
  readonly count: number
  readonly receipts: number
  readonly alarm: Place | undefined
}

/** A standard queue in simulated time: oldest first, invisible while someone holds it, gone when too old. */
export class Queue {
  readonly specification: QueueSpecification
  readonly #world: World
  readonly #deadLetters: () => Queue | undefined
  readonly #messages = new Map<string, Message>()
  /** Held or delayed messages: few, where the queue may be long. */
  readonly #hidden = new Set<Message>()
  #count = 0
  #receipts = 0
  #alarm: Timer | undefined
  /** Called when there is a message that can be received now. */
  onVisible: () => void = () => {}

  constructor(world: World, specification: QueueSpecification, deadLetters: () => Queue | undefined) {
    this.#world = world
    this.specification = specification
    this.#deadLetters = deadLetters
  }

  /** Messages put into it so far, by whomever. */
  get sent(): number {
    return this.#count
  }

  /** Adds a message, visible after `delay` milliseconds. */
  send(
    body: string,
    attributes: ReadonlyMap<string, MessageAttribute>,
    senderId: string,
    delay = this.specification.delay,
  ): Message {
    const now = this.#world.now()
    const message: Message = {
      id: identifier(this.specification.arn, ++this.#count),
      body,
      attributes,
      sentAt: now,
      senderId,
      visibleAt: now + delay,
      firstReceivedAt: undefined,
      receiveCount: 0,
      receipt: undefined,
      deadFrom: undefined,
    }
    this.#add(message)
    return message
  }

  /** Takes up to `most` visible messages, oldest first, and hides them; what was received too often moves on. */
  receive(most: number, visibilityTimeout = this.specification.visibilityTimeout): Message[] {
    this.#expire()
    const now = this.#world.now()
    const { redrive } = this.specification
    const taken: Message[] = []
    for (const message of this.#messages.values()) {
      if (taken.length === most) break
      if (message.visibleAt > now) continue
      if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
        this.#remove(message)
        this.#deadLetters()?.adopt(message, this.specification.arn)
        continue
      }
      message.receiveCount++
      message.firstReceivedAt ??= now
      message.receipt = Buffer.from(`${message.id} ${++this.#receipts}`).toString('base64')
      message.visibleAt = now + visibilityTimeout
      this.#hidden.add(message)
      taken.push(message)
    }
    if (taken.length > 0) this.#watch()
    return taken
  }

  /** Deletes what that receipt was given for; a message that is gone already is no error, as in SQS. */
  delete(receipt: string): void {
    const message = this.#held(receipt)
    if (!message) return
    this.#remove(message)
    this.#watch()
  }

  /** Hides a received message until `milliseconds` from now; throws MessageNotInflight when nobody holds it. */
  changeVisibility(receipt: string, milliseconds: number): void {
    const message = this.#held(receipt)
    if (!message)
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      )
    if (message.visibleAt <= this.#world.now())
      throw new AwsError('MessageNotInflight', 'The message is not in flight.')
    message.visibleAt = this.#world.now() + milliseconds
    this.#watch()
  }

  purge(): void {
    this.#messages.clear()
    this.#hidden.clear()
    this.#watch()
  }

  snapshot(places: Places): QueueSnapshot {
    return {
      messages: this.messages().map((message) => ({ ...message })),
      count: this.#count,
      receipts: this.#receipts,
      alarm: places.take(this.#alarm),
    }
  }

  /** Holds what it held then; nobody is told of it, because whoever reads it stands where they stood too. */
  restore({ messages, count, receipts, alarm }: QueueSnapshot): void {
    this.#messages.clear()
    this.#hidden.clear()
    for (const kept of messages) {
      const message = { ...kept }
      this.#messages.set(message.id, message)
      if (message.visibleAt > this.#world.now()) this.#hidden.add(message)
    }
    this.#count = count
    this.#receipts = receipts
    this.#alarm?.cancel()
    this.#alarm = alarm && this.#world.again(alarm.at, alarm.place, this.#alarmName, () => this.#ring())
  }

  /** Messages as they are now, oldest first; the list is a copy. */
  messages(): readonly Message[] {
    this.#expire()
    return [...this.#messages.values()]
  }

  /** How many can be received now, are held by someone, and wait for their delay. */
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    this.#expire()
    const now = this.#world.now()
    const hidden = [...this.#hidden].filter((message) => message.visibleAt > now)
    const inFlight = hidden.filter((message) => message.receipt !== undefined).length
    return { visible: this.#messages.size - hidden.length, inFlight, delayed: hidden.length - inFlight }
  }

  /** Takes a message in from another queue; it keeps its id and instant, as a redrive does. */
  adopt(message: Message, deadFrom: string | undefined): void {
    const receiveCount = deadFrom === undefined ? 0 : message.receiveCount
    this.#add({ ...message, deadFrom, visibleAt: this.#world.now(), receipt: undefined, receiveCount })
  }

  /** Removes a visible message for a redrive and gives it. */
  takeOut(): Message | undefined {
    const now = this.#world.now()
    for (const message of this.#messages.values()) {
      if (message.visibleAt > now) continue
      this.#remove(message)
      return message
    }
    return undefined
  }

  #add(message: Message): void {
    this.#messages.set(message.id, message)
    if (message.visibleAt > this.#world.now()) {
      this.#hidden.add(message)
      this.#watch()
    } else this.onVisible()
  }

  #remove(message: Message): void {
    this.#messages.delete(message.id)
    this.#hidden.delete(message)
  }

  #expire(): void {
    const oldest = this.#world.now() - this.specification.retention
    for (const message of this.#messages.values()) {
      // Messages stand in order of arrival, redriven ones excepted: those keep an older instant and leave a little later.
      if (message.sentAt >= oldest) return
      this.#remove(message)
    }
  }

  /** The message that receipt was given for, if it is still the latest one of that message. */
  #held(receipt: string): Message | undefined {
    const [, id] =
      Buffer.from(receipt, 'base64')
        .toString()
        .match(/^([\w-]{36}) \d+$/) ?? []
    if (id === undefined)
      throw new AwsError(
        'ReceiptHandleIsInvalid',
        `The input receipt handle "${receipt}" is not a valid receipt handle.`,
      )
    const message = this.#messages.get(id)
    return message?.receipt === receipt ? message : undefined
  }

  /** Keeps one timer, at the earliest instant at which a hidden message becomes visible. */
  #watch(): void {
    let next: number | undefined
    for (const { visibleAt } of this.#hidden) if (next === undefined || visibleAt < next) next = visibleAt
    if (next === this.#alarm?.at) return
    this.#alarm?.cancel()
    this.#alarm = undefined
    if (next === undefined) return
    this.#alarm = this.#world.at(next, this.#alarmName, () => this.#ring())
  }

  get #alarmName(): string {
    return `message in ${this.specification.name}`
  }

  async #ring(): Promise<void> {
    this.#alarm = undefined
    const now = this.#world.now()
    for (const message of this.#hidden) if (message.visibleAt <= now) this.#hidden.delete(message)
    this.#watch()
    this.onVisible()
  }
}
