import { Buffer } from 'node:buffer'
import crypto from 'node:crypto'

/**
 * Makes chance repeatable in this thread: Math.random and the random parts of node:crypto and Web Crypto are drawn
 * from a generator that each invocation seeds with its request id, so two runs draw the same jitter and the same ids.
 */
export class SimulatedChance {
  #state = 1

  /** Seeds from a text (32-bit FNV-1a: spread matters here, secrecy does not). */
  seed(text: string): void {
    let hash = 0x811c9dc5
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    this.#state = hash >>> 0
  }

  /** 32 random bits (a Weyl sequence through a mixing function, after splitmix). */
  bits(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }

  fill<T extends ArrayBufferView>(view: T): T {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let index = 0; index < bytes.length; index++) bytes[index] = this.bits() & 0xff
    return view
  }

  uuid(): `${string}-${string}-${string}-${string}-${string}` {
    const bytes = this.fill(new Uint8Array(16))
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = Buffer.from(bytes).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  install(): void {
    Math.random = () => this.bits() / 0x1_0000_0000
    const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void) => {
      const bytes = this.fill(Buffer.alloc(size))
      if (callback) process.nextTick(callback, null, bytes)
      return bytes
    }
    const randomInt = (from: number, to?: number) => {
      const [low, high] = to === undefined ? [0, from] : [from, to]
      return low + Math.floor(Math.random() * (high - low))
    }
    const randomUUID = () => this.uuid()
    const getRandomValues = <T extends ArrayBufferView>(view: T) => this.fill(view)
    const replace = (object: object, members: Readonly<Record<string, unknown>>) => {
      for (const [name, value] of Object.entries(members))
        Object.defineProperty(object, name, { configurable: true, enumerable: true, writable: true, value })
    }
    // node:crypto reads getRandomValues from Web Crypto each time.
    replace(crypto, { randomUUID, randomBytes, randomInt, randomFillSync: getRandomValues })
    replace(globalThis.crypto, { randomUUID, getRandomValues })
  }
}
