import { closeSync, openSync, writeSync } from 'node:fs'
import { csvOf } from '../analytics/csv.ts'
import { costOf, type Prices } from '../domain/cost.ts'
import { dateAt, type Instant, minuteOfDay } from '../domain/time.ts'
import { type PlayedAhead, usageOf } from './plan-tally.ts'

/** Who would be contacted, when (local time), by what, and at what cost; or why nobody reaches an invoice. Ids alone. */
const COLUMNS = ['debtor', 'when', 'zone', 'channel', 'level', 'invoices', 'cost', 'currency', 'reason'] as const
/** What says who they are: only where it was asked for. */
const PERSONAL = ['name', 'address'] as const

/** A file of who would be contacted, a line for each message and each invoice left to a person, written debtor by debtor. */
export class PlanWho implements Disposable {
  readonly #file: number
  readonly #columns: readonly string[]
  readonly #prices: Prices
  #isEmpty = true

  constructor(path: string, prices: Prices, isPersonal: boolean) {
    this.#file = openSync(path, 'w')
    this.#prices = prices
    this.#columns = isPersonal ? [...COLUMNS, ...PERSONAL] : COLUMNS
  }

  add(played: readonly PlayedAhead[]): void {
    const rows = played.flatMap((one) => this.#rowsOf(one))
    const text = csvOf(this.#columns, rows)
    // Only the first has the header.
    writeSync(this.#file, this.#isEmpty ? text : text.slice(text.indexOf('\n') + 1))
    this.#isEmpty = false
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }

  #rowsOf({ debtor: { id: debtor, profile }, zone, projection }: PlayedAhead) {
    const name = profile?.name ?? null
    const contacts = projection.contacts.map((contact) => {
      const { micros, currency } = costOf(usageOf(contact), this.#prices)
      const { at, channel, level, address } = contact
      const invoices = contact.invoices.join(' ')
      const cost = micros / 1e6
      return {
        debtor,
        when: local(at, zone),
        zone,
        channel,
        level,
        invoices,
        cost,
        currency,
        reason: null,
        name,
        address,
      }
    })
    const others = projection.handOvers.map(({ at, invoice: invoices, reason }) => {
      const nothing = { channel: null, level: null, cost: null, currency: null, address: null }
      return { debtor, when: local(at, zone), zone, invoices, reason, name, ...nothing }
    })
    return [...contacts, ...others]
  }
}

function local(at: Instant, zone: string): string {
  const minute = minuteOfDay(at, zone)
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'))
  return `${dateAt(at, zone)} ${hours}:${minutes}`
}
