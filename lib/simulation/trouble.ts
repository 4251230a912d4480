import { HOUR, type Instant, MINUTE } from '../domain/time.ts'

/** What may befall one call of a port. */
export const TROUBLES = {
  throttled: 'is refused, and nothing has happened',
  answerLost: 'happens, and its answer is lost',
  repeated: 'is made twice by the client, which hears the second answer',
  diesBefore: 'is never made: the function dies',
  diesAfter: 'happens, and the function dies',
  waits: 'waits before it happens',
  hears: 'happens, and the function waits before it hears so',
  overtaken: 'waits while the next word of the upstream systems arrives first',
} as const

export type TroubleKind = keyof typeof TROUBLES

/** A trouble of one run of a use case, at its call number `call` (the first is 0), for so many milliseconds. */
export interface Trouble {
  readonly kind: TroubleKind
  readonly call: number
  readonly lasts: number
}

/** A time in which every call of some functions is refused. */
export interface Outage {
  readonly of: string
  readonly from: Instant
  readonly until: Instant
}

/** Which run of which use case meets what, by the name of the run. */
export type Troubles = (run: string) => Trouble | undefined

const KINDS = Object.keys(TROUBLES).filter(isKind)
/** Calls that a run makes, by the first word of its name; few make more, and a write of the machine is one call. */
const CALLS: Readonly<Record<string, number>> = { record: 10, contact: 8, decide: 3 }
/** One run in so many meets trouble. */
const ONE_IN = 5

/** Troubles that follow from a seed and the name of a run alone, so that leaving one run out changes no other. */
export const seededTroubles =
  (seed: number): Troubles =>
  (run) => {
    const drawn = hashOf(seed, run)
    if (drawn % ONE_IN !== 0) return undefined
    const rest = Math.floor(drawn / ONE_IN)
    const kind = KINDS[rest % KINDS.length]
    const calls = CALLS[run.slice(0, run.indexOf(' '))] ?? 1
    const call = Math.floor(rest / KINDS.length) % calls
    const lasts = LASTING[Math.floor(rest / (KINDS.length * calls)) % LASTING.length]
    return kind && lasts !== undefined ? { kind, call, lasts } : undefined
  }

/** A few are longer than any function lives, which kills it. */
const LASTING = [1, 5, 40, 300, 2_000, 9_000, 30_000, 50_000, 2 * MINUTE] as const

/** FNV-1a over the name, then the finalizer of MurmurHash3 (both in the public domain): 32 bits. */
function hashOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function isKind(name: string): name is TroubleKind {
  return Object.hasOwn(TROUBLES, name)
}

/** How long an outage may last. */
export const LONGEST_OUTAGE = 3 * HOUR
