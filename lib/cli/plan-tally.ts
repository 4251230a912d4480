import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { listOf } from '../domain/backlog.ts'
import { costOf, type Prices, type Usage } from '../domain/cost.ts'
import type { Debtor } from '../domain/debtor.ts'
import type { ProjectedContact, Projection } from '../domain/projection.ts'
import { dateAt, type Instant } from '../domain/time.ts'

/** How far ahead the plan looks: a month holds the whole sequence of most policies. */
export const DAYS_AHEAD = 30

/** What would happen in the days after going live, if nobody paid: debtors are counted once in each line. */
export interface Plan {
  readonly from: string
  readonly days: number
  readonly debtors: number
  readonly contacted: number
  /** Debtors who would get at least one message, by channel. */
  readonly byChannel: Readonly<Record<string, number>>
  /** Messages by date and channel. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly micros: number
  readonly currency: string
  /** Debtors whom no lawful channel reaches, by reason. */
  readonly withoutAWay: Readonly<Record<string, number>>
  /** Debtors left to a person for another reason. */
  readonly leftToPeople: Readonly<Record<string, number>>
  readonly teamDailyCapacity: number
  readonly daysOfWork: number
}

/** What would happen with one debtor, and in which zone their days are. */
export interface PlayedAhead {
  readonly debtor: Debtor
  readonly zone: string
  readonly projection: Projection
}

/** What one message uses of a channel. */
export function usageOf({ channel, address }: ProjectedContact): Usage {
  if (channel === 'email') return { emails: 1 }
  const country = parsePhoneNumberFromString(address)?.country ?? 'other'
  return channel === 'sms' ? { smsParts: { [country]: 1 } } : { whatsappMessages: { [country]: 1 } }
}

/** Counts what would happen, one debtor after the other, and keeps none of them. */
export class PlanTally {
  readonly #company: CompiledCatalog['company']
  readonly #prices: Prices
  readonly #from: Instant
  readonly #messages = new Map<string, Record<string, number>>()
  readonly #smsParts: Record<string, number> = {}
  readonly #whatsappMessages: Record<string, number> = {}
  readonly #byChannel: Record<string, number> = {}
  readonly #reasons = { backlog: new Map<string, number>(), tasks: new Map<string, number>() }
  #emails = 0
  #debtors = 0
  #contacted = 0

  constructor(company: CompiledCatalog['company'], prices: Prices, from: Instant) {
    this.#company = company
    this.#prices = prices
    this.#from = from
  }

  add({ zone, projection: { contacts, handOvers } }: PlayedAhead): void {
    this.#debtors++
    if (contacts.length > 0) this.#contacted++
    for (const channel of new Set(contacts.map(({ channel }) => channel))) count(this.#byChannel, channel)
    for (const contact of contacts) {
      const day = dateAt(contact.at, zone)
      const own = this.#messages.get(day) ?? {}
      this.#messages.set(day, own)
      count(own, contact.channel)
      const { emails = 0, smsParts = {}, whatsappMessages = {} } = usageOf(contact)
      this.#emails += emails
      for (const country of Object.keys(smsParts)) count(this.#smsParts, country)
      for (const country of Object.keys(whatsappMessages)) count(this.#whatsappMessages, country)
    }
    for (const list of ['backlog', 'tasks'] as const) {
      const first = handOvers.find(({ reason }) => listOf(reason) === list)
      if (first) this.#reasons[list].set(first.reason, (this.#reasons[list].get(first.reason) ?? 0) + 1)
    }
  }

  plan(): Plan {
    const { teamDailyCapacity, entities, defaultEntity } = this.#company
    const usage = { emails: this.#emails, smsParts: this.#smsParts, whatsappMessages: this.#whatsappMessages }
    const { micros, currency } = costOf(usage, this.#prices)
    const waiting = [...this.#reasons.backlog.values()].reduce((sum, one) => sum + one, 0)
    return {
      from: dateAt(this.#from, entities[defaultEntity]?.zone ?? 'UTC'),
      days: DAYS_AHEAD,
      debtors: this.#debtors,
      contacted: this.#contacted,
      byChannel: sorted(Object.entries(this.#byChannel)),
      messages: sorted(this.#messages),
      micros,
      currency,
      withoutAWay: sorted(this.#reasons.backlog),
      leftToPeople: sorted(this.#reasons.tasks),
      teamDailyCapacity,
      daysOfWork: Math.ceil(waiting / teamDailyCapacity),
    }
  }
}

const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

const sorted = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
