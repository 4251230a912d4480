import type { EventName } from '../contracts/events.ts'
import { type CalendarDate, type Instant, iso } from '../domain/time.ts'
import type { Outage } from './trouble.ts'

/** What a word does to the sums of an invoice, in minor units, said apart from the rules that are under test. */
export interface Effect {
  readonly invoice: string
  readonly charge?: number
  readonly credited?: number
  readonly paid?: number
  /** Interest, costs and fees beside the principal. */
  readonly charged?: number
  readonly ends?: 'voided' | 'writtenOff'
  /** Nothing without this other word: a reversal whose payment nobody ever sends. */
  readonly needs?: string
}

/** One event of the upstream systems, and each time it reaches the intake: late, twice, or after it was lost. */
export interface Word {
  readonly id: string
  readonly name: EventName
  readonly detail: object
  readonly arrives: readonly Instant[]
  readonly effect?: Effect
}

/** Everything that one run of a town follows from, beside its troubles. */
export interface Script {
  readonly seed: number
  readonly zone: string
  readonly country: string
  readonly policy: string
  readonly start: Instant
  readonly words: readonly Word[]
  /** From this instant on functions know a newer shape of journey. */
  readonly deployedAt: Instant
  readonly outage?: Outage
  /** Contact points whose provider refuses them for good. */
  readonly bouncing: readonly string[]
  /** Providers say what became of messages. */
  readonly reports?: boolean
  /** The company writes to nobody for the first time before this day. */
  readonly firstContactsFrom?: CalendarDate
}

/** The debtor of a town, the other id under which some know it, and whom it owes. */
export const DEBTOR = 'erp:D-1'
export const OTHER_ID = 'crm:77'
export const ENTITY = 'andina'
export const CURRENCY = 'MXN'

/** An event as an upstream system sends it, which arrives when it happens. */
export function word(name: EventName, id: string, at: Instant, detail: object, effect?: Effect): Word {
  const told = { id, name, detail: { version: 1, occurredAt: iso(at), ...detail }, arrives: [at] }
  return effect ? { ...told, effect } : told
}

/** A word as the bus hands it on. */
export const bodyOf = ({ id, name, detail }: Word): string =>
  JSON.stringify({ id, source: 'erp', 'detail-type': name, detail })
