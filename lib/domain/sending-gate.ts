import { DAY, HOUR, type Instant, iso } from './time.ts'

/** What is counted by the hour, because too much of it means that something is wrong with what we send. */
export const WATCHED = ['sends', 'bounces', 'complaints', 'paidReplies', 'channelFails'] as const
export type Watched = (typeof WATCHED)[number]
export type Counts = Readonly<Record<Watched, number>>

/** The most that is normal: messages in an hour, and what comes back in two, as a share of what was sent but never fewer than a few. */
export interface Bands {
  readonly sendsPerHour: number
  readonly bounces: Band
  readonly complaints: Band
  readonly paidReplies: Band
  readonly channelFails: Band
}

/** Up to `atLeast` is always normal; beyond, up to `percent` of what was sent. */
export interface Band {
  readonly atLeast: number
  readonly percent: number
}

/** To whom messages go: nobody, a share of the debtors (percent, the same ones each time), or all. */
export type Release =
  | { readonly stage: 'dryRun' }
  | { readonly stage: 'canary'; readonly percent: number }
  | { readonly stage: 'everything' }

/** Whether messages leave, and to whom: the newest word of a person, or of the guard that stopped them. */
export interface SendingSwitch {
  /** Rises with each word; 0 while nobody has said any. */
  readonly revision: number
  /** ISO instant of the word, who said it and why. */
  readonly at: string
  readonly by: string
  readonly reason: string
  /** Nothing leaves: a person stopped it, or what came back did. */
  readonly stopped?: 'killSwitch' | 'outOfBand'
  readonly release: Release
  /** What had been counted when a person restarted, by hour: it counts no more. */
  readonly forgiven?: Readonly<Record<string, Counts>>
}

/** The switch, and what was counted in this hour and the one before. */
export interface SendingState {
  readonly current: SendingSwitch
  readonly counted: Readonly<Record<string, Counts>>
}

/** Why nothing leaves, or must not any more. `trip`: something is out of its band, and sending must stop first. */
export type Stop =
  | { readonly kind: 'trip'; readonly what: Watched; readonly count: number; readonly allowed: number }
  | {
      readonly kind: 'closed'
      readonly reason: 'killSwitch' | 'outOfBand' | 'dryRun' | 'canary'
      /** Milliseconds after which it is worth asking again. */
      readonly askAgain: number
    }

/** May a message to this debtor be claimed now? */
export type Gate = { readonly kind: 'open' } | Stop

/** A stop is short, and who restarts wants to see messages leave the same morning. */
const STOPPED_FOR = 2 * HOUR

/** Judges the one message that is about to be claimed. */
export function gateFor(state: SendingState, bands: Bands, debtor: string, now: Instant): Gate {
  const stop = stopFor(state, bands, now, 1)
  if (stop) return stop
  const { release } = state.current
  switch (release.stage) {
    case 'dryRun':
      return { kind: 'closed', reason: 'dryRun', askAgain: DAY }
    case 'canary':
      return reaches(release, debtor) ? { kind: 'open' } : { kind: 'closed', reason: 'canary', askAgain: DAY }
    case 'everything':
      return { kind: 'open' }
  }
}

/** Why nobody is written to: a stop, or what was counted, with `more` messages that would leave now. */
export function stopFor({ current, counted }: SendingState, bands: Bands, now: Instant, more = 0): Stop | undefined {
  if (current.stopped) return { kind: 'closed', reason: current.stopped, askAgain: STOPPED_FOR }
  const out = outOfBand(since(current, counted), bands, now, more)
  return out && { kind: 'trip', ...out }
}

/** The first thing that was counted beyond its band, if any. */
function outOfBand(counted: SendingState['counted'], bands: Bands, now: Instant, more: number) {
  const [hour, before] = hoursOf(now)
  const sum = (what: Watched) => (counted[hour]?.[what] ?? 0) + (counted[before]?.[what] ?? 0)
  const found = (what: Watched, count: number, allowed: number) =>
    count > allowed ? { what, count, allowed } : undefined
  const share = (what: Exclude<Watched, 'sends'>) => {
    const { atLeast, percent } = bands[what]
    return found(what, sum(what), Math.max(atLeast, Math.floor((sum('sends') * percent) / 100)))
  }
  return (
    found('sends', (counted[hour]?.sends ?? 0) + more, bands.sendsPerHour) ??
    share('complaints') ??
    share('bounces') ??
    share('paidReplies') ??
    share('channelFails')
  )
}

/** What was counted since a person restarted. */
function since({ forgiven = {} }: SendingSwitch, counted: SendingState['counted']): SendingState['counted'] {
  return Object.fromEntries(
    Object.entries(counted).map(([hour, counts]) => [hour, less(counts, { ...NOTHING, ...forgiven[hour] })]),
  )
}

export const NOTHING: Counts = { sends: 0, bounces: 0, complaints: 0, paidReplies: 0, channelFails: 0 }
const less = (counts: Counts, other: Counts): Counts =>
  ({
    sends: counts.sends - other.sends,
    bounces: counts.bounces - other.bounces,
    complaints: counts.complaints - other.complaints,
    paidReplies: counts.paidReplies - other.paidReplies,
    channelFails: counts.channelFails - other.channelFails,
  }) satisfies Counts

/** The hour of an instant and the one before, in UTC: "2026-11-27T14". */
export const hoursOf = (now: Instant): readonly [string, string] => [hourOf(now), hourOf(now - HOUR)]
export const hourOf = (now: Instant): string => iso(now).slice(0, 13)

/** What a person or the guard says next; a word that changes nothing is still a word, with its own author. */
export type Word =
  | { readonly kind: 'stop'; readonly cause: 'killSwitch' | 'outOfBand' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'release'; readonly release: Release }

/** The switch after a word. Only a restart forgives what was counted; only a restart ends a stop. */
export function afterWord(
  { current, counted }: SendingState,
  word: Word,
  said: { readonly at: Instant; readonly by: string; readonly reason: string },
): SendingSwitch {
  const { stopped, forgiven, release } = current
  const next = { revision: current.revision + 1, at: iso(said.at), by: said.by, reason: said.reason }
  switch (word.kind) {
    case 'stop':
      return { ...next, release, stopped: word.cause }
    case 'resume':
      return { ...next, release, forgiven: counted }
    case 'release':
      return { ...next, release: word.release, ...(forgiven && { forgiven }), ...(stopped && { stopped }) }
  }
}

/** Whether messages go to this debtor at this stage. */
export const reaches = (release: Release, debtor: string): boolean =>
  release.stage === 'everything' || (release.stage === 'canary' && placeInLine(debtor) < release.percent)

/** Where a debtor stands among all, in percent (0 to below 100, in hundredths): the same for ever, and spread evenly. */
export function placeInLine(debtor: string): number {
  // FNV-1a, and the final mixing of MurmurHash3: names that differ in their last digit only stand far apart.
  let hash = 0x811c9dc5
  for (const character of debtor) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) % 10_000) / 100
}
