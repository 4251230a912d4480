/** Choices that look random and are the same for the same seed, on every machine. */
export interface Seeded {
  /** A number from 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<One>(from: readonly One[]): One
  shuffled<One>(from: readonly One[]): One[]
}

/**
 * Starts a sequence of choices from a whole number.
 *
 * The generator is Mulberry32 by Tommy Ettinger (2017, dedicated to the public domain under CC0 1.0): one 32-bit word
 * of state, ample for a few thousand choices.
 */
export function seeded(seed: number): Seeded {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed is ${seed}; it must be a whole number`)
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let word = Math.imul(state ^ (state >>> 15), state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <One>(from: readonly One[]): One => {
    const one = from[int(0, from.length - 1)]
    if (one === undefined) throw new RangeError('there is nothing to pick from')
    return one
  }
  const shuffled = <One>(from: readonly One[]): One[] => {
    const rest = [...from]
    return from.map(() => {
      const [one] = rest.splice(int(0, rest.length - 1), 1)
      return one!
    })
  }
  return { next, int, pick, shuffled }
}

/** The choices of one town about one thing, by its name: they are the same however often it is drawn for. */
export const drawnFor = (seed: number, name: string): Seeded =>
  seeded([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 31, seed % 2 ** 31))
