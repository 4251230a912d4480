import type { FirstContacts } from '../domain/first-contacts.ts'
import {
  afterWord,
  type Bands,
  type Gate,
  gateFor,
  type SendingState,
  type SendingSwitch,
  type Stop,
  stopFor,
  type Watched,
} from '../domain/sending-gate.ts'
import type { Instant } from '../domain/time.ts'
import type { Clock, Meter, Written } from '../ports.ts'

/** The switch that stops everything, and what is counted by the hour. */
export interface Sending {
  /** Consistent: whatever was said or counted before is in it. */
  read(now: Instant): Promise<SendingState>
  /** Writes the next word while nobody else has said one. */
  say(before: SendingSwitch, after: SendingSwitch): Promise<Written>
  /** Counts one; `key` only spreads the writes. */
  count(what: Watched, now: Instant, key: string): Promise<void>
}

/** What stands between a message and its claim. */
export interface Guarded {
  readonly sending: Sending
  readonly bands: Bands
  /** Who is written to for the first time on which day; everybody at once unless told. */
  readonly firstContacts?: FirstContacts | undefined
  readonly clock: Clock
  readonly meter: Meter
}

/** Who a stop is signed by that no person asked for. */
export const GUARD = 'puntual'

/**
 * Whether a message to this debtor may be claimed now. Whoever finds something out of its band stops sending for
 * everybody first; if somebody else says a word at that moment, theirs is asked.
 */
export async function passGate(outside: Guarded, debtor: string): Promise<Exclude<Gate, { kind: 'trip' }>> {
  for (;;) {
    const gate = await heed(outside, (state, now) => gateFor(state, outside.bands, debtor, now))
    if (gate.kind !== 'trip') return gate
  }
}

/** Counts what speaks against us, and stops sending at once when that is too much: the next claim may be hours away. */
export async function countAgainstUs(outside: Guarded, what: Exclude<Watched, 'sends'>, key: string): Promise<void> {
  await outside.sending.count(what, outside.clock.now(), key)
  await heed(outside, (state, now) => stopFor(state, outside.bands, now))
}

/** Judges by the present state, and says the stop that the judgement asks for. */
async function heed<Judged extends Gate | Stop | undefined>(
  { sending, clock, meter }: Guarded,
  judge: (state: SendingState, now: Instant) => Judged,
): Promise<Judged> {
  const now = clock.now()
  const state = await sending.read(now)
  const judged = judge(state, now)
  if (judged?.kind === 'trip') {
    const reason = `${judged.what}: ${judged.count}, allowed ${judged.allowed}`
    const stop = afterWord(state, { kind: 'stop', cause: 'outOfBand' }, { at: now, by: GUARD, reason })
    await sending.say(state.current, stop)
  }
  const isStopped = judged?.kind === 'closed' && judged.reason === 'outOfBand'
  if (judged?.kind === 'trip' || isStopped) meter.count('SendingStopped')
  return judged
}
